"""Packing: the published generation into one file, in a stream, so that memory stays flat however large it is."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from archive.errors import StoreDamagedError
from archive.generations import CATALOGUE, INDEX, generation_folder
from archive.store import Store
from archive.transfer.manifest import MANIFEST_NAME, ExportManifest, ExportNotice, PackedFile
from archive.vectors import ServedCollection

ORIGIN = "origin.json"  # in a generation's folder: which export it was
_BLOCK = 1 << 20  # bytes
_SAMPLES, _SAMPLE = 8, 1 << 16  # places that are tried, and bytes of each, to see whether compressing helps
_WORTH_IT = 0.9  # of its size: a file that is smaller than that compressed is compressed
_QUICKLY = 1  # of 9, the level that is tried
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made; a zip archive knows no earlier day
_UNIX = 3  # the system that it says it was made on, wherever it was

Told = Callable[[int], None]  # told how many bytes were read


class _Stream:
    """What is written to, and how it is counted. It cannot be wound back, so a file and a pipe get the same bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.size, self._sum = out, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._out.write(data)
        self._sum.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self._out.flush()

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFiles:
    """The published generation as it is exported: its folder, and what is said of it. ``held`` keeps it from being removed."""

    folder: Path
    manifest: ExportManifest
    held: object = None

    @classmethod
    def of(cls, store: Path) -> PublishedFiles:
        """Return the store's; raises EmptyStoreError, StoreDamagedError."""
        generation = Store(store).generation()
        folder = generation_folder(store, generation.number)
        published = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
        # An index on a server is made again where it is imported.
        there = ServedCollection.read(folder / INDEX) is None
        files = {
            name: PackedFile(sha256=checksum, size=(folder / name).stat().st_size)
            for name, checksum in published["files"].items()
            if name == CATALOGUE or (there and name != ORIGIN)
        }
        manifest = ExportManifest(
            schema_version=generation.catalogue.schema_version, generation=generation.number,
            published=published["published"], embedding_model=generation.embedding_model,
            embedding_digest=generation.embedding_digest, files=dict(sorted(files.items())),
        )  # fmt: skip
        return cls(folder=folder, manifest=manifest, held=generation)


def pack(published: PublishedFiles, out: BinaryIO, *, name: str, told: Told = lambda _done: None) -> ExportNotice:
    """Write the export; return what is to stand beside it, where it is called ``name``.

    Raises StoreDamagedError where a file is not what was published.
    """
    stream, manifest = _Stream(out), published.manifest
    with ZipFile(stream, "w") as archive:  # type: ignore[call-overload]
        archive.writestr(_entry(MANIFEST_NAME, ZIP_STORED), manifest.write())
        done = 0
        for path, file in manifest.files.items():
            source = published.folder / path
            packed = _entry(path, ZIP_DEFLATED if _is_worth_compressing(source) else ZIP_STORED)
            with source.open("rb") as read, archive.open(packed, "w", force_zip64=True) as entry:
                if _copy(read, entry, after(done, told)) != file.sha256:
                    raise StoreDamagedError(f"{source} is not what was published: run 'otr verify'")
            done += file.size
    stream.flush()
    return ExportNotice(
        file=name, size=stream.size, sha256=stream.sha256, content=manifest.content, generation=manifest.generation,
        published=manifest.published,
    )  # fmt: skip


def _entry(name: str, kind: int) -> ZipInfo:
    entry = ZipInfo(name, date_time=_BEGINNING)
    entry.compress_type, entry.create_system, entry.external_attr = kind, _UNIX, 0o644 << 16
    return entry


def after(done: int, told: Told) -> Told:
    """Return what tells of a file's bytes as those that follow ``done`` of other files."""

    def tell(size: int) -> None:
        told(done + size)

    return tell


def _copy(read: IO[bytes], write: IO[bytes], told: Told) -> str:
    """Copy a file, tell how much was copied, and return its SHA-256."""
    sums, size = hashlib.sha256(), 0
    while block := read.read(_BLOCK):
        sums.update(block)
        write.write(block)
        size += len(block)
        told(size)
    return sums.hexdigest()


def _is_worth_compressing(path: Path) -> bool:
    """Whether samples of a file become smaller compressed: text does, vectors do not."""
    size, before, after = path.stat().st_size, 0, 0
    with path.open("rb") as file:
        for at in range(0, size, max(1, size // _SAMPLES)):
            file.seek(at)
            sample = file.read(_SAMPLE)
            before += len(sample)
            after += len(zlib.compress(sample, _QUICKLY))
    return after < _WORTH_IT * before
