"""Fits the weights of ranking, of sentences and of the decision on question sets with known answers.

    python -m benchmarks.fit QUESTIONS.jsonl --store STORE [--more QUESTIONS.jsonl STORE ...]

Prints the weights as they stand in ``retrieval/search/ranking.py``, ``retrieval/answering/evidence.py`` and
``retrieval/answering/answerability.py``, fitted
on all questions, and the figures of ten-fold cross-validation, a case (so a conversation) being in one fold: every question
is ranked, answered and decided by weights that did not see it. The stages are fitted one after another, each on what the one
before it leaves; the decision on grounds that come from weights that did not see the question, because grounds from weights
that did look better than they will be. Only linear models, by ``benchmarks/learning.py``.

What has no answer is, for the decision, of three kinds: the sets' own unanswerable questions; their answerable ones with the
releases that answer them left out, which are as near to the archive as questions with an answer are; and questions of general
knowledge (``general_questions.jsonl``, our own), which are far from it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from benchmarks.learning import FOLDS, Floats, deal_folds, fit_decision
from benchmarks.replay import Outcome, Weights, fit_weights, replay, shipped_weights
from benchmarks.table import draw
from benchmarks.training import Example, gather
from evaluation import read_questions
from retrieval import Archive, OnTheRecordError
from retrieval.answering import FEATURES, FURTHEST, ON_TOPIC, Grounds
from retrieval.answering import answerability as decision
from retrieval.search import LATE, NAMES

GROUPS = ("answerable", "first-turn", "later-turn")
PASSAGE_CUTS, SENTENCE_CUTS = (1, 5, 10, 20), (1, 4, 10)
REFUSED = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # shares of the unanswerable
# The weights of ``retrieval/answering/answerability.py`` and the sign that reason gives to each.
DECISION = {"SHARE": 1, "BEST": 1, "UNKNOWN": -1, "ASKED": -1, "EVADED": -1, "TOPIC": 1}
GENERAL = Path(__file__).with_name("general_questions.jsonl")
WRONG_COUNTS = 0.6  # an answerable question whose answer is wrong, beside 1 for one whose answer is right
# How much each kind of question counts of all that has no answer.
ANSWERABLE, NEAR, LEFT_OUT, FAR = "answerable", "unanswerable", "left out", "general"
SHARES = {NEAR: 0.5, LEFT_OUT: 0.3, FAR: 0.2}
LINE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A logistic regression over Grounds, as ``measure_grounds`` has them."""

    intercept: float
    weights: Floats

    def probability(self, features: Floats) -> Floats:
        """Return how likely it is that the archive answers, one a row."""
        found: Floats = 1 / (1 + np.exp(-(self.intercept + features @ self.weights)))
        return found


def main() -> int:
    """Fit, print, and return the exit code."""
    given = _parse()
    try:
        more = [(Path(questions), Path(store)) for questions, store in given.more]
        examples = _gather_all([(given.questions, given.store), *more, (GENERAL, given.store)])
    except OnTheRecordError as error:
        print(f"benchmarks.fit: {error}", file=sys.stderr)
        return 2
    if not any(one.right.any() for one in examples):
        print(
            "benchmarks.fit: no question has its gold words among what is found: is it this store's set?",
            file=sys.stderr,
        )
        return 1
    folds = deal_folds(one.case for one in examples)
    outcomes = cross_validate(examples, folds)
    shipped = [replay(one, shipped_weights()) for one in with_left_out(examples)]
    print(draw_hits({"cross-validation": outcomes, "as the modules stand": shipped}))
    print("\n" + draw_decision(outcomes, cross_validate_decision(outcomes, folds), "cross-validation"))
    stand = np.array([decision.probability(one.grounds) if one.grounds else 0.0 for one in shipped])
    print("\n" + draw_decision(shipped, stand, "as the modules stand"))
    print("\n" + draw_weights(fit_weights(examples), _fit_decision(outcomes)))
    return 0


def with_left_out(examples: Sequence[Example]) -> list[Example]:
    """Return the examples, and after them those that have an answer without it."""
    return [*examples, *(one.leave_out() for one in examples if one.answerable and one.candidates)]


def cross_validate(examples: Sequence[Example], folds: Mapping[str, int]) -> list[Outcome]:
    """Return what comes of every question under weights fitted on the other folds, in the order of ``with_left_out``."""
    found: dict[int, Outcome] = {}
    replayed = with_left_out(examples)
    for fold in range(FOLDS):
        weights = fit_weights([one for one in examples if folds[one.case] != fold])
        found |= {place: replay(one, weights) for place, one in enumerate(replayed) if folds[one.case] == fold}
    return [found[place] for place in range(len(replayed))]


def cross_validate_decision(outcomes: Sequence[Outcome], folds: Mapping[str, int]) -> Floats:
    """Return how likely each question is to have an answer, by a decision fitted on the other folds."""
    confidence = np.zeros(len(outcomes))
    for fold in range(FOLDS):
        within = np.array([folds[one.example.case] == fold for one in outcomes])
        fitted = _fit_decision([one for one, inside in zip(outcomes, within, strict=True) if not inside])
        confidence[within] = _confidence([one for one, inside in zip(outcomes, within, strict=True) if inside], fitted)
    return confidence


def draw_hits(runs: Mapping[str, Sequence[Outcome]]) -> str:
    """Return the shares of questions whose first right passage, or sentence, is among the first k: a row a group and a stage.

    ``right`` is the share whose answer would be right, were everything answered, and ``words`` how many words it quotes.
    """
    heading = [
        "",
        "questions",
        *(f"@{k}" for k in PASSAGE_CUTS),
        *(f"sentence @{k}" for k in SENTENCE_CUTS),
        "right",
        "words",
    ]
    lines = [heading]
    for name, outcomes in runs.items():
        for group in GROUPS:
            chosen = [one for one in outcomes if one.example.item.group == group and not one.example.left_out]
            if chosen:
                first = _shares([one.first_rank for one in chosen], PASSAGE_CUTS)
                second = _shares([one.passage_rank for one in chosen], PASSAGE_CUTS)
                sentences = _shares([one.sentence_rank for one in chosen], SENTENCE_CUTS)
                lines.append(
                    [f"{name}, {group}, first stage", str(len(chosen)), *first, *([""] * (len(SENTENCE_CUTS) + 2))]
                )
                answers = [
                    f"{np.mean([one.right for one in chosen]):.3f}",
                    f"{np.mean([one.words for one in chosen]):.0f}",
                ]
                lines.append([f"{name}, {group}, both stages", str(len(chosen)), *second, *sentences, *answers])
    return draw(lines)


def draw_decision(outcomes: Sequence[Outcome], confidence: Floats, name: str) -> str:
    """Return the area under the curve, and what becomes of every kind of question at some shares refused."""
    kinds = _kinds(outcomes)
    near, known = kinds == NEAR, (kinds == NEAR) | (kinds == ANSWERABLE)
    if not near.any():
        return f"decision, {name}: a set of answerable questions alone tells nothing about it"
    area = roc_auc_score(kinds[known] == ANSWERABLE, confidence[known])
    right = np.array([one.right for one in outcomes])
    alone = (kinds == ANSWERABLE) & np.array([one.example.item.group == GROUPS[0] for one in outcomes])
    groups = {ANSWERABLE: alone, "with turns": kinds == ANSWERABLE}
    if (groups[ANSWERABLE] == groups["with turns"]).all():
        del groups["with turns"]
    figures = [f"{figure}, {group}" for group in groups for figure in ("right", "wrong", "refused")]
    lines = [["unanswerable refused", "caution", *figures, f"{LEFT_OUT} refused", f"{FAR} refused"]]
    for caution in _cautions(confidence[near]):
        given = confidence >= caution
        cells = [f"{(~given[near]).mean():.2f}", f"{caution:.3f}"]
        for chosen in groups.values():
            cells += [f"{part[chosen].mean():.3f}" for part in (right & given, ~right & given, ~given)]
        lines.append([*cells, *(f"{(~given[kinds == kind]).mean():.2f}" for kind in (LEFT_OUT, FAR))])
    counted = ", ".join(f"{(kinds == kind).sum()} {kind}" for kind in (ANSWERABLE, NEAR, LEFT_OUT, FAR))
    return f"decision, {name}: AUROC {area:.3f} ({counted})\n{draw(lines)}"


def draw_weights(weights: Weights, fitted: Decision) -> str:
    """Return the weights as the product's modules hold them."""
    return "\n".join(
        [
            "# retrieval/search/ranking.py",
            _draw_mapping("WEIGHTS", NAMES, weights.cheap),
            _draw_mapping("LATE_WEIGHTS", (*NAMES, *LATE), weights.late),
            "# retrieval/answering/evidence.py",
            _draw_mapping("WEIGHTS", FEATURES, weights.sentence),
            "# retrieval/answering/answerability.py",
            f"INTERCEPT = {fitted.intercept:.2f}",
            f"{', '.join(DECISION)} = {', '.join(f'{weight:.2f}' for weight in fitted.weights)}",
        ]
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, help="question set")
    parser.add_argument("--store", type=Path, default=Path("data/store"), help="store of its archive (data/store)")
    parser.add_argument(
        "--more", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"), help="another set and its store"
    )
    return parser.parse_args()


def _gather_all(sets: Iterable[tuple[Path, Path]]) -> list[Example]:
    return [example for questions, store in sets for example in gather(read_questions(questions), Archive.open(store))]


def measure_grounds(grounds: Grounds) -> tuple[float, ...]:
    """Return what ``decision.probability`` weighs, in the order of DECISION."""
    asked, evaded = (max(FURTHEST, one - grounds.nearest) for one in (grounds.asked, grounds.evaded))
    return grounds.share, grounds.best, float(grounds.unknown), asked, evaded, min(grounds.nearest, ON_TOPIC)


def _fit_decision(outcomes: Sequence[Outcome]) -> Decision:
    """Return the decision fitted on outcomes, the answerable and the unanswerable counting the same in all."""
    known = [one for one in outcomes if one.grounds is not None]
    kinds = _kinds(known)
    answerable = kinds == ANSWERABLE
    counts = np.where(answerable & ~np.array([one.right for one in known]), WRONG_COUNTS, 1.0)
    whole = float(counts[answerable].sum())
    for kind, share in SHARES.items():
        counts[kinds == kind] = share * whole / max(1, (kinds == kind).sum())
    features = np.array([measure_grounds(one.grounds) for one in known if one.grounds is not None])
    intercept, weights = fit_decision(features, answerable, counts=counts, signs=tuple(DECISION.values()))
    return Decision(intercept=intercept, weights=weights)


def _kinds(outcomes: Sequence[Outcome]) -> NDArray[np.str_]:
    """Return which of the four kinds each question is: what holds nothing answerable is general knowledge."""
    whole = {_set_of(one) for one in outcomes if one.example.item.answerable}
    return np.array(
        [
            ANSWERABLE if one.example.answerable
            else LEFT_OUT if one.example.left_out
            else NEAR if _set_of(one) in whole
            else FAR
            for one in outcomes
        ]
    )  # fmt: skip


def _set_of(outcome: Outcome) -> str:
    return outcome.example.case.split(" ")[0]


def _confidence(outcomes: Sequence[Outcome], fitted: Decision) -> Floats:
    """Return how likely each question is to have an answer; 0 where nothing was found."""
    rows = [measure_grounds(one.grounds) if one.grounds else (0.0,) * len(DECISION) for one in outcomes]
    found = np.array([one.grounds is not None for one in outcomes])
    return np.where(found, fitted.probability(np.array(rows).reshape(-1, len(DECISION))), 0.0)


def _cautions(unanswerable: NDArray[np.float64]) -> list[float]:
    """Return the least caution that refuses each share of REFUSED, after one that refuses nothing."""
    ordered = np.sort(unanswerable)
    return [
        float(np.nextafter(0, 1)),
        *(float(np.nextafter(ordered[int(np.ceil(share * len(ordered))) - 1], 1)) for share in REFUSED),
    ]


def _shares(ranks: Sequence[int], cuts: Sequence[int]) -> list[str]:
    return [f"{np.mean([0 < one <= cut for one in ranks]):.3f}" for cut in cuts]


def _draw_mapping(name: str, keys: Sequence[str], values: Iterable[float]) -> str:
    lines, line = [], "   "
    for cell in (f' "{key}": {value:.2f},' for key, value in zip(keys, values, strict=True)):
        if len(line) + len(cell) > LINE:
            lines.append(line)
            line = "   "
        line += cell
    return "\n".join([f"{name}: dict[str, float] = {{", *lines, line, "}  # fmt: skip"])


if __name__ == "__main__":
    sys.exit(main())
