"""Queries: a question as it is searched, by meaning (dense) and by words (BM25), and the hits of each, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from archive import SEARCHED_VOICES, Embedder, Generation, Selection
from language import content_words, weigh_words
from retrieval.question import Heard, Question
from retrieval.search.late_interaction import AskedTokens, weigh_tokens
from retrieval.search.selection import add_reports, select
from retrieval.weights import LateInteraction

Hits = Sequence[tuple[int, float]]
LOOKED_THROUGH = 3  # releases that came first for the question before
COMMON = 0.1  # of all passages: a word that more of them hold tells none apart
_RANK_CONSTANT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched: the text, its unit vector (float32, shape (dimension,)), and which passages are allowed.

    ``words`` are the content words that are looked up, ``rarity`` is that of each content stem of the text, ``tokens`` are its
    tokens, as the archive's are kept.
    """

    text: str
    words: Sequence[str]
    vector: NDArray[np.float32]
    selection: Selection
    rarity: Mapping[str, float]
    tokens: AskedTokens


def make_queries(
    generation: Generation, embedder: Embedder, question: Question, counts: LateInteraction
) -> tuple[Query, Query]:
    """Return the question as searched, and as asked: another one for a follow-up, else the same one twice.

    The tokens of a follow-up are read behind the question that it leans on: 'Had he watched it?' says more so.
    ``counts`` says how much tokens that are no content words count.
    """
    catalogue = generation.catalogue
    selection = add_reports(select(catalogue, question.filters))
    texts = list(dict.fromkeys([question.searched, question.weighed]))
    vectors, tokens = embedder.read(texts, asked=True)
    passages = catalogue.passage_count
    queries = []
    for text, vector, own in zip(texts, vectors, tokens, strict=True):
        frequencies = catalogue.document_frequencies(content_words(text))
        rarity = weigh_words(text, frequencies, passages, catalogue.languages)
        pointing_from = len(text) - len(texts[-1]) if len(texts) > 1 else None
        weighed = weigh_tokens(text, own, rarity, counts, pointing_from=pointing_from)
        if catalogue.projection is not None:
            weighed = replace(weighed, vectors=catalogue.projection.project(weighed.vectors))
        words = rare_words(frequencies, passages)
        queries.append(Query(text=text, words=words, vector=vector, selection=selection, rarity=rarity, tokens=weighed))
    searched, asked = queries[0], queries[-1]
    if asked is not searched:
        asked = replace(asked, tokens=asked.tokens.read_behind(searched.tokens, len(searched.text) - len(asked.text)))
    return searched, asked


def search_meaning(generation: Generation, query: Query, *, limit: int) -> Hits:
    """Return (passage id, cosine): from the index for an ordinary question, from the selected rows for a narrowed one."""
    if query.selection == Selection(voices=query.selection.voices) and set(query.selection.voices) == SEARCHED_VOICES:
        return generation.index.search(query.vector, limit=limit)
    allowed = generation.catalogue.select(query.selection)
    return generation.search_among(allowed, query.vector, limit=limit)


def search_heard(generation: Generation, query: Query, heard: Heard, *, limit: int) -> Hits:
    """Return (passage id, cosine) of the passages of the releases that came first for the question before."""
    theirs = generation.catalogue.passage_ids(heard.releases[:LOOKED_THROUGH])
    allowed = np.intersect1d(theirs, generation.catalogue.select(query.selection), assume_unique=True)
    return generation.search_among(allowed, query.vector, limit=limit)


def search_words(generation: Generation, query: Query, *, limit: int) -> Hits:
    """Return (passage id, BM25) of the question's words, stemmed, over the passages and their context."""
    return generation.catalogue.search_words(query.words, query.selection, limit=limit)


def embed_found(generation: Generation, embedder: Embedder, query: Query, by_meaning: Hits, by_words: Hits) -> Hits:
    """Return the hits by meaning together with those by words that had no vector yet, which are embedded for that."""
    made = generation.embed([passage_id for passage_id, _ in by_words], embedder)
    if not made:
        return by_meaning
    ids, vectors = generation.vectors_for(made)
    hits = [*by_meaning, *zip(ids, (vectors @ query.vector).tolist(), strict=True)]
    return sorted(hits, key=lambda hit: -hit[1])[: max(len(by_meaning), len(by_words))]


def rare_words(frequencies: Mapping[str, int], passages: int) -> list[str]:
    """Return the words that tell passages apart: those that COMMON of them hold or fewer; all, where no word is as rare.

    ``frequencies`` says how many passages hold each word.
    """
    return [word for word, count in frequencies.items() if count <= COMMON * passages] or list(frequencies)


def fuse_ranks(
    rankings: Sequence[Hits], *, weights: Sequence[float] | None = None, limit: int
) -> list[tuple[int, float]]:
    """Return (id, score), best first, by reciprocal rank fusion: the sum of weight / (60 + rank) over the rankings.

    Source: Cormack, Clarke and Buettcher, SIGIR 2009, whose constant is 60.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, (passage_id, _) in enumerate(ranking, 1):
            scores[passage_id] += weight / (_RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
