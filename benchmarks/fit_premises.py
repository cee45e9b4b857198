"""Fits what tells that officials contradict a question (``retrieval/answering/premises``), and measures all kinds of evidence.

    python -m benchmarks.fit_premises QUESTIONS.jsonl STORE [QUESTIONS.jsonl STORE ...] [--held QUESTIONS.jsonl STORE]
        [--write WEIGHTS.toml]

Sets of our own, over the archives that they are named after, are in ``benchmarks/premises``: questions that take for granted
what officials contradict, with the places of the officials' words, and questions of the same form whose premise holds, most
of which stand beside a denial of something similar. A question set of the usual form may be given too: its questions with a
false premise, which have no places, are only measured. Prints, for weights fitted on the other sets, how many of each kind
are said to be contradicted, for certain or likely; writes the weights fitted on all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.learning import Floats, fit_decision
from benchmarks.options import add_held, add_write
from benchmarks.table import draw
from benchmarks.weights_file import write_weights
from evaluation.matching import same_release
from retrieval import Archive, OnTheRecordError, Question
from retrieval.answering import Contradiction
from retrieval.answering.premises import DeniedClaim, find_otherwise, list_claims
from retrieval.weights import load_weights

SIGNS = {
    "about": 1, "reply": 1, "undecided": 1, "rank": -1, "selects": -1, "confidence": -1, "outdone": -1,
}  # fmt: skip
FALSE = "false-premise"
NOT_MEASURED = {"conversation", "quote-check", "unanswerable"}
COUNTED = 100.0  # how much all examples count beside the penalty, one half for what is right


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what officials deny, as the product has it, and which of it contradicts the question.

    ``otherwise`` is the contrary or the other number that was found, None where none was.
    """

    id: str
    question: str
    is_false: bool
    claims: tuple[DeniedClaim, ...]
    right: tuple[bool, ...]
    otherwise: Contradiction | None


def main() -> int:
    """Fit, print, and return the exit code."""
    given = _parse()
    if len(given.sets) % 2:
        print("benchmarks.fit_premises: each set needs the store of its archive after it", file=sys.stderr)
        return 2
    try:
        sets = [gather(Path(one), Path(store)) for one, store in zip(given.sets[::2], given.sets[1::2], strict=True)]
        held = [gather(Path(one), Path(store)) for one, store in given.held]
    except (OnTheRecordError, OSError, ValueError) as error:
        print(f"benchmarks.fit_premises: {error}", file=sys.stderr)
        return 2
    if not all(any(any(case.right) for case in _other(sets, place)) for place in range(len(sets))):
        print(
            "benchmarks.fit_premises: no false premise has the place of a denial among what is found; give sets of"
            " benchmarks/premises, each with the store of the archive that it is named after",
            file=sys.stderr,
        )
        return 1
    rows = []
    for place, cases in enumerate(sets):
        rows.append((Path(given.sets[2 * place]).stem, *measure(cases, fit(_other(sets, place)), show=given.show)))
    everything = fit([case for cases in sets for case in cases])
    for (path, _), cases in zip(given.held, held, strict=True):
        rows.append((f"{Path(path).stem} (held)", *measure(cases, everything, show=given.show)))
    head = ("set", "false: certain", "likely", "of", "true: certain", "likely", "of")
    print(draw([head, *[tuple(map(str, row)) for row in rows]]))
    if given.write:
        intercept, weights = everything
        table = {"intercept": intercept, "weights": dict(zip(SIGNS, weights.tolist(), strict=True))}
        write_weights(
            given.write, {"premises": table}, embedder=Archive.open(Path(given.sets[1])).embedder,
            fitted_on=[Path(path).stem for path in given.sets[::2]],
            command="python -m benchmarks.fit_premises SET.jsonl STORE ... --write WEIGHTS.toml",
        )  # fmt: skip
    return 0


def _other(sets: Sequence[Sequence[Case]], place: int) -> list[Case]:
    """Return the cases of the other sets; its own where there is no other."""
    others = [case for other in (*sets[:place], *sets[place + 1 :]) for case in other]
    return others or list(sets[place])


def gather(path: Path, store: Path) -> list[Case]:
    """Return the cases of a set."""
    archive = Archive.open(store)
    archive.warm()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_gather_one(item, archive) for item in lines if item["kind"] not in NOT_MEASURED]


def _gather_one(item: dict[str, Any], archive: Archive) -> Case:
    state = archive.answerer.look(Question(text=item["question"]))
    places = [one for one in item["evidence"] if "start" in one] if "evidence" in item else []
    bounds = archive.answerer.tools.weights.premises
    looked_at = state.done is None and not state.unknown
    claims = list_claims(state.findings, bounds) if looked_at else []
    otherwise = find_otherwise(state.findings, bounds) if looked_at else None
    return Case(
        id=item["id"],
        question=item["question"],
        is_false=item["kind"] == FALSE,
        claims=tuple(claims),
        right=tuple(any(_overlaps(claim, place) for place in places) for claim in claims),
        otherwise=otherwise,
    )


def _overlaps(claim: DeniedClaim, place: dict[str, Any]) -> bool:
    near = claim.start < place["end"] and place["start"] < claim.end
    return near and same_release(claim.passage.release_id, place["release"])


def fit(cases: Sequence[Case]) -> tuple[float, Floats]:
    """Return (intercept, weights): what contradicts a question against all that officials deny beside the others.

    What else they deny beside a false premise is not counted: it may contradict it as well.
    """
    labelled = [
        (claim.features, case.is_false)
        for case in cases
        for claim, right in zip(case.claims, case.right, strict=True)
        if right or not case.is_false
    ]
    right = np.array([one for _, one in labelled])
    counts = np.where(right, 0.5 / max(right.sum(), 1), 0.5 / max((~right).sum(), 1)) * COUNTED
    return fit_decision(np.array([one for one, _ in labelled]), right, counts=counts, signs=tuple(SIGNS.values()))


def measure(cases: Sequence[Case], weights: tuple[float, Floats], *, show: bool) -> tuple[int, ...]:
    """Return (certain, likely, cases) of those with a false premise, then of the others; prints what is found if asked."""
    bounds = load_weights().fitted.premises
    counts: list[int] = []
    for is_false in (True, False):
        kind = [case for case in cases if case.is_false is is_false]
        found = [(_best(case, weights), case) for case in kind]
        certain = [one for one in found if one[0][0] >= bounds.certain]
        likely = [one for one in found if bounds.likely <= one[0][0] < bounds.certain]
        counts += [len(certain), len(likely), len(kind)]
        for (odds, said), case in sorted((*certain, *likely), key=lambda one: -one[0][0]) if show else ():
            print(f"{'false' if is_false else 'TRUE '} {odds:5.2f} {case.id} {case.question}\n      {said}")
    return tuple(counts)


def _best(case: Case, fitted: tuple[float, Floats]) -> tuple[float, str]:
    """Return the odds of what contradicts a question most likely, and its words."""
    intercept, weights = fitted
    certain = load_weights().fitted.premises.certain
    scored = [(float(intercept + np.array(one.features) @ weights), one) for one in case.claims]
    odds, claim = max(scored, key=lambda one: one[0], default=(-np.inf, None))
    if case.otherwise is not None and odds < certain:
        return np.inf, case.otherwise.spans[0].quote
    return odds, "" if claim is None else claim.span.quote


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit_premises",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="+", metavar="QUESTIONS STORE", help="a set and the store of its archive")
    add_held(parser)
    add_write(parser)
    parser.add_argument("--show", action="store_true", help="print every question that is said to be contradicted")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
