"""Unpacking: an export into a staging folder. Nothing is written that it does not announce, and nothing beyond the folder."""

from __future__ import annotations

import hashlib
import shutil
import zlib
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from archive.catalogue import SCHEMA_VERSION
from archive.errors import SchemaError, StoreError
from archive.transfer.manifest import LONGEST_MANIFEST, MANIFEST_NAME, ExportError, ExportManifest, PackedFile
from archive.transfer.packing import after

_BLOCK = 1 << 20  # bytes
_SPARE = 64 << 20  # bytes that are left free on the disk
_ENCRYPTED = 0x1  # the flag of an entry
_READABLE = {0, 8}  # as it is, deflated
Told = Callable[[int], None]


class PackedExport:
    """An export that is read; as a context manager it is closed at the end."""

    def __init__(self, path: Path, *, source: str) -> None:
        """Open the file and read what it holds; ``source`` is what errors call it. Raises ExportError, SchemaError."""
        self.source = source
        self._file = path.open("rb")
        try:
            self._archive = ZipFile(self._file)
            self._entries = self._archive.infolist()
            self.manifest = self._read_manifest()
            self._check_entries()
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            self._file.close()
            raise self._damaged(str(error)) from error
        except StoreError:
            self._file.close()
            raise
        if self.manifest.schema_version > SCHEMA_VERSION:
            self._file.close()
            raise SchemaError(
                f"{source} has a catalogue of schema {self.manifest.schema_version}, this program reads {SCHEMA_VERSION}:"
                " update On the Record"
            )

    def __enter__(self) -> Self:
        """Return the export itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._archive.close()
        self._file.close()

    def unpack(self, folder: Path, *, but: Collection[str] = (), told: Told = lambda _done: None) -> None:
        """Write its files into a folder, ``but`` some; ``told`` gets how many bytes are done.

        Raises ExportError where one is not what the manifest says, StoreError where the disk has no room for them.
        """
        check_room(folder, self.manifest.size, what=self.source)
        done = 0
        for name, file in self.manifest.files.items():
            if name in but:
                continue
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with self._archive.open(name) as read, target.open("xb") as write:
                    self._copy(read, write, name, file, after(done, told))
            except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise self._damaged(f"{name}: {error}") from error
            except OSError as error:
                raise StoreError(
                    f"{self.source} cannot be unpacked into {folder} ({error}): nothing was published"
                ) from error
            done += file.size

    def _copy(self, read: IO[bytes], write: IO[bytes], name: str, file: PackedFile, told: Told) -> None:
        sums, size = hashlib.sha256(), 0
        while block := read.read(_BLOCK):
            size += len(block)
            if size > file.size:
                raise self._damaged(f"{name} is larger than it says")
            sums.update(block)
            write.write(block)
            told(size)
        if size != file.size or sums.hexdigest() != file.sha256:
            raise self._damaged(f"{name} is not what was exported")

    def _read_manifest(self) -> ExportManifest:
        first = self._entries[0] if self._entries else None
        if first is None or first.filename != MANIFEST_NAME:
            raise ExportError(f"{self.source} is a zip archive, and no export: give what 'otr export' wrote")
        if first.file_size > LONGEST_MANIFEST:
            raise self._damaged(f"its {MANIFEST_NAME} is of {first.file_size:,} bytes")
        with self._archive.open(first) as entry:
            return ExportManifest.read(entry.read(LONGEST_MANIFEST), source=self.source)

    def _check_entries(self) -> None:
        """Raise ExportError where the archive holds other entries than its manifest names, each once and of its size."""
        held: dict[str, ZipInfo] = {}
        for entry in self._entries[1:]:
            if entry.filename in held or entry.filename not in self.manifest.files:
                raise self._damaged(f"it holds {entry.filename[:100]!r}, which its manifest does not")
            if entry.compress_type not in _READABLE or entry.flag_bits & _ENCRYPTED:
                raise self._damaged(f"{entry.filename} is packed in a way that an export is not")
            held[entry.filename] = entry
        for name, file in self.manifest.files.items():
            if name not in held:
                raise self._damaged(f"it lacks {name}")
            if held[name].file_size != file.size:
                raise self._damaged(f"{name} has {held[name].file_size:,} bytes, the manifest says {file.size:,}")

    def _damaged(self, why: str) -> ExportError:
        return ExportError(
            f"{self.source} is no whole export ({why}): nothing was imported. Fetch it or export it again"
        )


def check_room(folder: Path, size: int, *, what: str) -> None:
    """Raise StoreError where a disk has no room for so many bytes more."""
    free = shutil.disk_usage(folder).free
    if size + _SPARE > free:
        raise StoreError(
            f"{what} takes {size / 1e6:,.0f} MB, and {folder} has {free / 1e6:,.0f} MB free: make room, or give --store another"
            " place"
        )
