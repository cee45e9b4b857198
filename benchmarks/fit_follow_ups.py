"""Fits what decides whether a question leans on the one before it (``retrieval/query/follow_up.py``).

    python -m benchmarks.fit_follow_ups QUESTIONS.jsonl STORE [QUESTIONS.jsonl STORE ...] [--write WEIGHTS.toml]

Later turns of a set's conversations lean back, where they do not say that the subject changes; its single questions, and
questions of general knowledge and short ones of our own (``general_questions.jsonl``, ``short_questions.jsonl``), put after the
opening of another topic, do not. Prints for each set how many of each kind are taken to lean back by weights that were fitted
on the other sets (of one set alone, in ten-fold cross-validation) and by those that are shipped, and what share is read wrongly
so without each feature; writes the weights of a logistic regression in which each has the sign that reason gives it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from benchmarks.learning import FOLDS, SEED, Floats, deal_folds, fit_decision
from benchmarks.options import add_write
from benchmarks.table import draw
from benchmarks.weights_file import write_weights
from evaluation import QuestionSet, read_questions
from retrieval import Archive, OnTheRecordError
from retrieval.query import mark_change, measure_leaning, measure_nearness
from retrieval.weights import load_weights

SIGNS = {
    "gain": 1, "loss": -1, "alone": 1, "unseen": -1, "points": 1, "points_at_them": 1, "connected": 1,
    "names_in_it": -1,
}  # fmt: skip
FOLLOWS, SINGLE, GENERAL, SHORT = "follows", "single", "general", "short"
# How much each kind counts in all: after a question, one that follows it is likelier than a new topic.
COUNTS = {FOLLOWS: 5.0, SINGLE: 1.0, GENERAL: 1.0, SHORT: 1.0}
OWN = {
    GENERAL: Path(__file__).with_name("general_questions.jsonl"),
    SHORT: Path(__file__).with_name("short_questions.jsonl"),
}
OPENINGS_EACH = 2  # openings that each of our own questions is put after


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question asked after another, what tells whether it leans on it, in the order of SIGNS, and whether it does."""

    case: str
    kind: str
    features: tuple[float, ...]

    @property
    def follows(self) -> bool:
        """Whether it leans on what came before."""
        return self.kind == FOLLOWS


def main() -> int:
    """Fit, print, and return the exit code."""
    given = _parse()
    if len(given.sets) % 2:
        print("benchmarks.fit_follow_ups: each set needs the store of its archive after it", file=sys.stderr)
        return 2
    pairs = [(Path(one), Path(store)) for one, store in zip(given.sets[::2], given.sets[1::2], strict=True)]
    try:
        archives = [Archive.open(store) for _, store in pairs]
        sets = [gather(read_questions(one), archive) for (one, _), archive in zip(pairs, archives, strict=True)]
    except OnTheRecordError as error:
        print(f"benchmarks.fit_follow_ups: {error}", file=sys.stderr)
        return 2
    learned = load_weights().fitted.follow_up
    lines = [["taken to lean back", *COUNTS]]
    for (path, _), turns, odds in zip(pairs, sets, leave_out(sets), strict=True):
        lines.append([f"{path.stem}: fitted on the others", *_shares(turns, odds)])
        lines.append(
            [f"{path.stem}: as shipped", *_shares(turns, learned.intercept + _features(turns) @ learned.weights.vector)]
        )
    print(draw(lines))
    print(draw([["without", "wrongly read, of the counts"], *weigh_features(sets)]))
    if given.write:
        intercept, weights = _fit([turn for turns in sets for turn in turns])
        table = {"intercept": intercept, "weights": dict(zip(SIGNS, weights.tolist(), strict=True))}
        write_weights(
            given.write, {"follow_up": table}, embedder=archives[0].embedder, fitted_on=[path.stem for path, _ in pairs],
            command="python -m benchmarks.fit_follow_ups SET.jsonl STORE ... --write WEIGHTS.toml",
        )  # fmt: skip
    return 0


def leave_out(sets: Sequence[Sequence[Turn]], *, without: str = "") -> list[Floats]:
    """Return the logarithm of the odds that each turn of each set leans back, by weights fitted on the other sets.

    One set alone is read by cross-validation. The feature ``without`` is left out.
    """
    if len(sets) == 1:
        return [cross_validate(sets[0], without=without)]
    found = []
    for place, turns in enumerate(sets):
        others = [turn for other in (*sets[:place], *sets[place + 1 :]) for turn in other]
        intercept, weights = _fit(others, without=without)
        found.append(intercept + _features(turns, without=without) @ weights)
    return found


def weigh_features(sets: Sequence[Sequence[Turn]]) -> list[list[str]]:
    """Return what share of the counted turns is read wrongly with all features, and without each."""
    rows = []
    for name in ("", *SIGNS):
        odds = leave_out(sets, without=name)
        wrong = [_share_wrong(turns, one) for turns, one in zip(sets, odds, strict=True)]
        rows.append([name or "none", f"{np.mean(wrong):.3f}"])
    return rows


def _share_wrong(turns: Sequence[Turn], odds: Floats) -> float:
    """Return the share of turns that are read wrongly, each kind counted as COUNTS says."""
    kinds = np.array([turn.kind for turn in turns])
    wrong = (odds >= 0) != np.array([turn.follows for turn in turns])
    held = {kind: count for kind, count in COUNTS.items() if (kinds == kind).any()}
    return float(sum(count * wrong[kinds == kind].mean() for kind, count in held.items()) / sum(held.values()))


def gather(questions: QuestionSet, archive: Archive) -> list[Turn]:
    """Return the later turns of a set's conversations, and its single questions and ours after other topics' openings."""
    draws = np.random.default_rng(SEED)
    generation, embedder = archive.store.generation(), archive.embedder
    bounds = load_weights().fitted.follow_up
    turns: list[Turn] = []

    def add(case: str, kind: str, question: str, opening: str) -> None:
        features = measure_leaning(question, measure_nearness(generation, embedder, question, opening), bounds)
        turns.append(Turn(case=case, kind=kind, features=features))

    cases = [list(items) for _, items in groupby(questions.items, key=lambda item: item.case_id)]
    openings = [mark_change(items[0].question)[0] for items in cases]
    for place, items in enumerate(cases):
        opening = openings[place]
        if items[0].turn == 0:
            others = [*openings[:place], *openings[place + 1 :]]
            add(items[0].case_id, SINGLE, items[0].question, str(draws.choice(others)))
        for item in items[1:]:
            bare, changed = mark_change(item.question)
            if changed:
                opening = bare
            else:
                add(item.case_id, FOLLOWS, item.question, opening)
    for kind, path in OWN.items():
        for line in path.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)["question"]
            for opening in draws.choice(openings, OPENINGS_EACH, replace=False):
                add(question, kind, question, str(opening))
    return turns


def cross_validate(turns: Sequence[Turn], *, without: str = "") -> Floats:
    """Return the logarithm of the odds that each turn leans back, by weights fitted on the other folds."""
    folds = deal_folds(turn.case for turn in turns)
    odds = np.zeros(len(turns))
    for fold in range(FOLDS):
        within = np.array([folds[turn.case] == fold for turn in turns])
        others = [turn for turn, inside in zip(turns, within, strict=True) if not inside]
        intercept, weights = _fit(others, without=without)
        odds[within] = intercept + _features(turns, without=without)[within] @ weights
    return odds


def _fit(turns: Sequence[Turn], *, without: str = "") -> tuple[float, Floats]:
    kinds = [turn.kind for turn in turns]
    counts = np.array([COUNTS[kind] / kinds.count(kind) for kind in kinds])
    follows = np.array([turn.follows for turn in turns])
    return fit_decision(
        _features(turns, without=without), follows, counts=counts / counts.mean(), signs=tuple(SIGNS.values())
    )


def _features(turns: Sequence[Turn], *, without: str = "") -> Floats:
    kept = np.array([name != without for name in SIGNS])
    return np.array([turn.features for turn in turns]) * kept


def _shares(turns: Sequence[Turn], odds: Floats) -> list[str]:
    kinds = np.array([turn.kind for turn in turns])
    return [
        f"{(odds[kinds == kind] >= 0).mean():.2f} of {(kinds == kind).sum()}" if (kinds == kind).any() else ""
        for kind in COUNTS
    ]


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit_follow_ups",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sets", nargs="+", metavar="QUESTIONS STORE", help="question sets, each with its archive's store"
    )
    add_write(parser)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
