"""The releases' texts as the product has read them, and the pieces that the plain peers are given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval import Archive

# What LangChain's tutorial takes, but for 150 characters of overlap in place of its 200.
PIECE, OVERLAP = 1000, 150  # characters
PIECES = "pieces.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a release; ``score`` is how near it is to a question (larger is nearer), where it was searched."""

    release_id: str
    text: str
    score: float = 0.0

    def scored(self, score: float) -> Piece:
        """Return the piece with its nearness to a question."""
        return replace(self, score=score)


def read_texts(archive: Archive) -> list[Piece]:
    """Return every release as one piece: its title, its day, and the text that the product searches.

    So a peer reads all forms that the product does, and no menu of a page, and knows what a file tells beside its text.
    """
    catalogue = archive.store.generation().catalogue
    releases = [catalogue.release(release_id, bare=True).release for release_id in sorted(archive.digests())]
    return [
        Piece(
            release_id=one.id, text="\n\n".join(filter(None, (one.title, one.date and one.date.isoformat(), one.text)))
        )
        for one in releases
    ]


def cut_pieces(texts: Sequence[Piece]) -> list[Piece]:
    """Return the releases in pieces of 1000 characters that share 150, as LangChain's recursive splitter cuts them."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP)
    return [
        Piece(release_id=whole.release_id, text=text) for whole in texts for text in splitter.split_text(whole.text)
    ]


def fingerprint(texts: Sequence[Piece], *made_with: str) -> str:
    """Return a SHA-256 over the releases' texts and over what an index is made with, in hexadecimal."""
    sums = hashlib.sha256("\0".join(made_with).encode())
    for whole in texts:
        sums.update(hashlib.sha256(json.dumps([whole.release_id, whole.text]).encode()).digest())
    return sums.hexdigest()


def write_pieces(folder: Path, pieces: Sequence[Piece]) -> None:
    """Keep the pieces of an index beside it, in order."""
    lines = (json.dumps([piece.release_id, piece.text], ensure_ascii=False) + "\n" for piece in pieces)
    (folder / PIECES).write_text("".join(lines), encoding="utf-8")


def read_pieces(folder: Path) -> list[Piece]:
    """Return the pieces of an index, in order."""
    # Only '\\n' ends a line: a text may hold other characters that splitlines takes for an end.
    lines = (folder / PIECES).read_text(encoding="utf-8").split("\n")[:-1]
    return [Piece(release_id=release_id, text=text) for release_id, text in map(json.loads, lines)]
