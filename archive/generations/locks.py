"""Locks: one writer of a store at a time, and generations that are not removed while somebody reads them.

They are locks of the operating system (``flock``), which a process loses when it dies, however it dies. A reader needs no right
to write: it locks a file that it only opens for reading.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psutil
from filelock import FileLock, Timeout

from archive.errors import StoreBusyError, StoreError, UsageError
from archive.generations.space import telling_of_space

if sys.platform == "win32":  # there an open file cannot be removed anyway

    def _lock(_file: IO[bytes], *, alone: bool) -> bool | None:
        return None
else:
    import fcntl

    def _lock(file: IO[bytes], *, alone: bool) -> bool | None:
        """Return whether the lock was taken, for this process alone or with others; None where the file takes no locks."""
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True


_HOLDER = "writer.json"
_LOCK = "writer.lock"
_PATIENCE = 0.5  # seconds; whoever only looks whether there is a writer holds the lock for less
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


@contextmanager
def locked(store: Path, *, doing: str) -> Iterator[None]:
    """Hold the store's lock for writing; raises StoreBusyError, which names the holder, where another process has it.

    Raises StoreError where the folder cannot be written or takes no locks, and where the disk is full, what happens inside
    among it: the message names the folder and what to do.
    """
    if store.exists() and not store.is_dir():
        raise UsageError(f"the store {store} is a file: give --store a folder")
    with telling_of_space(store):
        lock = _take(store)
        try:
            holder = {"pid": os.getpid(), "host": socket.gethostname(), "doing": doing, "since": _now()}
            (store / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")
            yield
        finally:
            with suppress(OSError):  # a disk that has just become unwritable: the lock is what counts
                (store / _HOLDER).unlink(missing_ok=True)
            lock.release()


def _take(store: Path) -> FileLock:
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / _LOCK)
        lock.acquire(timeout=_PATIENCE)
    except Timeout as error:
        raise StoreBusyError(
            f"the store {store} is being written by {_holder(store)}: wait until it is done, or stop it"
        ) from error
    except NotImplementedError as error:
        raise _takes_no_locks(store, error) from error
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise _takes_no_locks(store, error) from error
        raise
    return lock


def _takes_no_locks(store: Path, error: Exception) -> StoreError:
    return StoreError(
        f"the store {store} cannot be locked ({error}): two writers would harm each other. Give --store a folder on a disk of"
        " this machine, or on a network file system with locks (NFS 4)"
    )


def is_being_written(store: Path) -> bool:
    """Whether a writer holds the store now; needs no right to write."""
    return _is_locked(store / _LOCK)


class HeldFile:
    """A file of a generation that is open and locked, so that the generation is not removed; let go with the last reference."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the open file."""
        weakref.finalize(self, file.close)


def hold(path: Path) -> HeldFile | None:
    """Lock a file of a generation for reading; None where it is gone, or just being removed."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    if _lock(file, alone=False) is False:
        file.close()
        return None
    return HeldFile(file)  # without locks, too: the generation before the current one is kept for such readers


@contextmanager
def unused(path: Path) -> Iterator[bool]:
    """Yield whether no reader holds the generation with this file; none can begin to until the block ends."""
    try:
        file = path.open("rb+" if os.access(path, os.W_OK) else "rb")
    except FileNotFoundError:
        yield True
        return
    with file:
        yield _lock(file, alone=True) is not False


def _is_locked(path: Path) -> bool:
    try:
        file = path.open("rb")
    except OSError:
        return False
    with file:
        taken = _lock(file, alone=False)
    return (path.parent / _HOLDER).exists() if taken is None else not taken


def _holder(store: Path) -> str:
    """Return who holds the lock, in words; a writer that has only just begun has not said so yet."""
    said = _read_holder(store)
    if said is None:
        time.sleep(_PATIENCE)
        said = _read_holder(store)
    if said is None:
        return "another process, which does not say who it is"
    told = f"process {said['pid']} on {said['host']} ({said['doing']}, since {said['since']})"
    if said["host"] == socket.gethostname() and not psutil.pid_exists(int(said["pid"])):
        return f"what is left of {told}, which has died"
    return told


def _read_holder(store: Path) -> dict[str, str] | None:
    try:
        said = json.loads((store / _HOLDER).read_text(encoding="utf-8"))
        return {name: str(said[name]) for name in ("pid", "host", "doing", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
