"""Quotations in the catalogue: kept with their release, found by span, gone with an older version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.releases import Quotation, Voice
from archive.store import Store
from tests.archive.conftest import make_release, write_generation

FIRST = Quotation(start=10, end=20, speaker="Ida Vale", voice=Voice.OFFICIAL, cue="Vale said", confidence=0.9)
SECOND = Quotation(start=30, end=40, speaker=None, voice=Voice.GUEST, cue="", confidence=0.3)


@pytest.fixture
def quoting(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    write_generation(folder, [replace(make_release(), quotations=(FIRST, SECOND))])
    return folder


def test_a_release_comes_back_with_its_quotations(quoting: Path) -> None:
    catalogue = Store(quoting).generation().catalogue
    assert catalogue.quotations_of("a/ferry.md") == [FIRST, SECOND]
    assert catalogue.release("a/ferry.md").release.quotations == (FIRST, SECOND)
    assert catalogue.quotations_of("a/other.md") == []


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(0, 10, []), (0, 11, [FIRST]), (12, 15, [FIRST]), (19, 31, [FIRST, SECOND]), (20, 30, []), (40, 50, [])],
)
def test_within_is_what_shares_a_character(quoting: Path, start: int, end: int, found: list[Quotation]) -> None:
    assert Store(quoting).generation().catalogue.quotations_within("a/ferry.md", start, end) == found


def test_a_new_version_has_its_own(quoting: Path) -> None:
    write_generation(quoting, [replace(make_release(text="Q Is it so? MS. VALE: It is. Posted"), digest="d2")])
    assert Store(quoting).generation().catalogue.quotations_of("a/ferry.md") == []
