"""Manifest: what was fetched, from where and when, a line of JSON for each answer; the last one of an address holds."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from archive import StoreDamagedError

_NAME = "manifest.jsonl"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]+")
_NAME_LENGTH = 80
_LINES_BORNE = 4  # times as many as there are addresses; then the file is written anew


class Kept(BaseModel):
    """What an address was answered with last. ``file`` lies below the folder of what is fetched, '' where nothing is kept.

    ``final`` is the address at the end of its redirects: the id of its release. ``origin`` is the address that was given
    to ingest and led to it. ``form`` is what its content is: a page and a feed hold releases, an index only leads to them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str
    final: str
    origin: str
    form: Literal["page", "feed", "index"]
    file: str
    digest: str
    status: int
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    checked: datetime

    @property
    def is_gone(self) -> bool:
        """Whether its publisher has taken it away."""
        return not self.file


class _Run(BaseModel):
    """A run began, or ended."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: Literal["begun", "ended"]
    addresses: list[str]
    at: datetime


class KeptPages:
    """The manifest of one folder; what is put is on disk when ``put`` returns."""

    def __init__(self, folder: Path) -> None:
        """Read the folder's manifest, if it has one; raises StoreDamagedError for a line that is none of its own."""
        self.folder = folder
        self._path = folder / _NAME
        self._kept: dict[str, Kept] = {}
        self._run: _Run | None = None
        folder.mkdir(parents=True, exist_ok=True)
        lines = self._path.read_text(encoding="utf-8").split("\n") if self._path.exists() else []
        *whole, _torn = lines or [""]  # what a run that was cut off wrote last has no line end
        for number, line in enumerate(whole, 1):
            self._take(line, number)
        if _torn or len(whole) > _LINES_BORNE * (len(self._kept) + 10):
            self._write_anew()

    def get(self, address: str) -> Kept | None:
        """Return what an address was answered with last."""
        return self._kept.get(address)

    def all(self) -> list[Kept]:
        """Return what every address was answered with last."""
        return list(self._kept.values())

    def put(self, kept: Kept) -> None:
        """Keep what an address was answered with."""
        self._kept[kept.address] = kept
        self._append(kept)

    def path_of(self, kept: Kept) -> Path:
        """Return the file with an address's content."""
        return self.folder / kept.file

    def holds(self, kept: Kept | None) -> bool:
        """Say whether the content of an address is there."""
        return kept is not None and not kept.is_gone and self.path_of(kept).exists()

    def begin(self, addresses: list[str]) -> datetime | None:
        """Note that a run begins; return when the one before it began, where that had these addresses and was cut off."""
        before = self._run
        resumed = before is not None and before.run == "begun" and before.addresses == addresses
        at = before.at if before is not None and resumed else datetime.now(UTC)
        self._run = _Run(run="begun", addresses=addresses, at=at)
        self._append(self._run)
        return at if resumed else None

    def end(self, addresses: list[str]) -> None:
        """Note that a run has come to its end."""
        self._run = _Run(run="ended", addresses=addresses, at=datetime.now(UTC))
        self._append(self._run)

    def _take(self, line: str, number: int) -> None:
        try:
            found = json.loads(line)
            if "run" in found:
                self._run = _Run.model_validate(found)
            else:
                kept = Kept.model_validate(found)
                self._kept[kept.address] = kept
        except (ValueError, TypeError, ValidationError) as error:
            raise StoreDamagedError(
                f"{self._path} line {number} is no line of a manifest: delete the file, and all is fetched again"
            ) from error

    def _append(self, line: BaseModel) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line.model_dump_json()}\n")

    def _write_anew(self) -> None:
        fresh = self._path.with_suffix(".next")
        lines = [line.model_dump_json() for line in (*self._kept.values(), self._run) if line is not None]
        fresh.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        fresh.replace(self._path)


def file_name(address: str) -> str:
    """Return where an address's content is kept, below the folder: its host, and its path as far as names may hold it."""
    parts = urlsplit(address)
    shown = _NOT_IN_NAMES.sub("-", parts.path).strip("-.")[-_NAME_LENGTH:].lstrip("-.")
    told_apart = hashlib.sha256(address.encode()).hexdigest()[:12]
    host = _NOT_IN_NAMES.sub("_", parts.netloc)
    return f"{host}/{shown}-{told_apart}" if shown else f"{host}/{told_apart}"
