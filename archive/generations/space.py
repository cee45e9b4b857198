"""Space: a disk that is full or cannot be written, told as what it is, with the folder and what to do."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from archive.errors import StoreError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_MEGABYTE = 1_000_000
_SQLITE_FULL = (
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_SHMSIZE",
)


@contextmanager
def telling_of_space(folder: Path) -> Iterator[None]:
    """Raise StoreError in place of what the system says where a folder, or that for temporary files, cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreError(_tell_full(folder, error)) from error
        if error.errno in _REFUSED:
            raise StoreError(
                f"the store {folder} cannot be written ({error}): give --store a folder that you may write to"
            ) from error
        if error.errno == errno.EIO:
            raise StoreError(
                f"the disk of the store {folder} fails ({error}): see to the disk. What was published before is as it was"
            ) from error
        raise
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(_SQLITE_FULL):
            raise StoreError(_tell_full(folder, error)) from error
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            raise StoreError(
                f"the store {folder} cannot be written ({error}): give --store a folder that you may write to"
            ) from error
        if name.startswith(("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise StoreError(
                f"the staged files of the store {folder} do not hold ({error}): run the same command again. If it is said again,"
                f" see to the disk. What was published before is as it was"
            ) from error
        raise


def tell_room(folder: Path) -> str:
    """Return how much room is left in a folder and in that for temporary files, in words."""
    return " and ".join(
        f"{shutil.disk_usage(place).free / _MEGABYTE:,.0f} MB are free in {place}"
        for place in dict.fromkeys([_existing(folder), Path(gettempdir())])
    )


def _tell_full(folder: Path, error: Exception) -> str:
    return (
        f"there is no room to write the store {folder} ({error}; {tell_room(folder)}): make room, or have the limit on the size"
        " of files raised, and run the same command again. What was published before is as it was, and goes on being read"
    )


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())
