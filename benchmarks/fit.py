"""Fits the weights of sentences and of answerability on question sets with known answers.

    python -m benchmarks.fit QUESTIONS.jsonl STORE [QUESTIONS.jsonl STORE ...] [--littles FOLDER ...] [--write FILE]

Prints the figures of every set under weights that did not see it: fitted on the other sets where there are several (leave one
archive out), else by ten-fold cross-validation, a case (so a conversation) being in one fold; and beside them those of the
weights that are shipped, which may have seen it. The ranking is not fitted: sentences are, on what it leaves, and answerability
on grounds that come from weights that did not see the question, because grounds from weights that did look better than they will
be. Nothing that was fitted on a question weighs it, sub-questions included. Only linear models, by ``benchmarks/learning.py``.
``--without`` leaves features out (``sentences.lead``), or each of them in turn (``each``).
``--write`` fits on all that was given, and writes a file of weights.

What has no answer is, for answerability, of three kinds: the sets' own unanswerable questions; their answerable ones with the
releases that answer them left out, which are as near to the archive as questions with an answer are; and questions of general
knowledge (``general_questions.jsonl``, our own), which are far from it.

Whether an archive is about what is asked at all is fitted on archives of all sizes: on the answerable questions and those of
general knowledge, and on little archives made of the large ones by ``benchmarks.small_archives`` (``--littles``, its --out, one
for each set in their order), with questions that they answer and questions that others do.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from benchmarks.learning import Choice, Floats, deal_folds, fit_choices, fit_decision
from benchmarks.options import add_write
from benchmarks.small_archives import ANOTHERS, OWN
from benchmarks.small_archives import NEAR as NEAR_MISS
from benchmarks.table import draw
from benchmarks.training import WEIGHING, Example, Outcome, gather, gather_littles, replay
from benchmarks.weights_file import write_weights
from evaluation import read_questions
from evaluation.resampling import ratio_interval
from retrieval import Archive, OnTheRecordError
from retrieval.answering import probability
from retrieval.weights import (
    Answerability,
    AnswerabilityWeights,
    SentenceWeights,
    TopicWeights,
    Weights,
    load_weights,
)

# The sign that reason gives to each weight of answerability.
SIGNS = {"share": 1, "best": 1, "unknown": -1, "asked": -1, "evaded": -1, "topic": 1}
TOPIC_SIGNS = {"cosine": 1, "match": 1, "held": 1, "size": -1}
GENERAL = Path(__file__).with_name("general_questions.jsonl")
WRONG_COUNTS = 0.6  # an answerable question whose answer is wrong, beside 1 for one whose answer is right
# How much each kind of question counts of all that has no answer.
ANSWERABLE, NEAR, LEFT_OUT, FAR = "answerable", "unanswerable", "left out", "general"
SHARES = {NEAR: 0.5, LEFT_OUT: 0.3, FAR: 0.2}
ABOUT_IT = {
    ANSWERABLE: True,
    OWN: True,
    FAR: False,
    ANOTHERS: False,
}  # what an archive is about, each kind counting the same
LATER = "later-turn"
COMMAND = "python -m benchmarks.fit QUESTIONS.jsonl STORE ... --littles FOLDER ... --write WEIGHTS.toml"
EACH_KIND = 100.0  # questions that each kind of ABOUT_IT counts as
CAUTIONS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Outcomes of questions under weights that did not see them, and how likely each is to have an answer."""

    outcomes: list[Outcome]
    confidence: Floats
    caution: float


def main() -> int:
    """Fit, print, write, and return the exit code."""
    given = _parse()
    if len(given.sets) % 2:
        print("benchmarks.fit: each question set needs the store of its archive after it", file=sys.stderr)
        return 2
    sets = list(zip(map(Path, given.sets[::2]), map(Path, given.sets[1::2]), strict=True))
    try:
        archives = [Archive.open(store) for _, store in sets]
        examples = [
            example
            for (questions, _), archive in zip(sets, archives, strict=True)
            for example in gather(read_questions(questions), archive)
        ]
        examples += gather(read_questions(GENERAL), archives[0])
        for (questions, _), folder in zip(sets, given.littles, strict=bool(given.littles)):
            examples += gather_littles(read_questions(questions), folder, archives[0].embedder)
    except OnTheRecordError as error:
        print(f"benchmarks.fit: {error}", file=sys.stderr)
        return 2
    if not any(example.right.any() for example in examples):
        print("benchmarks.fit: no gold words are among what is found: is it this store's set?", file=sys.stderr)
        return 1
    shipped = load_weights().fitted
    tried = [()] if "each" not in given.without else [(), *((name,) for name in _features())]
    rows: dict[str, Measured] = {}
    for without in tried:
        chosen = without or _left_out(given)
        rows["not seen" + "".join(f", without {name}" for name in chosen)] = cross_validate(examples, shipped, chosen)
        if len(tried) > 1:
            print(draw_figures({name: rows[name] for name in list(rows)[-1:]}), flush=True)
    rows["as shipped"] = measure(with_left_out(examples), shipped)
    print(draw_figures(rows))
    print(draw_curve(next(iter(rows.values()))))
    if given.littles:
        print(draw_littles(rows))
    if given.write:
        learned = fit(examples, next(iter(rows.values())).outcomes, shipped, _left_out(given))
        answerability = {
            "intercept": learned.answerability.intercept,
            "weights": learned.answerability.weights.model_dump(),
            "topic": learned.answerability.topic.model_dump(include={"intercept", "weights"}),
        }
        write_weights(
            given.write, {"sentences": learned.sentences.model_dump(), "answerability": answerability},
            embedder=archives[0].embedder, fitted_on=_describe(examples), command=COMMAND,
        )  # fmt: skip
    return 0


def with_left_out(examples: Sequence[Example]) -> list[Example]:
    """Return the examples, and after them those that have an answer without it."""
    whole = [example for example in examples if example.answerable and example.found and not example.little]
    return [*examples, *(example.leave_out() for example in whole)]


def cross_validate(examples: Sequence[Example], shipped: Weights, without: Sequence[str] = ()) -> Measured:
    """Return what comes of every question, in the order of ``with_left_out``, under weights that were fitted on others.

    The others are the other question sets; of one set alone, its other folds.
    """
    groups = _groups(examples)
    replayed = with_left_out(examples)
    choices = _list_choices(examples, shipped)
    outcomes: dict[int, Outcome] = {}
    for group in set(groups.values()):
        weights = _fit_sentences([one for case, one in choices if groups[case] != group], shipped, without)
        outcomes |= {place: replay(one, weights) for place, one in enumerate(replayed) if groups[one.case] == group}
    found = [outcomes[place] for place in range(len(replayed))]
    confidence = np.zeros(len(found))
    for group in set(groups.values()):
        within = np.array([groups[outcome.example.case] == group for outcome in found])
        others = [outcome for outcome, inside in zip(found, within, strict=True) if not inside]
        weights = _fit_answerability(others, shipped, without)
        confidence[within] = [_probability(one, weights) for one, inside in zip(found, within, strict=True) if inside]
    return Measured(outcomes=found, confidence=confidence, caution=shipped.answerability.caution)


def measure(examples: Sequence[Example], weights: Weights) -> Measured:
    """Return what comes of every question under weights as they are."""
    outcomes = [replay(example, weights) for example in examples]
    confidence = np.array([_probability(outcome, weights) for outcome in outcomes])
    return Measured(outcomes=outcomes, confidence=confidence, caution=weights.answerability.caution)


def fit(
    examples: Sequence[Example], unseen: Sequence[Outcome], shipped: Weights, without: Sequence[str] = ()
) -> Weights:
    """Return weights fitted on all examples; answerability on ``unseen``, what came of them by weights that did not see them."""
    weights = _fit_sentences([one for _, one in _list_choices(examples, shipped)], shipped, without)
    answerability = _fit_answerability(unseen, shipped, without)
    return weights.model_copy(update={"answerability": answerability.answerability})


def _list_choices(examples: Sequence[Example], shipped: Weights) -> list[tuple[str, Choice]]:
    """Return (case, the sentences to choose from) for each question of a large archive for which any are found."""
    choices = []
    for example in examples:
        weighed = example.run(shipped, WEIGHING).sentences if example.found and not example.little else ()
        if weighed:
            right = np.array([example.is_gold(sentence) for sentence in weighed])
            features = np.array([sentence.features for sentence in weighed])
            choices.append((example.case, Choice(features=features, right=right)))
    return choices


def _fit_sentences(choices: Sequence[Choice], shipped: Weights, without: Sequence[str]) -> Weights:
    """Return the weights with those of the sentences fitted."""
    names = SentenceWeights.names()
    kept = np.array([f"sentences.{name}" not in without for name in names])
    fitted = np.zeros(len(kept))
    fitted[kept] = fit_choices([Choice(features=one.features[:, kept], right=one.right) for one in choices])
    learned = SentenceWeights(**dict(zip(names, fitted.tolist(), strict=True)))
    return shipped.model_copy(update={"sentences": learned})


def _fit_answerability(outcomes: Sequence[Outcome], shipped: Weights, without: Sequence[str]) -> Weights:
    """Return the weights with answerability fitted, the answerable and the unanswerable counting the same in all.

    What is asked of little archives counts for the topic alone.
    """
    bounds = _fit_topic(outcomes, shipped.answerability, without)
    known = [outcome for outcome in outcomes if outcome.grounds is not None and not outcome.example.little]
    kinds = _kinds(known)
    answerable = kinds == ANSWERABLE
    counts = np.where(answerable & ~np.array([outcome.right for outcome in known]), WRONG_COUNTS, 1.0)
    whole = float(counts[answerable].sum())
    for kind, share in SHARES.items():
        counts[kinds == kind] = share * whole / max(1, (kinds == kind).sum())
    features = np.array([outcome.grounds.measure(bounds) for outcome in known if outcome.grounds is not None])
    features[:, [f"answerability.{name}" in without for name in SIGNS]] = 0.0
    intercept, fitted = fit_decision(features, answerable, counts=counts, signs=tuple(SIGNS.values()))
    learned = AnswerabilityWeights(**dict(zip(SIGNS, fitted.tolist(), strict=True)))
    return shipped.model_copy(
        update={"answerability": bounds.model_copy(update={"intercept": intercept, "weights": learned})}
    )


def _fit_topic(outcomes: Sequence[Outcome], bounds: Answerability, without: Sequence[str]) -> Answerability:
    """Return the bounds with what tells that an archive is about a question, from what kinds of ABOUT_IT there are."""
    known = [outcome for outcome in outcomes if outcome.grounds is not None]
    kinds = _kinds(known)
    chosen = np.isin(kinds, list(ABOUT_IT))
    counts = np.array([EACH_KIND / (kinds == kind).sum() for kind in kinds])
    features = np.array([outcome.grounds.measure_topic() for outcome in known if outcome.grounds is not None])
    features[:, [f"topic.{name}" in without for name in TOPIC_SIGNS]] = 0.0
    about = np.array([ABOUT_IT.get(str(kind), False) for kind in kinds])
    intercept, fitted = fit_decision(
        features[chosen], about[chosen], counts=counts[chosen], signs=tuple(TOPIC_SIGNS.values())
    )
    learned = TopicWeights(**dict(zip(TOPIC_SIGNS, fitted.tolist(), strict=True)))
    return bounds.model_copy(
        update={"topic": bounds.topic.model_copy(update={"intercept": intercept, "weights": learned})}
    )


def _probability(outcome: Outcome, weights: Weights) -> float:
    return 0.0 if outcome.grounds is None else probability(outcome.grounds, weights.answerability)


def _groups(examples: Sequence[Example]) -> Mapping[str, object]:
    """Return what each case is left out with: its question set, or, where there is one with answers alone, its fold."""
    sources = {example.source for example in examples if example.item.answerable}
    folds = deal_folds(example.case for example in examples)
    if len(sources) == 1:
        return folds
    # General questions belong to no archive: they are dealt out.
    names = sorted(sources)
    return {
        example.case: example.source if example.source in sources else names[folds[example.case] % len(names)]
        for example in examples
    }


def _features() -> list[str]:
    names = [f"sentences.{name}" for name in SentenceWeights.names()]
    return [*names, *(f"answerability.{name}" for name in SIGNS), *(f"topic.{name}" for name in TOPIC_SIGNS)]


def draw_figures(rows: Mapping[str, Measured]) -> str:
    """Return a table: a row a set and a way of fitting, with 95% intervals (bootstrap over cases).

    hit@k and right of the single answerable questions, later turns' hit@5, and, at the caution that is shipped, right, wrong
    and refused of them, and how many of each kind without an answer are refused; last the area under the curve.
    """
    lines = [["", "questions", "hit@1", "hit@5", "hit@10", "later @5", "sentence @1", "right of all", "words",
              "right", "wrong", "refused", "unanswerable refused", "left out", "general", "AUROC"]]  # fmt: skip
    for name, measured in rows.items():
        kinds = _kinds(measured.outcomes)
        sources = dict.fromkeys(one.example.source for one in measured.outcomes if one.example.item.answerable)
        for source in [*(sources if len(sources) > 1 else []), None]:
            here = np.array([source in (None, one.example.source) for one in measured.outcomes])
            lines.append([f"{name}: {source or ', '.join(sources)}", *_figures(measured, kinds, here)])
    return draw(lines)


def draw_curve(measured: Measured) -> str:
    """Return a table: how many are refused, and how many answers are right and wrong, at each caution; single questions."""
    kinds = _kinds(measured.outcomes)
    single = (kinds == ANSWERABLE) & np.array([one.example.item.group == "answerable" for one in measured.outcomes])
    right = np.array([outcome.right for outcome in measured.outcomes])
    lines = [
        ["caution", "answerable refused", "right", "wrong", *(f"{kind} refused" for kind in (NEAR, LEFT_OUT, FAR))]
    ]
    for caution in CAUTIONS:
        given = measured.confidence >= caution
        shares = [~given[single], (right & given)[single], (~right & given)[single]]
        shares += [~given[kinds == kind] for kind in (NEAR, LEFT_OUT, FAR)]
        lines.append([f"{caution:.2f}", *(f"{share.mean():.3f}" if len(share) else "" for share in shares)])
    return draw(lines)


def draw_littles(rows: Mapping[str, Measured]) -> str:
    """Return a table of the little archives: of each kind of question how many are answered right, wrong, and refused."""
    lines = [["", "asked", "questions", "right", "wrong", "refused"]]
    for name, measured in rows.items():
        kinds, given = _kinds(measured.outcomes), measured.confidence >= measured.caution
        right = np.array([outcome.right for outcome in measured.outcomes])
        for kind in (OWN, ANOTHERS, NEAR_MISS):
            here = kinds == kind
            shares = [(right & given)[here], (~right & given)[here], ~given[here]]
            lines.append(
                [name, kind, str(here.sum()), *(f"{share.mean():.3f}" if len(share) else "" for share in shares)]
            )
    return draw(lines)


def _figures(measured: Measured, kinds: NDArray[np.str_], here: NDArray[np.bool_]) -> list[str]:
    outcomes, given = measured.outcomes, measured.confidence >= measured.caution
    later = np.array([outcome.example.item.group == LATER for outcome in outcomes])
    single = (
        here & (kinds == ANSWERABLE) & np.array([outcome.example.item.group == "answerable" for outcome in outcomes])
    )
    right = np.array([outcome.right for outcome in outcomes])
    ranks = np.array([outcome.passage_rank for outcome in outcomes])
    sentences = np.array([outcome.sentence_rank for outcome in outcomes])
    cases = [outcome.example.case for outcome in outcomes]

    def share(held: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> str:
        if not chosen.any():
            return ""
        columns = np.column_stack([held[chosen], np.ones(chosen.sum())]).astype(np.float64)
        low, high = ratio_interval(columns, [case for case, one in zip(cases, chosen, strict=True) if one])
        return f"{held[chosen].mean():.3f} [{low:.2f}, {high:.2f}]"

    known = here & ((kinds == NEAR) | (kinds == ANSWERABLE))
    both = len(set(kinds[known])) > 1
    area = f"{roc_auc_score(kinds[known] == ANSWERABLE, measured.confidence[known]):.3f}" if both else ""
    words = np.array([outcome.words for outcome in outcomes])
    return [
        str(single.sum()),
        *(share((ranks > 0) & (ranks <= k), single) for k in (1, 5, 10)),
        share((ranks > 0) & (ranks <= 5), here & later & (kinds == ANSWERABLE)),
        share(sentences == 1, single),
        share(right, single),
        f"{words[single].mean():.0f}" if single.any() else "",
        share(right & given, single),
        share(~right & given, single),
        share(~given, single),
        *(share(~given, here & (kinds == kind)) for kind in (NEAR, LEFT_OUT, FAR)),
        area,
    ]


def _kinds(outcomes: Sequence[Outcome]) -> NDArray[np.str_]:
    """Return which kind each question is: what is of a set without an answer is general knowledge.

    Of the large archives one of four, of the little ones of three.
    """
    whole = {outcome.example.source for outcome in outcomes if outcome.example.item.answerable}
    return np.array(
        [
            (OWN if outcome.example.answerable else ANOTHERS if outcome.example.left_out else NEAR_MISS)
            if outcome.example.little
            else ANSWERABLE if outcome.example.answerable
            else LEFT_OUT if outcome.example.left_out
            else NEAR if outcome.example.source in whole
            else FAR
            for outcome in outcomes
        ]
    )  # fmt: skip


def _describe(examples: Sequence[Example]) -> list[str]:
    sources: dict[str, int] = {}
    for example in examples:
        sources[example.source] = sources.get(example.source, 0) + 1
    return [f"{name}: {count} questions" for name, count in sources.items()]


def _left_out(given: argparse.Namespace) -> tuple[str, ...]:
    return tuple(name for name in given.without if name != "each")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", metavar="QUESTIONS STORE", help="a set and the store of its archive")
    parser.add_argument(
        "--without", action="append", default=[], metavar="FEATURE", help="a feature to leave out, or 'each'"
    )
    parser.add_argument(
        "--littles",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="the little archives of each set, in order",
    )
    add_write(parser)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
