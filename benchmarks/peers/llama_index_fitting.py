"""LlamaIndex once more, with pieces of 256 tokens: all that this embedding model reads of a piece."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llama_index.core.node_parser import SentenceSplitter

from benchmarks.peers.llama_index_starter import build_with, open_search
from benchmarks.pieces import Piece
from benchmarks.vectors import KeptEmbedder

__all__ = ["build", "open_search"]

PIECE, OVERLAP = 256, 20  # tokens


def build(texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
    """Make the index of the releases' texts in an empty folder."""
    build_with(SentenceSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP), texts, index, embedder)
