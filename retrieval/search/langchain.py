"""A LangChain ``BaseRetriever`` over an archive: the ranked passages of a question as documents."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from archive import Passage, ReleaseHead, Store, page_at
from retrieval.question import Filters, Question
from retrieval.search.ranking import rank_passages
from retrieval.search.reranker import RERANKED, rerank_best
from retrieval.weights import WeightsFile, load_weights


class ArchiveRetriever(BaseRetriever):
    """A LangChain retriever over a store: ``invoke("question")`` returns Documents of verbatim passages, best first.

    Each document's ``page_content`` is the passage as it stands in its release; ``metadata`` holds ``release_id``,
    ``start``, ``end``, ``title``, ``date``, ``page``, ``url``, ``kind``, ``voice``, ``speaker``, ``speaker_label``, ``score``.
    ``date`` is None where the release is undated, ``page`` where it has no pages.
    ``k`` is how many are returned at most; ``reranker`` a cross-encoder that ranks the best once more, None for none;
    ``weights`` the learned numbers that it ranks by.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    embedder: Any
    filters: Filters = Filters()
    k: int = 20
    reranker: Any = None
    weights: WeightsFile = Field(default_factory=load_weights)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        generation = self.store.generation()
        question = Question(text=query, filters=self.filters)
        limit = self.k if self.reranker is None else max(self.k, RERANKED)
        weights = self.weights.for_model(self.embedder.digest)
        ranking = rank_passages(generation, self.embedder, question, weights, limit=limit)
        if self.reranker is not None:
            ranking = rerank_best(ranking, query, self.reranker)
        kept = ranking.passages[: self.k]
        heads = generation.catalogue.heads(passage.release_id for passage in kept)
        return [
            _document(passage, score, heads[passage.release_id])
            for passage, score in zip(kept, ranking.scores[: self.k], strict=True)
        ]


def _document(passage: Passage, score: float, head: ReleaseHead) -> Document:
    metadata = {
        "release_id": passage.release_id, "start": passage.start, "end": passage.end, "title": head.title, "url": head.url,
        "date": passage.date.isoformat() if passage.date else None, "page": page_at(head.pages, passage.start),
        "kind": passage.kind, "voice": passage.voice.value, "speaker": passage.speaker, "speaker_label": passage.label,
        "score": score,
    }  # fmt: skip
    return Document(
        id=f"{passage.release_id}:{passage.start}-{passage.end}", page_content=passage.text, metadata=metadata
    )
