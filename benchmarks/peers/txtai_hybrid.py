"""txtai (NeuML), as its documentation sets up retrieval: paragraphs by Textractor, hybrid Embeddings with content.

Splitter and the ten pieces handed on are those of the RAG application of its makers (github.com/neuml/rag). Textractor ends
a paragraph at an empty line only; where an archive's empty lines hold blanks, half of its text would stand in a few
pieces of tens of thousands of characters, so such lines are emptied for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from txtai import Embeddings
from txtai.pipeline import Textractor

from benchmarks.peer import RANKED, Search
from benchmarks.pieces import Piece
from benchmarks.vectors import KeptEmbedder

DATABASE = "txtai"
BLANK_LINE = re.compile(r"\n\s*\n")


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    pieces = list(_pieces(texts))
    embedder.embed([piece.text for piece in pieces])  # at once; txtai asks for them in small batches

    # txtai takes a plain function only, no bound method.
    def transform(texts: list[str]) -> NDArray[np.float32]:
        return embedder.embed(texts)

    store = Embeddings(method="external", transform=transform, hybrid=True, content=True)
    store.index((f"{piece.release_id}#{number}", piece.text) for number, piece in enumerate(pieces))
    store.save(str(index / DATABASE))


def open_search(index: Path, embedder: KeptEmbedder) -> Search:
    """Return the search over an index that was made."""

    def transform(texts: list[str]) -> NDArray[np.float32]:
        return np.array([embedder.embed_question(text) for text in texts])

    store = Embeddings()
    store.load(str(index / DATABASE), config={"transform": transform})

    def search(question: str) -> list[Piece]:
        return [
            Piece(release_id=str(found["id"]).rpartition("#")[0], text=found["text"], score=float(found["score"]))
            for found in store.search(question, RANKED)
        ]

    return search


def _pieces(texts: Sequence[Piece]) -> Iterator[Piece]:
    textractor = Textractor(paragraphs=True)
    for whole in texts:
        for text in textractor(BLANK_LINE.sub("\n\n", whole.text)):
            yield Piece(release_id=whole.release_id, text=text)
