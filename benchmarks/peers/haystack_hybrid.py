"""Haystack (deepset), as its tutorial on hybrid retrieval sets it up, in memory, with its splitter's defaults.

The tutorial's last step, a cross-encoder that ranks again, needs a second model, and is left out; without it the
documentation joins by reciprocal rank fusion.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")  # read on import

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.peer import RANKED, Search
from benchmarks.pieces import Piece
from benchmarks.vectors import KeptEmbedder

STORE = "documents.json"


@component
class SharedTextEmbedder:
    """The benchmark's embedding model as a component that embeds a question."""

    def __init__(self, embedder: KeptEmbedder) -> None:
        self._embedder = embedder

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        """Return the question's vector."""
        return {"embedding": self._embedder.embed_query(text)}


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    whole = [Document(content=one.text, meta={"release_id": one.release_id}) for one in texts]
    pieces: list[Document] = DocumentSplitter().run(documents=whole)["documents"]
    vectors = embedder.embed_documents([piece.content or "" for piece in pieces])
    store = InMemoryDocumentStore()
    store.write_documents(
        [
            Document(id=piece.id, content=piece.content, meta=piece.meta, embedding=vector)
            for piece, vector in zip(pieces, vectors, strict=True)
        ]
    )
    store.save_to_disk(str(index / STORE))


def open_search(index: Path, embedder: KeptEmbedder) -> Search:
    """Return the search over an index that was made."""
    store = InMemoryDocumentStore.load_from_disk(str(index / STORE))
    pipeline = Pipeline()
    pipeline.add_component("text_embedder", SharedTextEmbedder(embedder))
    pipeline.add_component("embedding_retriever", InMemoryEmbeddingRetriever(store, top_k=RANKED))
    pipeline.add_component("bm25_retriever", InMemoryBM25Retriever(store, top_k=RANKED))
    pipeline.add_component("document_joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=RANKED))
    pipeline.connect("text_embedder", "embedding_retriever")
    pipeline.connect("bm25_retriever", "document_joiner")
    pipeline.connect("embedding_retriever", "document_joiner")

    def search(question: str) -> list[Piece]:
        run = pipeline.run({"text_embedder": {"text": question}, "bm25_retriever": {"query": question}})
        return [
            Piece(release_id=found.meta["release_id"], text=found.content or "", score=float(found.score or 0.0))
            for found in run["document_joiner"]["documents"]
        ]

    return search
