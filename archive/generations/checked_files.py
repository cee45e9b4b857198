"""Checked files: the checksums of large files as they were last read, so that opening a store does not read all of it again.

A checksum is believed for as long as the file is the one that was read: the same inode and size, never written since (its times
are the file system's own). What a disk turned over by itself is not seen by that; ``otr verify`` reads all.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from pathlib import Path

from archive.generations.durable import replace_durably

CHECKED = "checked.json"  # in the store's folder
_LARGE = 16_000_000  # bytes: a smaller file is read in hundredths of a second
_AT_REST = 2.0  # seconds that a file was left alone before it was read: a write after that shows in its times

_State = list[int]


class CheckedFiles:
    """The checksums of one generation's files, those of large ones from a file beside the generations where they are known."""

    def __init__(self, folder: Path, *, anew: bool = False) -> None:
        """Take a generation's folder; ``anew`` believes nothing."""
        self._folder = folder
        self._path = folder.parent / CHECKED
        self._known: dict[str, list[object]] = {} if anew else self._load()
        self._read: dict[str, list[object]] = {}

    def checksum(self, name: str) -> str:
        """Return the SHA-256 of a file of the generation; raises OSError where it cannot be read."""
        path, key = self._folder / name, f"{self._folder.name}/{name}"
        before, began = _state(path), time.time()
        known = self._known.get(key)
        if known is not None and known[:-1] == before:
            return str(known[-1])
        found = read_checksum(path)
        at_rest = began - max(before[2:4]) / 1e9 > _AT_REST
        if before[1] >= _LARGE and at_rest and _state(path) == before:
            self._read[key] = [*before, found]
        return found

    def keep(self) -> None:
        """Remember what was read, where the folder may be written; what is not there any more is forgotten."""
        if not self._read:
            return
        known = {key: said for key, said in self._load().items() if (self._path.parent / key).exists()}
        with suppress(OSError):  # a replica that is only read: it reads all again
            replace_durably(self._path, json.dumps(known | self._read, indent=1))

    def _load(self) -> dict[str, list[object]]:
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) and all(isinstance(one, list) for one in said.values()) else {}


def read_checksum(path: Path) -> str:
    """Return the SHA-256 of a file, which is read; raises OSError where it cannot be."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _state(path: Path) -> _State:
    said = path.stat()
    return [said.st_ino, said.st_size, said.st_mtime_ns, said.st_ctime_ns]
