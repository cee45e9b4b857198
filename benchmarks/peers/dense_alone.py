"""Dense alone: the embedding model over the plain pieces, compared one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.peer import RANKED, Search
from benchmarks.pieces import Piece, cut_pieces, read_pieces, write_pieces
from benchmarks.vectors import KeptEmbedder

VECTORS = "vectors.npy"


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    pieces = cut_pieces(texts)
    np.save(index / VECTORS, embedder.embed([piece.text for piece in pieces]))
    write_pieces(index, pieces)


def open_search(index: Path, embedder: KeptEmbedder) -> Search:
    """Return the search over an index that was made."""
    vectors = np.load(index / VECTORS)
    pieces = read_pieces(index)

    def search(question: str) -> list[Piece]:
        scores = vectors @ embedder.embed_question(question)
        best = np.argsort(-scores, kind="stable")[:RANKED]
        return [pieces[int(row)].scored(float(scores[row])) for row in best]

    return search
