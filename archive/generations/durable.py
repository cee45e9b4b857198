"""Durable: files and folders that are on the disk, and not only in the machine's memory, before anything points to them."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Have a file's bytes, or a folder's list of names, written to the disk. Source: fsync(2)."""
    if os.name != "posix" and path.is_dir():
        return  # only there can a folder be opened
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Have all files and folders below a folder written to the disk, and the folder itself last."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what a folder holds comes before the folder
        sync(path)
    sync(folder)


def replace_durably(path: Path, text: str) -> None:
    """Write a small file whole: whoever reads it, after a power cut too, finds the old text or the new one."""
    fresh = path.with_name(f"{path.name}.next")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)
