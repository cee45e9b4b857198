"""Peer: another way to search the same archive, and what it is run with."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, cast

from benchmarks.pieces import Piece, fingerprint
from benchmarks.vectors import KeptEmbedder

RANKED = 30  # pieces written down for a question, so that hit@20 can be read

# The pieces nearest to a question, best first, at most RANKED.
Search = Callable[[str], Sequence[Piece]]

STAMP = "made-from"


class PeerModule(Protocol):
    """What a peer's module holds."""

    def build(self, texts: Sequence[Piece], index: Path, embedder: KeptEmbedder) -> None:
        """Make the index of the releases' texts in an empty folder."""
        ...

    def open_search(self, index: Path, embedder: KeptEmbedder) -> Search:
        """Return the search over an index that was made."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another program, or a part of one.

    ``module`` is its module in ``benchmarks.peers``, ``packages`` the distributions that it needs, ``handed_on`` how many
    pieces it gives to a language model, ``splitter`` and ``retriever`` what it cuts and searches with, by its own defaults.
    """

    name: str
    title: str
    module: str
    packages: tuple[str, ...]
    splitter: str
    retriever: str
    handed_on: int

    def versions(self) -> str:
        """Return the packages with their versions; raises PackageNotFoundError where one is not installed."""
        return ", ".join(f"{package} {version(package)}" for package in self.packages)

    def missing(self) -> str | None:
        """Return why the peer cannot run here, or None."""
        try:
            self.versions()
            import_module(f"benchmarks.peers.{self.module}")
        except (PackageNotFoundError, ImportError) as error:
            return f"{error}: pip install -c constraints.txt -e '.[bench]'"
        return None


def open_peer(peer: Peer, texts: Sequence[Piece], folder: Path, embedder: KeptEmbedder) -> Search:
    """Return a peer's search over the releases' texts.

    Its index, a folder below ``folder``, is made where there is none, or one of other texts, version or model.
    """
    module = cast("PeerModule", import_module(f"benchmarks.peers.{peer.module}"))
    index = folder / peer.name
    made_from = fingerprint(texts, peer.versions(), peer.splitter, peer.retriever, embedder.digest)
    stamp = index / STAMP
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != made_from:
        print(f"{peer.name}: making its index", file=sys.stderr, flush=True)
        shutil.rmtree(index, ignore_errors=True)
        index.mkdir(parents=True)
        module.build(texts, index, embedder)
        stamp.write_text(made_from, encoding="utf-8")
    return module.open_search(index, embedder)
