"""Replay: the stages from candidates to an answer, over training data, under any weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning import Choice, Floats, fit_choices
from benchmarks.training import Example, SentenceFacts
from evaluation import Prediction
from evaluation.judging import is_right
from retrieval.answering import (
    FEATURES,
    WEIGHED_PASSAGES,
    Grounds,
    Inquiry,
    Sentence,
    answered,
    choose_spans,
    evidence,
    share_of,
    weigh_first,
    weigh_later,
)
from retrieval.citations import keep_asked
from retrieval.search import LATE, LOOKED_INTO, NAMES, RANKED, drop_twins, ranking
from retrieval.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the first stage (NAMES), of the second (NAMES, then LATE), and of sentences (``evidence.FEATURES``)."""

    cheap: Floats
    late: Floats
    sentence: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A question's candidates as two stages rank them: the first stage's order of all, the second's of its best.

    The second leaves out what stands word for word in a better passage of a twin release. ``leads`` are how far each of the
    second is behind the best score, 0 or less.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    leads: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a question: the rank of the first right passage after each stage, and of the first right sentence (0: none).

    ``grounds`` are what a decision rests on, None where nothing was found; ``right`` whether the answer, given, is right;
    ``words`` how many words it quotes.
    """

    example: Example
    first_rank: int
    passage_rank: int
    sentence_rank: int
    grounds: Grounds | None
    right: bool
    words: int


def shipped_weights() -> Weights:
    """Return the weights that stand in the product's modules."""
    return Weights(
        cheap=np.array([ranking.WEIGHTS[name] for name in NAMES]),
        late=np.array([ranking.LATE_WEIGHTS[name] for name in (*NAMES, *LATE)]),
        sentence=np.array([evidence.WEIGHTS[name] for name in evidence.FEATURES]),
    )


def fit_weights(examples: Sequence[Example]) -> Weights:
    """Return the weights fitted stage by stage, each on what the one before it leaves."""
    found = [one for one in examples if one.candidates]
    cheap = fit_choices([Choice(features=one.cheap, right=one.right) for one in found])
    best = [_first_order(one, cheap)[:LOOKED_INTO] for one in found]
    late = fit_choices(
        [Choice(features=one.features[rows], right=one.right[rows]) for one, rows in zip(found, best, strict=True)]
    )
    listed = [_list_sentences(one, rank(one, cheap=cheap, late=late)) for one in found]
    sentence = fit_choices(
        [Choice(features=_measure(facts), right=np.array([one.right for one, _ in facts])) for facts in listed if facts]
    )
    return Weights(cheap=cheap, late=late, sentence=sentence)


def rank(example: Example, *, cheap: Floats, late: Floats) -> Ranked:
    """Return an example's candidates as ``retriever.rank_passages`` ranks them, under these weights."""
    first = _first_order(example, cheap)
    best = first[:LOOKED_INTO]
    scores = example.features[best] @ late
    order = [example.candidates[row].passage for row in best[np.argsort(-scores, kind="stable")]]
    places = {id(one.passage): row for row, one in enumerate(example.candidates)}
    kept = [places[id(one)] for one in drop_twins(order, example.generation.catalogue)]
    found = example.features[kept] @ late
    return Ranked(first=first, second=np.array(kept, dtype=np.intp), leads=found - found.max())


def replay(example: Example, weights: Weights) -> Outcome:
    """Return what comes of a question under these weights, as ``ArchiveAnswerer`` would have it."""
    if not example.candidates:
        return Outcome(
            example=example, first_rank=0, passage_rank=0, sentence_rank=0, grounds=None, right=False, words=0
        )
    ranked = rank(example, cheap=weights.cheap, late=weights.late)
    facts = _list_sentences(example, ranked)
    scores = _measure(facts) @ weights.sentence if facts else np.zeros(0)
    order = np.argsort(-scores, kind="stable")
    ordered = [(facts[row][0], float(scores[row])) for row in order]
    spans = choose_spans(
        [replace(one.sentence, score=score) for one, score in ordered], parts=_weigh_parts(example, ranked, weights)
    )
    covered = example.cheap[ranked.second[:RANKED], NAMES.index("coverage")]
    return Outcome(
        example=example,
        first_rank=_first_right(example.right[ranked.first]),
        passage_rank=_first_right(example.right[ranked.second]),
        sentence_rank=_first_right(np.array([one.right for one, _ in ordered], dtype=bool)),
        grounds=Grounds(
            share=share_of(ranked.leads[:RANKED].tolist(), covered.tolist()),
            best=ordered[0][1] if ordered else 0.0,
            nearest=example.nearest,
            unknown=example.unknown,
            asked=example.asked,
            evaded=example.evaded,
        ),
        right=_answers(example, spans),
        words=sum(len(span.quote.split()) for span in spans),
    )


def _first_order(example: Example, cheap: Floats) -> NDArray[np.intp]:
    return np.argsort(-(example.cheap @ cheap), kind="stable")


def _list_sentences(example: Example, ranked: Ranked) -> list[tuple[SentenceFacts, float]]:
    """Return the sentences of the first passages, each once, with how far their passage is behind the best."""
    seen: set[tuple[str, int]] = set()
    found = []
    best = zip(ranked.second.tolist(), ranked.leads.tolist(), strict=True)
    for row, lead in islice(best, WEIGHED_PASSAGES):
        for facts in example.sentences[row]:
            where = (facts.sentence.passage.release_id, facts.sentence.start)
            if where not in seen:
                seen.add(where)
                found.append((facts, lead))
    return found


def _weigh_parts(example: Example, ranked: Ranked, weights: Weights) -> list[list[Sentence]]:
    """Return the sentences for each part of a question, best first, as ``part_evidence.weigh_parts`` weighs them."""
    if example.parted is None:
        return []
    rows, found = ranked.second[:RANKED].tolist(), example.parted.found
    ranking = replace(
        found,
        passages=tuple(found.passages[row] for row in rows),
        ids=tuple(found.ids[row] for row in rows),
        interactions=tuple(found.interactions[row] for row in rows),
        scores=tuple(ranked.leads[:RANKED].tolist()),
    )
    first, *later = example.parted.parts
    weighed = [weigh_first(first, ranking)]
    for part, alone in zip(later, example.parted.alone, strict=True):
        weighed.append(weigh_later(part, ranking, [alone[row] for row in rows]))
    catalogue = example.generation.catalogue
    return [_weigh_anew(keep_asked(one, ranking.selection, catalogue), weights.sentence) for one in weighed]


def _weigh_anew(sentences: Sequence[Sentence], weights: Floats) -> list[Sentence]:
    """Return sentences with the score that they have under these weights, best first."""
    scored = [replace(one, score=float(np.array(one.features) @ weights)) for one in sentences]
    return sorted(scored, key=lambda one: -one.score)


def _measure(facts: Sequence[tuple[SentenceFacts, float]]) -> Floats:
    """Return the features of sentences, a row each, with the lead that their passage has here."""
    features = np.array([one.sentence.features for one, _ in facts], dtype=np.float64)
    features[:, FEATURES.index("lead")] = [lead for _, lead in facts]
    return features


def _answers(example: Example, spans: Sequence[Span]) -> bool:
    """Whether the answer composed of these spans is right."""
    if not spans or not example.answerable:
        return False
    answer = answered(Inquiry(question=example.question, generation=example.generation), spans)
    return is_right(example.item, Prediction.model_validate({"id": example.item.id, **answer.to_json()}))


def _first_right(right: NDArray[np.bool_]) -> int:
    places = np.flatnonzero(right)
    return int(places[0]) + 1 if len(places) else 0
