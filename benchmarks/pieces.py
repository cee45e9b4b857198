"""An archive's files as they are, and the pieces that the plain peers are given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

# What LangChain's tutorial takes, but for 150 characters of overlap in place of its 200.
PIECE, OVERLAP = 1000, 150  # characters
READ = (".md", ".txt")
PIECES = "pieces.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a release's file; ``score`` is how near it is to a question (larger is nearer), where it was searched."""

    release_id: str
    text: str
    score: float = 0.0

    def scored(self, score: float) -> Piece:
        """Return the piece with its nearness to a question."""
        return replace(self, score=score)


def archive_files(archive: Path) -> list[Path]:
    """Return the paths of an archive's releases, sorted."""
    return sorted(path for path in archive.rglob("*") if path.is_file() and path.suffix in READ)


def read_files(archive: Path) -> Iterator[Piece]:
    """Yield every file of an archive as one piece, front matter and all; ``release_id`` is its path below the archive."""
    for path in archive_files(archive):
        yield Piece(release_id=path.relative_to(archive).as_posix(), text=path.read_text(encoding="utf-8"))


def cut_pieces(archive: Path) -> list[Piece]:
    """Return the archive in pieces of 1000 characters that share 150, as LangChain's recursive splitter cuts them."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP)
    return [
        Piece(release_id=whole.release_id, text=text)
        for whole in read_files(archive)
        for text in splitter.split_text(whole.text)
    ]


def fingerprint(archive: Path, *made_with: str) -> str:
    """Return a SHA-256 over an archive's file names and bytes and over what an index is made with, in hexadecimal."""
    sums = hashlib.sha256("\0".join(made_with).encode())
    for path in archive_files(archive):
        sums.update(path.relative_to(archive).as_posix().encode())
        sums.update(hashlib.sha256(path.read_bytes()).digest())
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
