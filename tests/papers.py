"""Papers: releases in a form of the tests' own, which may have no date, and may have pages.

A paper begins with a head of 'Field: value' lines and an empty line; a form feed begins each page but the first. Its reader
is one more of ingest's readers, so that what follows is what ingest makes of any file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from archive import Embedder
from ingest.build import ingest
from ingest.progress import SilentProgress
from ingest.readers import forms
from ingest.readers.reader import Document, InputFile, RawItem, ReadOptions, whole_file
from ingest.report import IngestReport

_HEAD = "Paper: "
_PAGE = "\f"


class PaperReader:
    """Reads papers."""

    form = "a paper"
    is_window = False

    def recognises(self, file: InputFile) -> bool:
        """Say whether the file begins with a paper's head."""
        return file.opening.startswith(_HEAD.encode())

    def split(self, file: InputFile, options: ReadOptions) -> Iterator[RawItem]:
        """Yield the whole file."""
        return whole_file(file)

    def read(self, item: RawItem, options: ReadOptions) -> Document:
        """Return what a paper says, with the pages of one that has any."""
        head, _, body = item.data.decode().partition("\n\n")
        fields = dict(line.split(": ", maxsplit=1) for line in head.splitlines())
        parts = body.strip().split(_PAGE)
        starts = [sum(map(len, parts[:n])) for n in range(len(parts))]
        return Document(
            title=fields["Paper"],
            date=date.fromisoformat(fields["Date"]) if "Date" in fields else None,
            kind=fields.get("Kind", "paper"),
            text="".join(parts),
            url=fields.get("URL"),
            pages=tuple(starts) if len(starts) > 1 else (),
        )


def ingest_papers(papers: Mapping[str, str], folder: Path, embedder: Embedder) -> tuple[Path, IngestReport]:
    """Write papers, by name, below a folder and ingest them; return the store, and what ingest reports."""
    source, store = folder / "in", folder / "store"
    for name, text in papers.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "MARKED_READERS", (PaperReader(), *forms.MARKED_READERS))
        report = ingest([str(source)], store=store, embedder=embedder, progress=SilentProgress())
    return store, report
