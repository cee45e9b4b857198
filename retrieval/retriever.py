"""The retriever: a question's passages, searched by meaning and by words, then ranked; also as a LangChain ``BaseRetriever``."""

from __future__ import annotations

import difflib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from archive.embedder import Embedder
from archive.errors import UsageError
from archive.reader import CatalogueReader, Selection
from archive.releases import OFFICIAL_VOICES, Passage
from archive.store import Generation, Store
from retrieval import wording
from retrieval.evidence import weigh_words
from retrieval.features import Candidate, measure
from retrieval.question import Filters, Question
from retrieval.ranking import score
from retrieval.search import Query, search_meaning, search_words
from retrieval.words import content_words

SEARCHED = 100  # passages taken from each search
ADDED = 40  # passages taken from each search for a follow-up's own text
RANKED = 30  # passages kept
NAMES_SHOWN = 5


class NothingSelectedError(UsageError):
    """A filter names a speaker or a kind that the archive does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The passages of a question, best first, with their scores, and times in ms.

    ``vector`` is the unit vector of the question as searched, ``own_vector`` as asked, without what a follow-up leans on;
    ``nearest`` is the largest cosine similarity of any passage, with its context, to ``vector``; ``lead`` the share of all
    candidates' probability that the first passage has.
    """

    passages: tuple[Passage, ...]
    scores: tuple[float, ...]
    vector: NDArray[np.float32]
    own_vector: NDArray[np.float32]
    nearest: float
    lead: float
    timings_ms: dict[str, float]


def rank_passages(generation: Generation, embedder: Embedder, question: Question, *, limit: int = RANKED) -> Ranking:
    """Return the passages that suit a question best: found by meaning and by words, ranked by all that is known of them.

    Raises NothingSelectedError for a filter that names nothing here, ModelMismatchError for another model's store.
    """
    generation.check_model(embedder.name, embedder.digest)
    clock = Clock()
    selection = select(generation.catalogue, question.filters)
    texts = list(dict.fromkeys([question.searched, question.text]))
    vectors = embedder.embed(texts)
    clock.stop("embed")
    queries = [
        Query(text=text, vector=vector, selection=selection) for text, vector in zip(texts, vectors, strict=True)
    ]
    candidates, nearest = find_candidates(generation, queries, clock=clock, limit=max(SEARCHED, limit))
    scores = score(measure_candidates(generation, queries, candidates)) if candidates else np.zeros(0, np.float32)
    order = np.argsort(-scores, kind="stable")[:limit]
    clock.stop("rank")
    return Ranking(
        passages=tuple(candidates[i].passage for i in order),
        scores=tuple(float(scores[i]) for i in order),
        vector=vectors[0],
        own_vector=vectors[-1],
        nearest=nearest,
        lead=float(1 / np.exp(scores - scores.max()).sum()) if len(scores) else 0.0,
        timings_ms=clock.times,
    )


def find_candidates(
    generation: Generation, queries: Sequence[Query], *, clock: Clock, limit: int = SEARCHED
) -> tuple[list[Candidate], float]:
    """Return the passages that any search finds, and the largest cosine similarity of any to the first query.

    The first query is the question as searched; a second one, a follow-up's own text, adds candidates without a rank.
    """
    by_meaning = search_meaning(generation, queries[0], limit=limit)
    clock.stop("dense")
    by_words = search_words(generation, queries[0], limit=limit)
    added = [
        search(generation, query, limit=ADDED) for query in queries[1:] for search in (search_meaning, search_words)
    ]
    clock.stop("words")
    dense, words = ({one: rank for rank, (one, _) in enumerate(hits)} for hits in (by_meaning, by_words))
    found = list(dict.fromkeys(one for hits in (by_meaning, by_words, *added) for one, _ in hits))
    passages = generation.catalogue.passages(found)
    ids, vectors = generation.vectors
    rows = np.searchsorted(ids, found)
    candidates = [
        Candidate(id=one, passage=passage, vector=vector, dense_rank=dense.get(one), word_rank=words.get(one))
        for one, passage, vector in zip(found, passages, vectors[rows].astype(np.float32), strict=True)
    ]
    clock.stop("fetch")
    return candidates, by_meaning[0][1] if by_meaning else 0.0


def measure_candidates(
    generation: Generation, queries: Sequence[Query], candidates: Sequence[Candidate]
) -> NDArray[np.float32]:
    """Return the features of the candidates of a question, float32 of shape (candidates, features)."""
    catalogue = generation.catalogue
    searched, own = queries[0], queries[-1]
    frequencies = catalogue.document_frequencies(content_words(searched.text))
    return measure(
        candidates,
        text=own.text,
        searched=searched.text,
        vector=searched.vector,
        own_vector=None if own is searched else own.vector,
        weights=weigh_words(searched.text, frequencies, catalogue.count("passages")),
        latest=catalogue.latest_day(),
    )


def select(catalogue: CatalogueReader, filters: Filters) -> Selection:
    """Return which passages the filters allow; without voices, what officials and their office said."""
    speakers = tuple(name for wanted in filters.speakers for name in match_speaker(catalogue, wanted))
    return Selection(
        voices=filters.voices or tuple(sorted(OFFICIAL_VOICES)),
        speakers=tuple(dict.fromkeys(speakers)),
        since=filters.since,
        until=filters.until,
        kinds=tuple(match_kind(catalogue, kind) for kind in filters.kinds),
    )


def match_speaker(catalogue: CatalogueReader, wanted: str) -> list[str]:
    """Return the names in the archive that a name stands for: the same, or with the same words in it.

    Raises NothingSelectedError where there is none.
    """
    known = list(catalogue.count_speakers())
    words = set(wanted.casefold().split())
    found = [name for name in known if name.casefold() == wanted.casefold()]
    found = found or [name for name in known if words and words <= set(name.casefold().split())]
    if not found:
        near = difflib.get_close_matches(wanted, known, n=NAMES_SHOWN, cutoff=0.5) or known[:NAMES_SHOWN]
        raise NothingSelectedError(wording.NO_SUCH_SPEAKER.format(name=wanted, examples=", ".join(near) or "none"))
    return found


def match_kind(catalogue: CatalogueReader, wanted: str) -> str:
    """Return a kind of release as the archive spells it; raises NothingSelectedError where there is none."""
    known = list(catalogue.count_releases("kind"))
    for kind in known:
        if kind.casefold().rstrip("s") == wanted.casefold().replace("-", " ").rstrip("s"):
            return kind
    raise NothingSelectedError(wording.NO_SUCH_KIND.format(name=wanted, kinds=", ".join(known)))


class ArchiveRetriever(BaseRetriever):
    """A LangChain retriever over a store: ``invoke("question")`` returns Documents of verbatim passages, best first.

    Each document's ``page_content`` is the passage as it stands in its release; ``metadata`` holds ``release_id``,
    ``start``, ``end``, ``title``, ``date``, ``url``, ``kind``, ``voice``, ``speaker``, ``speaker_label``, ``score``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    embedder: Any
    filters: Filters = Filters()
    k: int = 20

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        generation = self.store.generation()
        ranking = rank_passages(generation, self.embedder, Question(text=query, filters=self.filters), limit=self.k)
        titles = generation.catalogue.titles(passage.release_id for passage in ranking.passages)
        return [
            _document(passage, score, titles[passage.release_id])
            for passage, score in zip(ranking.passages, ranking.scores, strict=True)
        ]


def _document(passage: Passage, score: float, title: tuple[str, str | None]) -> Document:
    metadata = {
        "release_id": passage.release_id, "start": passage.start, "end": passage.end, "title": title[0], "url": title[1],
        "date": passage.date.isoformat(), "kind": passage.kind, "voice": passage.voice.value, "speaker": passage.speaker,
        "speaker_label": passage.label, "score": score,
    }  # fmt: skip
    return Document(
        id=f"{passage.release_id}:{passage.start}-{passage.end}", page_content=passage.text, metadata=metadata
    )


class Clock:
    """Milliseconds a stage."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        """Give a stage the time since the last stop."""
        now = time.perf_counter()
        self.times[stage] = (now - self._last) * 1000
        self._last = now
