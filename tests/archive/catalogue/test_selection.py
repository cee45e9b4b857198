"""Selections: which passages a search may return, by voice, speaker, day and kind; and whom prose quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.releases import Voice
from archive.store import Store


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), 3),
        (Selection(speakers=("Ida Vale",)), 2),
        (Selection(speakers=("MS. VALE",)), 2),
        (Selection(since=date(2031, 5, 1), until=date(2031, 5, 1)), 3),
        (Selection(since=date(2031, 5, 2)), 0),
        (Selection(kinds=("speech",)), 0),
        (Selection(kinds=("press briefing",), voices=(Voice.REPORTER,)), 1),
    ],
)
def test_select(store: Path, selection: Selection, expected: int) -> None:
    assert len(Store(store).generation().catalogue.select(selection)) == expected


@pytest.mark.parametrize(
    ("selection", "starts"),
    [
        # Who asks for somebody's words means those that prose quotes too, but never another's turn under a label.
        (Selection(speakers=("Ida Vale",)), ["MS. VALE", "MS. VALE", "b", "c"]),
        (Selection(speakers=("Ida Vale",), voices=(Voice.OFFICIAL,)), ["MS. VALE", "MS. VALE", "b", "c"]),
        (Selection(speakers=("Ida Vale",), voices=(Voice.REPORTER,)), []),
        (Selection(voices=(Voice.GUEST,)), ["b", "c"]),
        (Selection(voices=(Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST)), ["MS. VALE", "MS. VALE", "b", "c"]),
        (Selection(voices=(Voice.GUEST,), until=date(2031, 5, 2)), ["b"]),
        (Selection(speakers=("Nobody",)), []),
    ],
)
def test_who_is_quoted_in_prose_is_selected_with_it(
    catalogue: CatalogueReader, selection: Selection, starts: list[str]
) -> None:
    found = catalogue.passages([int(one) for one in catalogue.select(selection)])
    assert [one.label or one.release_id[0] for one in found] == starts
    ids, _ = catalogue.vectors(selection)
    assert ids.tolist() == catalogue.select(selection).tolist()
