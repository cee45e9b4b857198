"""Checks: the files of a published generation against the checksums that it was published with, before any is opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import StoreDamagedError
from archive.generations.checked_files import CheckedFiles, read_checksum

CATALOGUE = "catalogue.sqlite"
INDEX = "vectors"
ROWS = "vectors-rows.npz"  # what the index holds and what it lacks (index_rows.py)
MANIFEST = "manifest.json"
Stamp = tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFile:
    """A file of a generation that is not as it was published: its path in the generation's folder, and what is wrong."""

    name: str
    state: str

    @property
    def of_index(self) -> bool:
        """Whether it belongs to the vector index, which can be made again from the catalogue."""
        return self.name == ROWS or self.name.startswith(f"{INDEX}/")


def read_published(folder: Path) -> dict[str, Any]:
    """Return what a generation was published with; raises StoreDamagedError where that is not there, or is torn."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(name): str(checksum) for name, checksum in manifest["files"].items()}
        sealed = manifest.get("seal")
        if CATALOGUE not in files or int(manifest["generation"]) < 1 or sealed not in (None, _seal(files)):
            raise ValueError("it does not say what a manifest says")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamagedError(f"{folder} has no readable {MANIFEST} ({error}): run 'otr rebuild'") from error
    return dict(manifest)


def write_manifest(folder: Path, number: int, published: str, *, contents: str) -> None:
    """Checksum the files of a folder, and write down what they are; ``contents`` is the checksum of what the catalogue holds."""
    files = checksums(folder)
    manifest = {
        "generation": number,
        "published": published,
        "files": files,
        "seal": _seal(files),
        "contents": contents,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def find_damage(folder: Path, *, anew: bool = False) -> list[DamagedFile]:
    """Return the files of a generation that are not as they were published; raises StoreDamagedError without a manifest.

    A large file that was read before, and was not written since, is only read with ``anew`` (checked_files.py).
    """
    found: list[DamagedFile] = []
    checked = CheckedFiles(folder, anew=anew)
    for name, expected in read_published(folder)["files"].items():
        try:
            state = "" if checked.checksum(name) == expected else "is not what was published"
        except FileNotFoundError:
            state = "is missing"
        except OSError as error:
            state = f"cannot be read ({error})"
        if state:
            found.append(DamagedFile(name=name, state=state))
    checked.keep()
    return found


def check_files(folder: Path, *, index: bool = True) -> Path:
    """Return the folder of a generation whose files are as they were published; ``index`` says whether its index counts.

    Raises StoreDamagedError, which names the first that is not.
    """
    for damaged in find_damage(folder):
        if index or not damaged.of_index:
            raise StoreDamagedError(f"{folder / damaged.name} {damaged.state}: run 'otr rebuild'")
    return folder


def has_index(folder: Path) -> bool:
    """Whether a generation was published with a vector index."""
    return any(name.startswith(f"{INDEX}/") for name in read_published(folder)["files"])


def stamp(folder: Path) -> Stamp:
    """Return what changes when a file of a folder is written, replaced, cut off or removed; reads none of them."""
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            said = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            found.append((path.name, said.st_size, said.st_mtime_ns, said.st_ctime_ns, said.st_ino))
    return tuple(found)


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but its manifest and what is the writer's own, by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _NOT_PUBLISHED)
    return {path.relative_to(folder).as_posix(): read_checksum(path) for path in files}


PROGRESS = "progress.json"
BASE = "base.json"
_NOT_PUBLISHED = {MANIFEST, PROGRESS, BASE}


def _seal(files: dict[str, str]) -> str:
    """Return a checksum over the checksums, so that one that was changed is known for it."""
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
