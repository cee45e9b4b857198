"""Fits what tells that officials contradict a question (``retrieval/answering/premises``), and measures each kind of evidence.

    python -m benchmarks.fit_premises QUESTIONS.jsonl STORE [QUESTIONS.jsonl STORE ...] [--held QUESTIONS.jsonl STORE]
        [--write WEIGHTS.toml]

Sets of our own, over the archives that they are named after, are in ``benchmarks/premises``: questions that take for granted
what officials contradict, with the places of the officials' words, questions of the same form whose premise holds, and
questions beside the point. A question set of the usual form may be given too: its questions with a false premise, which have
no places, are left out. What is fitted are the least shares of words the same at which nine statements in ten are right.
Prints, of every set and kind of evidence, how many statements are right by bounds fitted on the other sets, how many are said
where nothing false is taken for granted, and how many of a false premise rest on other words than those of the set.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.options import add_held, add_write
from benchmarks.table import draw
from benchmarks.weights_file import write_weights
from evaluation.matching import same_release
from retrieval import Archive, OnTheRecordError, Question
from retrieval.answering.premises import DenialKind, find_otherwise, list_claims
from retrieval.spans import Span

FALSE = "false-premise"
NOT_MEASURED = {"conversation", "quote-check", "unanswerable"}
NUMBER = "another number"
KINDS = (*(kind.value for kind in DenialKind), NUMBER)
RIGHT_AT_LEAST = 0.9
STEPS = [step / 20 for step in range(4, 21)]  # the bounds that are tried
Bounds = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What may be said against a question: its kind, how much of it is the same, 0 to 1, and its words.

    ``right`` is whether they are the set's, or nobody takes anything false for granted: None where they are other words, beside
    a false premise, which may contradict it as well.
    """

    kind: str
    same: float
    right: bool | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question with what may be said against it, the likeliest first."""

    question: str
    is_false: bool
    found: tuple[Found, ...]


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
    if not all(any(one.right for case in _others(sets, place) for one in case.found) for place in range(len(sets))):
        print(
            "benchmarks.fit_premises: no false premise has the place of a denial among what is found; give sets of"
            " benchmarks/premises, each with the store of the archive that it is named after",
            file=sys.stderr,
        )
        return 1
    rows = []
    for place, cases in enumerate(sets):
        rows += measure(Path(given.sets[2 * place]).stem, cases, fit(_others(sets, place)), show=given.show)
    everything = fit([case for cases in sets for case in cases])
    for (path, _), cases in zip(given.held, held, strict=True):
        rows += measure(f"{Path(path).stem} (held)", cases, everything, show=given.show)
    head = ("set", "kind of evidence", "right", "wrong", "other words", "bounds")
    print(draw([head, *[tuple(map(str, row)) for row in rows]]))
    if given.write:
        write_weights(
            given.write, {"premises": everything}, embedder=Archive.open(Path(given.sets[1])).embedder,
            fitted_on=[Path(path).stem for path in given.sets[::2]],
            command="python -m benchmarks.fit_premises SET.jsonl STORE ... --write WEIGHTS.toml",
        )  # fmt: skip
    return 0


def _others(sets: Sequence[Sequence[Case]], place: int) -> list[Case]:
    """Return the cases of the other sets; its own where there is no other."""
    others = [case for other in (*sets[:place], *sets[place + 1 :]) for case in other]
    return others or list(sets[place])


def gather(path: Path, store: Path) -> list[Case]:
    """Return the cases of a set."""
    archive = Archive.open(store)
    archive.warm()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [item for item in lines if item["kind"] not in NOT_MEASURED]
    return [_gather_one(item, archive) for item in asked if item["kind"] != FALSE or _places(item)]


def _places(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in item.get("evidence", []) if "start" in one]


def _gather_one(item: Mapping[str, Any], archive: Archive) -> Case:
    state = archive.answerer.look(Question(text=item["question"]))
    bounds = archive.answerer.tools.weights.premises
    is_false, places = item["kind"] == FALSE, _places(item)
    found = []
    if state.done is None and not state.unknown:
        said = [
            (claim.kind.value, claim.same, claim.outdone, claim.span) for claim in list_claims(state.findings, bounds)
        ]
        if other := find_otherwise(state.findings, bounds):
            said.append((NUMBER, 1.0, 0, other.span))
        found = [
            Found(kind=kind, same=same, right=_is_right(span, places) if is_false else False, quote=span.quote)
            for kind, same, outdone, span in said
            if outdone < bounds.best_sentences
        ]
    return Case(question=item["question"], is_false=is_false, found=tuple(found))


def _is_right(span: Span, places: Iterable[Mapping[str, Any]]) -> bool | None:
    near = any(
        span.start < place["end"] and place["start"] < span.end
        for place in places
        if same_release(span.passage.release_id, place["release"])
    )
    return True if near else None


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Return the least bounds at which nine in ten of what is said are right: of own words, and of what is denied otherwise."""
    own, otherwise = DenialKind.OWN_WORDS.value, {kind.value for kind in DenialKind} - {DenialKind.OWN_WORDS.value}
    return {"held": _least(cases, {own}), "covered": _least(cases, otherwise)}


def _least(cases: Sequence[Case], kinds: set[str]) -> float:
    for bound in STEPS:
        said = [next((one for one in case.found if one.kind in kinds and one.same >= bound), None) for case in cases]
        counts = Counter(one.right for one in said if one is not None)
        if counts[True] and counts[True] >= RIGHT_AT_LEAST * (counts[True] + counts[False]):
            return bound
    return STEPS[-1]


def measure(name: str, cases: Sequence[Case], bounds: Bounds, *, show: bool) -> list[tuple[object, ...]]:
    """Return (set, kind, right, wrong, other words, bounds) of each kind; prints what is said if asked."""
    said = [(case, one) for case in cases if (one := _say(case, bounds)) is not None]
    for case, one in said if show else ():
        print(
            f"{'right' if one.right else 'other' if case.is_false else 'WRONG'} {one.kind}: {case.question}\n      {one.quote}"
        )
    counts = Counter((one.kind, one.right) for _, one in said)
    told = ", ".join(f"{part} {bound:.2f}" for part, bound in bounds.items())
    return [(name, kind, counts[kind, True], counts[kind, False], counts[kind, None], told) for kind in KINDS]


def _say(case: Case, bounds: Bounds) -> Found | None:
    """Return what is said against a question: the likeliest of what passes its bound, as the product has it."""
    own = DenialKind.OWN_WORDS.value
    least = {kind: bounds["held"] if kind == own else 0.0 if kind == NUMBER else bounds["covered"] for kind in KINDS}
    return next((one for one in case.found if one.same >= least[one.kind]), None)


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
