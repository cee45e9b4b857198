"""Metrics of a run: each is a ratio of sums over its questions, so that one bootstrap serves them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from evaluation.judging import Judgement, Outcome
from evaluation.ranking import CUTS, RECALL_CUTS, RELEASE_CUTS
from evaluation.resampling import Array

Share = Callable[[Judgement], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Metric:
    """A ratio of sums over questions.

    ``share`` gives a question's part of (numerator, denominator); ``over`` says which questions count. ``better`` is 'higher'
    or 'lower'. ``about`` defines it, with its source.
    """

    name: str
    label: str
    about: str
    over: Callable[[Judgement], bool]
    share: Share
    better: str = field(default="higher", kw_only=True)

    def columns(self, judgements: Sequence[Judgement]) -> Array:
        """Return each question's (numerator, denominator), float64 of shape (questions, 2); (0, 0) where it is not counted."""
        rows = [self.share(judged) if self.over(judged) else (0.0, 0.0) for judged in judgements]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _answerable(judged: Judgement) -> bool:
    return judged.group == "answerable"


def _in_group(group: str) -> Callable[[Judgement], bool]:
    return lambda judged: judged.group == group


def _ranked(group: str) -> Callable[[Judgement], bool]:
    return lambda judged: judged.group == group and bool(judged.ranking)


def _any(_: Judgement) -> bool:
    return True


def _mean(value: Callable[[Judgement], float]) -> Share:
    return lambda judged: (float(value(judged)), 1.0)


def _measure(name: str) -> Share:
    return _mean(lambda judged: judged.ranking[name])


def _answered(judged: Judgement) -> bool:
    return judged.outcome in (Outcome.RIGHT, Outcome.WRONG)


def _is(outcome: Outcome) -> Share:
    return _mean(lambda judged: judged.outcome is outcome)


def _f1(judged: Judgement) -> tuple[float, float]:
    refused, should = judged.outcome is Outcome.REFUSED, not judged.answerable
    both = refused and should
    return 2.0 * both, float(2 * both + (refused and not should) + (should and not refused))


def _reliability(judged: Judgement) -> float:
    if judged.answerable:
        return {Outcome.RIGHT: 1.0, Outcome.WRONG: -1.0}.get(judged.outcome, 0.0)
    return -1.0 if _answered(judged) else 1.0


# What is measured of the answerable questions' rankings: name, label, definition.
_HIT = "Share of the answerable questions with a gold passage among the first {k} (Success@{k}, trec_eval)."
_RECALL = "Share of all gold passages that are among the first {k} (trec_eval's recall)."
_RELEASE_HIT = "Share of the answerable questions with a gold release among the first {k} distinct releases."
_RANKING: tuple[tuple[str, str, str], ...] = (
    *((f"hit@{k}", f"hit@{k}", _HIT.format(k=k)) for k in CUTS),
    *((f"recall@{k}", f"recall@{k}", _RECALL.format(k=k)) for k in RECALL_CUTS),
    ("mrr", "MRR", "Mean of 1 / rank of the first gold passage (Voorhees 1999)."),
    ("ndcg@10", "nDCG@10", "Gain of the gold passages among the first ten, by rank (Jarvelin and Kekalainen 2002)."),
    *((f"release_hit@{k}", f"release hit@{k}", _RELEASE_HIT.format(k=k)) for k in RELEASE_CUTS),
    ("release_mrr", "release MRR", "Mean of 1 / rank of the first gold release."),
    ("release_ndcg@10", "release nDCG@10", "nDCG@10 over distinct releases."),
)

METRICS: tuple[Metric, ...] = (
    *(Metric(name, label, about, _ranked("answerable"), _measure(name)) for name, label, about in _RANKING),
    Metric(
        "right", "right", "Share of the answerable questions answered with all that the answer must hold.",
        _answerable, _is(Outcome.RIGHT),
    ),
    Metric(
        "wrong", "wrong", "Share of the answerable questions answered without it.",
        _answerable, _is(Outcome.WRONG), better="lower",
    ),
    Metric(
        "refused_answerable", "refused, answerable", "Share of the answerable questions that were refused.",
        _answerable, _is(Outcome.REFUSED), better="lower",
    ),
    Metric(
        "reliability", "reliability",
        "(right - wrong + rightly refused - wrongly answered) / all, without the answerable turns of conversations.",
        lambda judged: judged.group in ("answerable", "unanswerable"), _mean(_reliability),
    ),
    Metric(
        "cited", "cited", "Share of the answerable questions with a citation of the gold words.",
        _answerable, _mean(lambda judged: judged.good_citations > 0),
    ),
    Metric(
        "citation_precision", "citation precision",
        "Share of all citations that are of the gold words (after ALCE, Gao et al. 2023; by overlap, not entailment).",
        _answerable, lambda judged: (judged.good_citations, judged.citations),
    ),
    Metric(
        "citation_recall", "citation recall",
        "Share of all gold quotations that are cited; several of one question may say the same.",
        _answerable, lambda judged: (judged.evidence_cited, judged.evidence),
    ),
    Metric(
        "speaker", "speaker",
        "Where a named person's gold words are cited: share whose citation names that person (by last name).",
        lambda judged: _answerable(judged) and judged.speaker_right is not None,
        _mean(lambda judged: judged.speaker_right is True),
    ),
    Metric(
        "refusal_recall", "refusal recall",
        "Share of the questions that the archive does not answer that were refused (NoAns, Rajpurkar et al. 2018).",
        _in_group("unanswerable"), _is(Outcome.REFUSED),
    ),
    Metric(
        "refusal_precision", "refusal precision", "Share of all refusals that were of such questions.",
        lambda judged: judged.outcome is Outcome.REFUSED, _mean(lambda judged: not judged.answerable),
    ),
    Metric("refusal_f1", "refusal F1", "Harmonic mean of the two: 2 TP / (2 TP + FP + FN).", _any, _f1),
    Metric(
        "composed", "composed", "Sentences that a language model worded, an answer.",
        lambda judged: _answered(judged) and judged.asked_model, _mean(lambda judged: judged.composed),
    ),
    Metric(
        "unverified", "composed, unverified",
        "Share of the sentences that a language model worded that do not pass when they are verified once more.",
        _any, lambda judged: (judged.unverified, judged.composed), better="lower",
    ),
    Metric(
        "first_turn_hit@5", "first turns, hit@5", "hit@5 of the questions that open a conversation.",
        _ranked("first-turn"), _measure("hit@5"),
    ),
    Metric(
        "later_turn_hit@5", "later turns, hit@5", "hit@5 of the questions that follow, asked in their conversation.",
        _ranked("later-turn"), _measure("hit@5"),
    ),
    Metric(
        "alone_hit@5", "later turns alone, hit@5", "hit@5 of the same questions, asked with nothing before them.",
        lambda judged: _ranked("later-turn")(judged) and judged.alone_hit is not None,
        _mean(lambda judged: judged.alone_hit is True),
    ),
    Metric(
        "first_turn_right", "first turns, right", "Share of the questions that open a conversation answered right.",
        _in_group("first-turn"), _is(Outcome.RIGHT),
    ),
    Metric(
        "later_turn_right", "later turns, right", "Share of the questions that follow answered right.",
        _in_group("later-turn"), _is(Outcome.RIGHT),
    ),
)  # fmt: skip
