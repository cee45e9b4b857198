"""The peer that everybody starts from: the retrieval chain of LangChain's tutorial, with Chroma."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document

from benchmarks.peer import RANKED, Search
from benchmarks.pieces import Piece, cut_pieces
from benchmarks.vectors import KeptEmbedder

ADDED_AT_ONCE = 2000


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    documents = [
        Document(page_content=piece.text, metadata={"release_id": piece.release_id}) for piece in cut_pieces(texts)
    ]
    store = _open(index, embedder)
    for start in range(0, len(documents), ADDED_AT_ONCE):
        store.add_documents(documents[start : start + ADDED_AT_ONCE])


def open_search(index: Path, embedder: KeptEmbedder) -> Search:
    """Return the search over an index that was made."""
    store = _open(index, embedder)

    def search(question: str) -> list[Piece]:
        return [
            Piece(release_id=found.metadata["release_id"], text=found.page_content, score=-distance)
            for found, distance in store.similarity_search_with_score(question, k=RANKED)
        ]

    return search


def _open(index: Path, embedder: KeptEmbedder) -> Chroma:
    return Chroma(persist_directory=str(index), embedding_function=embedder)
