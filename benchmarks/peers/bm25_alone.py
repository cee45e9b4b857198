"""BM25 alone: bm25s over the plain pieces, as its README shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer

from benchmarks.peer import RANKED, Search
from benchmarks.pieces import Piece, cut_pieces, read_pieces, write_pieces
from benchmarks.vectors import KeptEmbedder


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    pieces = cut_pieces(texts)
    retriever = bm25s.BM25()
    retriever.index(_tokenize([piece.text for piece in pieces]), show_progress=False)
    retriever.save(index)
    write_pieces(index, pieces)


def open_search(index: Path, embedder: KeptEmbedder) -> Search:
    """Return the search over an index that was made."""
    retriever = bm25s.BM25.load(index)
    pieces = read_pieces(index)

    def search(question: str) -> list[Piece]:
        found, scores = retriever.retrieve(_tokenize([question]), k=min(RANKED, len(pieces)), show_progress=False)
        return [pieces[int(row)].scored(float(score)) for row, score in zip(found[0], scores[0], strict=True)]

    return search


def _tokenize(texts: list[str]) -> bm25s.tokenization.Tokenized:
    return bm25s.tokenize(texts, stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)
