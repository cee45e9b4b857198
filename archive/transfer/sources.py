"""Sources of exports: a file here, an address on the web, an object in a store of objects (with fsspec's library for it)."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import httpx

from archive.errors import NotFoundError, StoreError, UsageError
from archive.transfer.manifest import LONGEST_MANIFEST, ExportError, ExportNotice
from archive.transfer.unpacking import check_room

_BLOCK = 1 << 20  # bytes
_TIMES = httpx.Timeout(30.0, connect=10.0)  # seconds between two pieces, not for the whole
_PARTIAL, _PARTIAL_OF = "import.part", "import.json"
Told = Callable[[int, int], None]  # told (bytes there, bytes in all; 0: unknown)


class ExportSource(Protocol):
    """Where an export comes from."""

    @property
    def name(self) -> str:
        """What errors and the store call it: without a secret that its address may hold."""
        ...

    def notice(self) -> ExportNotice | None:
        """Return what stands beside the export, None where nothing does; raises StoreError where it cannot be asked."""
        ...

    def fetch(self, into: Path, notice: ExportNotice | None, *, told: Told) -> Path:
        """Return the export as a file, fetched into a folder where it is not one already.

        What was fetched of it before is gone on with. Raises StoreError where it breaks off, ExportError where it is not what
        ``notice`` says.
        """
        ...


def find_export(given: str) -> ExportSource:
    """Return the source that a path or an address names; raises UsageError for one that cannot be read here."""
    scheme = urlsplit(given).scheme.lower()
    if scheme in ("http", "https"):
        return WebExport(given)
    if "://" in given:
        return ObjectExport(given)
    return FileExport(Path(given).expanduser())


@dataclass(frozen=True, slots=True)
class FileExport:
    """A file of this machine."""

    path: Path

    @property
    def name(self) -> str:
        """Its path."""
        return str(self.path)

    def notice(self) -> ExportNotice | None:
        """Return what stands beside it."""
        try:
            data = self.path.with_name(f"{self.path.name}.json").read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"what stands beside {self.path} cannot be read ({error})") from error
        return ExportNotice.read(data, source=f"{self.path}.json")

    def fetch(self, into: Path, notice: ExportNotice | None, *, told: Told) -> Path:
        """Return the file; raises NotFoundError where there is none."""
        if not self.path.is_file():
            raise NotFoundError(f"there is no file {self.path}: give what 'otr export' wrote, or an address of it")
        return self.path


class _FetchedExport(ABC):
    """What comes in pieces: it is kept beside the store as far as it came, and gone on with the next time."""

    name: str

    def fetch(self, into: Path, notice: ExportNotice | None, *, told: Told) -> Path:
        """Return the fetched file."""
        part, of = into / _PARTIAL, into / _PARTIAL_OF
        into.mkdir(parents=True, exist_ok=True)
        known = _read_known(of) if part.is_file() else {}
        have = part.stat().st_size if part.is_file() else 0
        whole, mark, tag = notice.size if notice else 0, notice.sha256 if notice else "", known.get("tag", "")
        same = known.get("name") == self.name and known.get("mark") == mark and bool(mark or tag)
        if not (same and whole and have == whole):
            with self._pieces(have if same else 0, tag) as (pieces, at, total, seen):
                of.write_text(json.dumps({"name": self.name, "mark": mark, "tag": seen}), encoding="utf-8")
                _write(pieces, part, at=at, whole=whole or total, what=self.name, told=told)
        if notice is not None:
            self._check(part, notice)
        return part

    def _check(self, part: Path, notice: ExportNotice) -> None:
        with part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != notice.sha256:
            raise ExportError(
                f"{self.name} is not what {notice.file}.json beside it says: it may be written anew just now. Run it again"
            )

    @abstractmethod
    def _pieces(self, start: int, tag: str) -> AbstractContextManager[tuple[Iterator[bytes], int, int, str]]:
        """Yield (pieces, where they begin, bytes in all, what tells this version from others).

        ``start`` is how much is there of the version that ``tag`` tells, '' where it is not known.
        """


class WebExport(_FetchedExport):
    """An address of the web, with http or https; a presigned one of an object, say."""

    def __init__(self, address: str) -> None:
        self._address = address
        parts = urlsplit(address)
        self._beside = urlunsplit(parts._replace(path=f"{parts.path}.json"))
        self.name = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))

    def notice(self) -> ExportNotice | None:
        """Return what stands beside it; None where the server has nothing there, or does not show it."""
        try:
            with httpx.stream("GET", self._beside, timeout=_TIMES, follow_redirects=True) as answer:
                if answer.status_code in (403, 404, 410):
                    return None
                answer.raise_for_status()
                data = b""
                for piece in answer.iter_bytes():
                    data += piece
                    if len(data) > LONGEST_MANIFEST:
                        raise ExportError(f"{self.name}.json is longer than what 'otr export' writes: give its address")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _not_fetched(f"{self.name}.json", error) from error
        return ExportNotice.read(data, source=f"{self.name}.json")

    @contextmanager
    def _pieces(self, start: int, tag: str) -> Iterator[tuple[Iterator[bytes], int, int, str]]:
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers |= {"Range": f"bytes={start}-"} | ({"If-Range": tag} if tag else {})
        try:
            with httpx.stream("GET", self._address, headers=headers, timeout=_TIMES, follow_redirects=True) as answer:
                if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise ExportError(
                        f"{self.name} is shorter than what was fetched of it: it was written anew. Run it again"
                    )
                if answer.status_code == httpx.codes.NOT_FOUND:
                    raise NotFoundError(f"there is nothing at {self.name}: give the address of what 'otr export' wrote")
                answer.raise_for_status()
                at = start if answer.status_code == httpx.codes.PARTIAL_CONTENT else 0
                length = int(answer.headers.get("content-length") or 0)
                seen = answer.headers.get("etag", "")
                yield answer.iter_raw(), at, at + length if length else 0, "" if seen.startswith("W/") else seen
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _not_fetched(self.name, error) from error


class ObjectExport(_FetchedExport):
    """An object in a store of objects: s3://bucket/name and whatever else fsspec knows where its library is installed."""

    def __init__(self, address: str) -> None:
        self.name = address
        try:
            import fsspec

            self._system, self._path = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"{address} cannot be read here ({error}): install the library that fsspec wants for it (s3fs for s3://), or give"
                " an address with https, a presigned one, say"
            ) from error

    def notice(self) -> ExportNotice | None:
        """Return what stands beside it."""
        with self._telling(f"{self.name}.json"):
            try:
                data = self._system.cat_file(f"{self._path}.json", end=LONGEST_MANIFEST)
            except FileNotFoundError:
                return None
        return ExportNotice.read(data, source=f"{self.name}.json")

    @contextmanager
    def _pieces(self, start: int, tag: str) -> Iterator[tuple[Iterator[bytes], int, int, str]]:
        with self._telling(self.name):
            told = self._system.info(self._path)
            seen = str(told.get("ETag") or "")
            at = start if not tag or tag == seen else 0
            with self._system.open(self._path, "rb") as file:
                file.seek(at)
                yield iter(lambda: file.read(_BLOCK), b""), at, int(told["size"]), seen

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except FileNotFoundError as error:
            raise NotFoundError(f"there is nothing at {what}: give the address of what 'otr export' wrote") from error
        except Exception as error:  # each of fsspec's libraries has errors of its own
            if what.endswith(".json") and isinstance(error, FileNotFoundError):
                raise
            raise _not_fetched(what, error) from error


def forget_partial(store: Path) -> None:
    """Remove what was fetched of an export: it is imported."""
    for path in partial_files(store):
        path.unlink()


def partial_files(store: Path) -> list[Path]:
    """Return what is there of an export that was fetched in part."""
    return [path for path in (store / _PARTIAL, store / _PARTIAL_OF) if path.is_file()]


def _write(pieces: Iterator[bytes], part: Path, *, at: int, whole: int, what: str, told: Told) -> None:
    """Write pieces to a file from a place on; raises StoreError where they are more or fewer than they should be."""
    check_room(part.parent, max(0, whole - at), what=what)
    with part.open("r+b" if at else "wb") as file:
        file.seek(at)
        file.truncate()
        there = at
        for piece in pieces:
            there += len(piece)
            if whole and there > whole:
                raise ExportError(f"{what} is longer than it says, {whole:,} bytes: run it again")
            if not whole:
                check_room(part.parent, len(piece), what=what)
            file.write(piece)
            told(there, whole)
    if whole and there < whole:
        raise StoreError(
            f"{what} broke off after {there:,} of {whole:,} bytes: run it again, and it goes on from there"
        )


def _read_known(path: Path) -> Mapping[str, str]:
    with suppress(OSError, ValueError):
        said = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(said, dict):
            return {str(name): str(value) for name, value in said.items()}
    return {}


def _not_fetched(what: str, error: Exception) -> StoreError:
    return StoreError(
        f"{what} cannot be fetched ({type(error).__name__}: {str(error)[:200]}): run it again when it can"
    )
