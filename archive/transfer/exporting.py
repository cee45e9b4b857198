"""Exporting: the published generation into a file, and what stands beside it, for those who follow it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from archive.errors import StoreError
from archive.transfer.manifest import ExportError, ExportNotice
from archive.transfer.packing import PublishedFiles, pack


def export_to_file(
    published: PublishedFiles, path: Path, *, told: Callable[[int], None] = lambda _done: None
) -> ExportNotice:
    """Write the export to a file, and ``FILE.json`` beside it; where there is one already, it is replaced when this is whole.

    Raises StoreError where it cannot be written.
    """
    fresh = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            notice = pack(published, out, name=path.name, told=told)
            os.fsync(out.fileno())
        fresh.replace(path)
        _write_beside(path.with_name(f"{path.name}.json"), notice.write())
    except OSError as error:
        raise StoreError(f"the export {path} cannot be written ({error}): make room, or give another place") from error
    finally:
        if fresh.is_file():
            fresh.unlink()
    return notice


def already_exported(published: PublishedFiles, path: Path) -> ExportNotice | None:
    """Return what stands beside a file that is the export of just this generation already, None where it is none."""
    try:
        notice = ExportNotice.read(path.with_name(f"{path.name}.json").read_bytes(), source=f"{path}.json")
        same = notice.content == published.manifest.content and notice.size == path.stat().st_size
    except (OSError, ExportError):  # it is written anew
        return None
    return notice if same else None


def _write_beside(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.part")
    fresh.write_bytes(data)
    fresh.replace(path)
