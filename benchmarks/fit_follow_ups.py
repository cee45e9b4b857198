"""Fits what decides whether a question leans on the one before it (``retrieval/query/follow_up.py``).

    python -m benchmarks.fit_follow_ups QUESTIONS.jsonl STORE [--held QUESTIONS.jsonl STORE] [--write WEIGHTS.toml]

Later turns of the set's conversations lean back, where they do not say that the subject changes; its single questions, and
questions of general knowledge and short ones of our own (``general_questions.jsonl``, ``short_questions.jsonl``, about the
archive of the development set), put after the opening of another topic, do not. Prints how many of each kind are taken to lean
back in ten-fold cross-validation, a case being in one fold, and the same of a set that nothing was fitted on; writes the
weights of a logistic regression in which each weight has the sign that reason gives it.
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
from benchmarks.options import add_held, add_write
from benchmarks.table import draw
from benchmarks.weights_file import write_weights
from evaluation import QuestionSet, read_questions
from retrieval import Archive, OnTheRecordError
from retrieval.query import mark_change, measure_leaning, measure_nearness
from retrieval.weights import load_weights

SIGNS = {
    "gain": 1, "loss": -1, "alone": 1, "held": 1, "unseen": -1, "points": 1, "points_at_them": 1, "connected": 1,
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
    try:
        archive = Archive.open(given.store)
        turns = gather(read_questions(given.questions), archive, own=(GENERAL, SHORT))
        held = [
            gather(read_questions(Path(path)), Archive.open(Path(store)), own=(GENERAL,)) for path, store in given.held
        ]
    except OnTheRecordError as error:
        print(f"benchmarks.fit_follow_ups: {error}", file=sys.stderr)
        return 2
    learned = load_weights().fitted.follow_up
    lines = [["taken to lean back", *COUNTS]]
    lines.append(["cross-validation", *_shares(turns, cross_validate(turns))])
    for name, chosen in (
        ("as shipped", turns),
        *((path, one) for (path, _), one in zip(given.held, held, strict=True)),
    ):
        lines.append([name, *_shares(chosen, learned.intercept + _features(chosen) @ learned.weights.vector)])
    print(draw(lines))
    if given.write:
        intercept, weights = _fit(turns)
        table = {"intercept": intercept, "weights": dict(zip(SIGNS, weights.tolist(), strict=True))}
        write_weights(
            given.write, {"follow_up": table}, embedder=archive.embedder, fitted_on=[given.questions.stem],
            command="python -m benchmarks.fit_follow_ups QUESTIONS.jsonl STORE --write WEIGHTS.toml",
        )  # fmt: skip
    return 0


def gather(questions: QuestionSet, archive: Archive, *, own: Sequence[str]) -> list[Turn]:
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
    for kind in own:
        for line in OWN[kind].read_text(encoding="utf-8").splitlines():
            question = json.loads(line)["question"]
            for opening in draws.choice(openings, OPENINGS_EACH, replace=False):
                add(question, kind, question, str(opening))
    return turns


def cross_validate(turns: Sequence[Turn]) -> Floats:
    """Return the logarithm of the odds that each turn leans back, by weights fitted on the other folds."""
    folds = deal_folds(turn.case for turn in turns)
    odds = np.zeros(len(turns))
    for fold in range(FOLDS):
        within = np.array([folds[turn.case] == fold for turn in turns])
        intercept, weights = _fit([turn for turn, inside in zip(turns, within, strict=True) if not inside])
        odds[within] = intercept + _features(turns)[within] @ weights
    return odds


def _fit(turns: Sequence[Turn]) -> tuple[float, Floats]:
    kinds = [turn.kind for turn in turns]
    counts = np.array([COUNTS[kind] / kinds.count(kind) for kind in kinds])
    follows = np.array([turn.follows for turn in turns])
    return fit_decision(_features(turns), follows, counts=counts / counts.mean(), signs=tuple(SIGNS.values()))


def _features(turns: Sequence[Turn]) -> Floats:
    return np.array([turn.features for turn in turns])


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
    parser.add_argument("questions", type=Path, help="question set")
    parser.add_argument("store", type=Path, help="store of its archive")
    add_held(parser)
    add_write(parser)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
