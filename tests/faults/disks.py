"""Disks that are full or cannot be written, really: a small tmpfs, where this machine lets one be mounted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SmallDisk:
    """A mounted tmpfs."""

    folder: Path

    def fill(self, *, leave: int = 0) -> Path:
        """Fill it with one file, but for so many bytes; return the file."""
        ballast = self.folder / "ballast"
        free = os.statvfs(self.folder)
        with ballast.open("wb") as file:
            file.write(b"\0" * max(0, free.f_bavail * free.f_frsize - leave))
        return ballast

    def make_read_only(self) -> None:
        """Let nobody write to it."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)


@contextmanager
def on_a_small_disk(folder: Path, *, megabytes: float) -> Iterator[SmallDisk]:
    """Yield a disk of this size; the test is skipped where none can be mounted."""
    folder.mkdir()
    size = f"size={int(megabytes * 1024)}k"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=False, capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
