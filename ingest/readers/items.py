"""Items: what the releases of a file are made from, whatever the file holds: one, many, or other files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive import UnreadableError
from ingest.readers.forms import recognise
from ingest.readers.reader import Container, InputFile, RawItem, Reader, ReadOptions

_DEEPEST = 3  # archives within archives


def open_file(path: Path, *, name: str) -> InputFile:
    """Return a file on disk as an input; ``name`` is its path below the ingested root."""
    return InputFile(name=name, size=path.stat().st_size, open=lambda: path.open("rb"))


def file_of(data: bytes, *, name: str) -> InputFile:
    """Return bytes in memory as a file."""
    return InputFile(name=name, size=len(data), open=lambda: io.BytesIO(data))


def split_file(file: InputFile, options: ReadOptions, *, depth: int = 0) -> Iterator[tuple[Reader | None, RawItem]]:
    """Yield each item of a file with its reader; None where the item is a member that cannot be read.

    An item's key leads from the file to it: 'inside.xml#item' in an archive. Raises UnreadableError where the file itself
    has no form that is known, or breaks off.
    """
    found = recognise(file)
    if not isinstance(found, Container):
        for item in found.split(file, options):
            yield found, replace(item, url=item.url or file.url)
        return
    if depth == _DEEPEST:
        raise UnreadableError(f"archives are packed within each other more than {_DEEPEST} deep: unpack it")
    for member in found.members(file):
        if isinstance(member, RawItem):
            yield None, member
            continue
        own_key = member.url or member.name
        try:
            for reader, item in split_file(member, options, depth=depth + 1):
                yield reader, replace(item, key=f"{own_key}#{item.key}" if item.key else own_key)
        except UnreadableError as error:
            yield None, RawItem(key=own_key, name=member.name, unreadable=str(error))
