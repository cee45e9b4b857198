"""Sources: the files below the paths to ingest, each with the id that its release will have."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive import UsageError
from ingest.fetching import FetchLimits, fetch_addresses, is_address
from ingest.people import FILE_NAME
from ingest.progress import Progress
from ingest.readers import MAP_NAME

FETCHED = "fetched"  # the folder inside the store's own that holds what was fetched from addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file: its id (the path below ``root``, with forward slashes, or an address), its SHA-256 in hexadecimal, its size.

    ``url`` is the address that it was fetched from, None for others.
    """

    id: str
    root: str
    path: Path
    digest: str
    size: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """The files below one path. ``whole`` is whether the path is a folder, so that a file that is not among them is gone.

    ``excluded`` are the paths that a rule leaves out, ``unreadable`` the reason why a file cannot be read, by its id.
    Of addresses, ``left_out`` says by which rule one is no release, ``gone`` are the ids that their publisher has taken away,
    ``unfetched`` the reason why an address could not be fetched (what it held before is kept), and ``waiting`` how many are left
    for another run.
    """

    root: str
    whole: bool
    files: tuple[SourceFile, ...]
    excluded: tuple[str, ...] = ()
    unreadable: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    unfetched: dict[str, str] = field(default_factory=dict)
    waiting: int = 0


_DAY_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def day_in_path(file: SourceFile) -> str:
    """Return the latest day or month that a file's path shows, as digits that sort by time; '' where it shows none."""
    return max(("".join(filter(None, found.groups())) for found in _DAY_IN_PATH.finditer(file.id)), default="")


def split_paths(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return (paths, addresses) of what was given to ingest."""
    addresses = [one for one in given if is_address(one)]
    return [one for one in given if one not in addresses], addresses


def find_fetched(addresses: Sequence[str], *, store: Path, limits: FetchLimits, progress: Progress) -> FoundFiles:
    """Fetch these addresses, and what they list, into the store's folder; return the files that are kept of them.

    Raises UsageError for what is no address that can be fetched.
    """
    folder = (store / FETCHED).resolve()
    progress.begin("fetching, at most", limits.pages)
    fetched = fetch_addresses(addresses, folder=folder, limits=limits, tell=progress.reach)
    files = []
    for address, kept in fetched.pages.items():
        path = folder / kept.file
        size = path.stat().st_size
        files.append(SourceFile(id=address, root=str(folder), path=path, digest=kept.digest, size=size, url=address))
    return FoundFiles(
        root=str(folder),
        whole=False,
        files=tuple(files),
        left_out=fetched.left_out,
        gone=tuple(sorted(fetched.gone)),
        unfetched=fetched.failed,
        waiting=fetched.waiting,
    )


def find_files(given: str, *, known_roots: Collection[str] = ()) -> FoundFiles:
    """Return the files below a folder, or one file; raises UsageError for what is neither.

    One file below a folder that was ingested before (``known_roots``) keeps the id that it has there. Hidden
    files and folders (a name that begins with a dot) are excluded, by that rule, and so is the folder's people.toml.
    """
    path = Path(given).expanduser().resolve()
    if not path.exists():
        raise UsageError(
            f"no file or folder {given}: give the path of a folder of releases, or an address that begins with https://"
        )
    if path.is_file():
        around = [parent for parent in path.parents if str(parent) in known_roots]
        return _read_digests(around[0] if around else path.parent, [path], excluded=[], whole=False)
    found: list[Path] = []
    excluded: list[str] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(".") or file in (path / FILE_NAME, path / MAP_NAME):
                excluded.append(file.relative_to(path).as_posix())
            else:
                found.append(file)
    return _read_digests(path, found, excluded=excluded, whole=True)


def _read_digests(root: Path, paths: list[Path], *, excluded: list[str], whole: bool) -> FoundFiles:
    files: list[SourceFile] = []
    unreadable: dict[str, str] = {}
    for path in paths:
        release_id = path.relative_to(root).as_posix()
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = path.stat().st_size
        except OSError as error:
            unreadable[release_id] = f"cannot be read: {error.strerror or error}"
            continue
        files.append(SourceFile(id=release_id, root=str(root), path=path, digest=digest, size=size))
    return FoundFiles(root=str(root), whole=whole, files=tuple(files), excluded=tuple(excluded), unreadable=unreadable)
