"""The retriever: a question's passages, searched by meaning and by words, fused; also as a LangChain ``BaseRetriever``."""

from __future__ import annotations

import difflib
import time
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
from retrieval.fusion import fuse_ranks
from retrieval.question import Filters, Question
from retrieval.search import Query, search_meaning, search_words

SEARCHED = 100  # passages taken from each ranking before they are fused
RANKED = 30  # passages kept after fusion
NAMES_SHOWN = 5


class NothingSelectedError(UsageError):
    """A filter names a speaker or a kind that the archive does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The passages of a question, best first, with their fused scores, the question's unit vector, and times in ms.

    ``nearest`` is the largest cosine similarity of any passage, with its context, to the question.
    """

    passages: tuple[Passage, ...]
    scores: tuple[float, ...]
    vector: NDArray[np.float32]
    nearest: float
    timings_ms: dict[str, float]


def rank_passages(generation: Generation, embedder: Embedder, question: Question, *, limit: int = RANKED) -> Ranking:
    """Return the passages nearest to a question, by reciprocal rank fusion of dense and BM25 search.

    Raises NothingSelectedError for a filter that names nothing here, ModelMismatchError for another model's store.
    """
    generation.check_model(embedder.name, embedder.digest)
    selection = select(generation.catalogue, question.filters)
    clock = _Clock()
    vector = embedder.embed([question.searched])[0]
    clock.stop("embed")
    query = Query(text=question.searched, vector=vector, selection=selection)
    by_meaning = search_meaning(generation, query, limit=SEARCHED)
    clock.stop("dense")
    by_words = search_words(generation, query, limit=SEARCHED)
    clock.stop("words")
    fused = fuse_ranks([by_meaning, by_words], limit=limit)
    passages = generation.catalogue.passages([one for one, _ in fused])
    clock.stop("fuse")
    return Ranking(
        passages=tuple(passages),
        scores=tuple(score for _, score in fused),
        vector=vector,
        nearest=by_meaning[0][1] if by_meaning else 0.0,
        timings_ms=clock.times,
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


class _Clock:
    """Milliseconds a stage."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        """Give a stage the time since the last stop."""
        now = time.perf_counter()
        self.times[stage] = (now - self._last) * 1000
        self._last = now
