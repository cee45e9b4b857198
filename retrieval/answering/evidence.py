"""Evidence: the sentences of the best passages, weighed by how well they bear on the question, or on each part of it.

The first part of a question is weighed by the question's own tokens, those of the part more than the others. A later one often
leaves unsaid what it is about ('and to where?'), so that it is weighed by the whole question's tokens and, beside them, its own
read alone: those of one text take on the meaning of all of it, and so find the same for every part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from archive import Embedder, Generation, Passage
from language import content_words, is_header, stem, stems
from retrieval.citations import keep_asked
from retrieval.query import SubQuestion, counts_asked, holds_number, is_said
from retrieval.search import Interaction, RankedSentence, Ranking, interact_alone
from retrieval.weights import Weights

WEIGHED_PASSAGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a passage: where it stands in its release, and how it bears on the question.

    ``features`` are those of ``SentenceWeights``, ``score`` the logarithm of the odds that it is the one that answers.
    """

    passage: Passage
    start: int
    end: int
    text: str
    features: tuple[float, ...]
    score: float


def weigh_sentences(question: str, ranking: Ranking, weights: Weights) -> list[Sentence]:
    """Return the sentences of the first passages of a ranking, best first, each once.

    The features: ``match``, how well a sentence answers the question's tokens; ``about``, how much of it is about the question;
    ``place``, the logarithm of its passage's place in the ranking, below 0 behind the first; and whether it holds the ``number``
    that is asked for.
    """
    vector = weights.sentences.vector
    found: dict[tuple[str, int], Sentence] = {}
    asked = {stem(word) for word in content_words(question)}
    named: dict[tuple[str, int], int] = {}  # how many of the question's words a table's row holds itself
    for place in range(min(WEIGHED_PASSAGES, len(ranking.passages))):
        for sentence in ranking.sentences_of(place):
            where = sentence.passage.release_id, sentence.start
            if where not in found and is_said(sentence.text) and not _is_header(sentence):
                if sentence.header_text:
                    named[where] = len(asked & stems(sentence.text) - stems(sentence.header_text))
                match, about = sentence.interaction.bear(*sentence.place, header=sentence.header)
                features = match, about, -math.log1p(place), float(holds_number(question, sentence.text))
                found[where] = Sentence(
                    passage=sentence.passage, start=sentence.start, end=sentence.end, text=sentence.text,
                    features=features, score=float(np.dot(features, vector)),
                )  # fmt: skip
    asked_for = [one for where, one in found.items() if named.get(where, 0) == _most_named(named, where)]
    return sorted(asked_for, key=lambda sentence: -sentence.score)


def prefer_last_word(question: str, sentences: Sequence[Sentence], *, odds: float) -> list[Sentence]:
    """Return the sentences without those whose number a later and larger one of the same thing has replaced.

    A number of what the question counts ('how many people') grows from release to release until it is the total. Only
    sentences that are likely enough, with so much of the best one's ``odds``, replace others.
    """
    best = max((sentence.score for sentence in sentences), default=0.0)
    told = [
        (sentence, max(float(one.value) for one in found))
        for sentence in sentences
        if sentence.passage.date is not None and (found := counts_asked(question, sentence.text))
    ]
    last = [(sentence, value) for sentence, value in told if sentence.score >= best + math.log(odds)]
    replaced = {
        (sentence.passage.release_id, sentence.start)
        for sentence, value in told
        for other, total in last
        if _is_before(sentence, other) and value < total
    }
    return [one for one in sentences if (one.passage.release_id, one.start) not in replaced]


def _is_before(one: Sentence, other: Sentence) -> bool:
    return one.passage.date is not None and other.passage.date is not None and one.passage.date < other.passage.date


def _is_header(sentence: RankedSentence) -> bool:
    return "|" in sentence.text and is_header(sentence.passage.text, sentence.start - sentence.passage.start)


def _most_named(named: Mapping[tuple[str, int], int], where: tuple[str, int]) -> int:
    """Return how many of the question's words any row of the same release holds, 0 for what is no row.

    The rows of a table share its header, and differ in what they name: where the question names some, the others are not meant.
    """
    return (
        max((count for (release_id, _), count in named.items() if release_id == where[0]), default=0)
        if where in named
        else 0
    )


def weigh_parts(
    generation: Generation, embedder: Embedder, ranking: Ranking, parts: Sequence[SubQuestion], weights: Weights
) -> tuple[tuple[Sentence, ...], ...]:
    """Return the sentences for each part of a question, best first; ``ranking`` is the whole question's.

    Each later part is embedded.
    """
    first, *later = parts
    found = [weigh_sentences(first.text, _focus(ranking, first, weights), weights)]
    for part in later:
        alone = interact_alone(generation, embedder, part.text, ranking.ids, weights.late_interaction)
        found.append(weigh_sentences(part.text, _rank_again(ranking, alone, weights), weights))
    return tuple(tuple(keep_asked(sentences, ranking.searched.selection, generation.catalogue)) for sentences in found)


def _focus(ranking: Ranking, part: SubQuestion, weights: Weights) -> Ranking:
    """Return a ranking in which the tokens of the question count as they do for a part of it."""
    outside = weights.late_interaction.outside_part
    shares = ranking.asked.tokens.share_part(part.start, part.end, outside=outside)
    return replace(ranking, interactions=tuple(found.focus(shares) for found in ranking.interactions))


def _rank_again(ranking: Ranking, alone: Sequence[Interaction], weights: Weights) -> Ranking:
    """Return a ranking by what a later part's tokens, read ``alone``, found in each passage as well."""
    scores = [
        score + weights.ranking.own_late * found.score() for score, found in zip(ranking.scores, alone, strict=True)
    ]
    order = np.argsort(-np.array(scores), kind="stable").tolist()
    return replace(
        ranking,
        passages=tuple(ranking.passages[place] for place in order),
        ids=tuple(ranking.ids[place] for place in order),
        scores=tuple(scores[place] for place in order),
        coverage=tuple(ranking.coverage[place] for place in order),
        interactions=tuple(alone[place].beside(ranking.interactions[place]) for place in order),
    )
