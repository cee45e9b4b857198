"""Packed files: zip and tar archives, gzip, bzip2 and xz. Each member is a file of its own; none is written outside.

Limits hold against archives that are made to fill a disk: what a file unpacks to, all in all and for each byte of it. A
member's path that climbs out of the archive is refused, and so is a link.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, _TemporaryFileWrapper
from typing import IO, Any, BinaryIO, TypeVar

from archive import UnreadableError
from ingest.readers.reader import InputFile, RawItem

LARGEST_UNPACKED = 8_000_000_000  # bytes of all members together
_FREE = 100_000_000  # bytes that may unpack from however little
_MOST_TIMES = 300  # the size of what was packed; text is packed to a tenth, a bomb to a thousandth
_MOST_MEMBERS = 500_000
_IN_MEMORY = 20_000_000  # bytes of a member; a larger one lies in a temporary file
_AT_ONCE = 1_048_576
_T = TypeVar("_T")
# What is wrong with a file that breaks off, or whose check sum does not fit.
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError)


class Unpacking:
    """Counts what one packed file gives, and ends it where that is too much."""

    def __init__(self, packed: int) -> None:
        """``packed`` is the packed file's own size in bytes."""
        self._most = min(LARGEST_UNPACKED, max(_FREE, packed * _MOST_TIMES))
        self._packed, self._bytes, self._members = packed, 0, 0

    def unpack(self, stream: IO[bytes], *, name: str, url: str = "") -> InputFile:
        """Return a member as an input; raises UnreadableError where the file gives more than it may."""
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise UnreadableError(f"the archive has more than {_MOST_MEMBERS:,} members: unpack it")
        held = io.BytesIO()
        size = 0
        large: _TemporaryFileWrapper[bytes] | None = None
        while part := stream.read(_AT_ONCE):
            size += len(part)
            self._bytes += len(part)
            if self._bytes > self._most:
                raise UnreadableError(
                    f"{self._packed:,} bytes unpack to more than {self._most:,}: not an archive of releases"
                )
            if large is None and size > _IN_MEMORY:
                large = NamedTemporaryFile()  # noqa: SIM115  it goes when the member is no longer used
                large.write(held.getvalue())
            (large or held).write(part)
        if large is None:
            data = held.getvalue()
            return InputFile(name=name, size=size, open=lambda: io.BytesIO(data), url=url)
        large.flush()
        path = Path(large.name)
        return InputFile(name=name, size=size, open=lambda: path.open("rb"), url=url, kept=large)


class ZipContainer:
    """Opens zip archives; an office document is no archive, though it is packed as one."""

    form = "a zip archive"

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file is a zip archive and no office document or book."""
        return file.opening.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not name_document(file)

    def members(self, file: InputFile) -> Iterator[InputFile | RawItem]:
        """Yield its members in the archive's order."""
        unpacking = Unpacking(file.size)
        with file.open() as stream, _opened(lambda: zipfile.ZipFile(stream)) as archive:
            for info in archive.infolist():
                if info.is_dir() or (reason := _left_out(info.filename)) == _HIDDEN:
                    continue
                if not reason and info.flag_bits & 1:
                    reason = "it is encrypted: unpack it with its password"
                if reason:
                    yield RawItem(key=info.filename, name=info.filename, unreadable=reason)
                    continue
                try:
                    with archive.open(info) as member:
                        unpacked = unpacking.unpack(member, name=info.filename)
                except (*_DAMAGED, NotImplementedError, RuntimeError) as error:
                    yield RawItem(key=info.filename, name=info.filename, unreadable=f"cannot be unpacked: {error}")
                    continue
                yield unpacked


def name_document(file: InputFile) -> str:
    """Return what a file that is packed as a zip archive is, where it is a document; '' for an archive, or what is none."""
    if not file.opening.startswith(b"PK\x03\x04"):
        return ""
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except (*_DAMAGED, NotImplementedError, RuntimeError):
        return ""
    folders = {name.split("/", maxsplit=1)[0] for name in names}
    office = {"word": "a Word document", "xl": "a spreadsheet", "ppt": "a presentation"}
    if "[Content_Types].xml" in names:
        return next((told for folder, told in office.items() if folder in folders), "an office document")
    if b"epub" in kind:
        return "an e-book"
    if b"opendocument.text" in kind:
        return "an OpenDocument text"
    return "an OpenDocument file" if b"opendocument" in kind else ""


class TarContainer:
    """Opens tar archives, packed by gzip, bzip2 or xz or not at all."""

    form = "a tar archive"

    def recognises(self, file: InputFile) -> bool:
        """Say whether what the file unpacks to, or the file itself, begins as a tar archive does."""
        return file.opening[257:262] == b"ustar" or unpacked_opening(file)[257:262] == b"ustar"

    def members(self, file: InputFile) -> Iterator[InputFile | RawItem]:
        """Yield its files in the archive's order."""
        unpacking = Unpacking(file.size)
        with file.open() as stream, _opened(lambda: tarfile.open(fileobj=stream, mode="r|*")) as archive:
            try:
                for info in archive:
                    reason = _left_out(info.name)
                    if info.isdir() or reason == _HIDDEN:
                        continue
                    member = archive.extractfile(info) if info.isreg() else None
                    if reason or member is None:
                        told = reason or "it is a link or a device, not a file"
                        yield RawItem(key=info.name, name=info.name, unreadable=told)
                        continue
                    yield unpacking.unpack(member, name=info.name)
            except _DAMAGED as error:
                raise UnreadableError(f"the archive breaks off: {error}") from error


class CompressedFile:
    """Opens one file packed by gzip, bzip2 or xz."""

    form = "a packed file"

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file is packed so."""
        return _opener(file.opening) is not None

    def members(self, file: InputFile) -> Iterator[InputFile | RawItem]:
        """Yield what it unpacks to, under its name without the last ending."""
        opener = _opener(file.opening)
        path = PurePosixPath(file.name)
        if opener is None:
            return
        with file.open() as stream:
            try:
                yield Unpacking(file.size).unpack(
                    opener(stream), name=path.with_suffix("").name or path.name, url=file.url
                )
            except _DAMAGED as error:
                raise UnreadableError(f"the file cannot be unpacked: {error}") from error


_OPENERS: dict[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream), b"BZh": bz2.BZ2File, b"\xfd7zXZ": lzma.LZMAFile,
}  # fmt: skip
_HIDDEN = "hidden"


def _opener(opening: bytes) -> Callable[[BinaryIO], Any] | None:
    return next((opener for signature, opener in _OPENERS.items() if opening.startswith(signature)), None)


def unpacked_opening(file: InputFile) -> bytes:
    """Return the first bytes of what a packed file unpacks to, b'' for one that is not packed, or is damaged."""
    opener = _opener(file.opening)
    if opener is None:
        return b""
    try:
        with file.open() as stream:
            opened: bytes = opener(stream).read(512)
            return opened
    except _DAMAGED:
        return b""


def _left_out(name: str) -> str:
    """Return why a member is not read: its path leads out of the archive, or it is hidden; '' where it is read."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "its path leads out of the archive"
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return _HIDDEN if hidden else ""


def _opened(open_archive: Callable[[], _T]) -> _T:
    try:
        return open_archive()
    except (*_DAMAGED, NotImplementedError) as error:
        raise UnreadableError(f"the archive cannot be opened: {error}") from error
