"""Mending: the index of a published generation made again from its catalogue, while readers go on without it.

As its own process, ``python -m archive.mending STORE``, it publishes the next generation, with the same catalogue.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from archive.errors import OnTheRecordError
from archive.generations import (
    BASE,
    CATALOGUE,
    MENDING,
    check_generation,
    current_generation,
    find_damage,
    publish,
    writing,
)
from archive.settings import Settings
from archive.vectors.chroma_server import ChromaServer
from archive.vectors.index_making import make_index
from archive.vectors.unnamed import drop_unnamed

_NICE = 10


class IndexMending:
    """The index of a generation being made again, in a process of its own, which goes on where this one ends first."""

    def __init__(self, store: Path, number: int) -> None:
        """Start it."""
        self.number = number
        self._process = subprocess.Popen(
            [sys.executable, "-m", "archive.vectors.mending", str(store.absolute())], cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._said = ""

    def tell(self) -> str:
        """Return how far it is, in words."""
        if self._process.poll() is None:
            return "The index is being made again."
        if not self._said and self._process.stderr is not None:
            lines = self._process.stderr.read().strip().splitlines()
            self._process.stderr.close()
            self._said = lines[-1] if lines else f"it ended with {self._process.returncode}"
        if self._process.returncode == 0:
            return "The index has been made again, and will be read in some seconds."
        return f"The index could not be made again ({self._said}): run 'otr rebuild'."


def mend_index(store: Path) -> int:
    """Make the index of the current generation again where it is damaged; return the number of what is published then.

    Embeds nothing. Raises StoreBusyError where a writer is at work (what it publishes has a whole index), StoreDamagedError
    where the catalogue is damaged too.
    """
    with writing(store, doing="making the index again"):
        number = current_generation(store)
        folder = check_generation(store, number, index=False)
        if not find_damage(folder):
            return number
        staged = store / MENDING
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        shutil.copyfile(folder / CATALOGUE, staged / CATALOGUE)
        (staged / BASE).write_text(json.dumps({"generation": number}), encoding="utf-8")
        server = ChromaServer.chosen(Settings())
        make_index(staged, server=server)
        published = publish(store, folder=staged, keep_interrupted=True)
        drop_unnamed(store, server)
        return published


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        mend_index(Path(sys.argv[1]))
    except OnTheRecordError as trouble:
        sys.exit(str(trouble))
