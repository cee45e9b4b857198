"""Reading a catalogue: releases with their quotations and earlier versions, relations, and the facts about the whole."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.errors import SchemaError, UsageError
from archive.generations import CATALOGUE, generation_folder
from archive.reader import CatalogueReader
from archive.releases import Quotation, Voice
from archive.store import Store
from tests.archive.conftest import make_release, write_generation


def test_other_schema_is_refused_with_the_command(store: Path) -> None:
    path = generation_folder(store, 1) / CATALOGUE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(SchemaError, match=r"schema 999, this program reads 4"):
        CatalogueReader(path)


def test_related_releases_come_with_amendments_first_and_the_merely_alike_last(catalogue: CatalogueReader) -> None:
    assert [one.other_id for one in catalogue.related("b/quay.md")] == ["d/gone.md", "a/ferry.md", "c/quay.md"]
    assert catalogue.related("a/ferry.md") == []


def test_earlier_versions_can_be_read(catalogue: CatalogueReader) -> None:
    ((release_id, version, text),) = catalogue.earlier_texts()
    assert (release_id, version, "noon" in text) == ("a/ferry.md", 1, True)
    assert catalogue.earlier_texts("b/quay.md") == []
    earlier = catalogue.earlier_version("a/ferry.md", 1)
    assert earlier.text == text
    assert [(turn.voice.value, turn.speaker) for turn in earlier.turns] == [
        ("official", "Ida Vale"), ("reporter", None), ("official", "Ida Vale"), ("furniture", None),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="no version 2"):
        catalogue.earlier_version("a/ferry.md", 2)


def test_what_no_passage_holds_is_furniture_and_what_was_withdrawn(catalogue: CatalogueReader) -> None:
    texts = catalogue.texts(["a/ferry.md", "d/gone.md"])
    assert [texts[i][start:end] for i, start, end in catalogue.unindexed_turns()] == [
        "Posted by the Harbour Office.", "Nobody sails.",
    ]  # fmt: skip


def test_facts_about_the_whole_leave_out_what_was_withdrawn(catalogue: CatalogueReader) -> None:
    assert catalogue.days == (date(2031, 5, 1), date(2031, 5, 3))
    assert list(catalogue.count_kinds().items()) == [("notice", 2), ("press briefing", 1)]
    assert catalogue.titles_by_kind()[-1] == ("notice", "Notice c/quay.md")
    assert catalogue.known_releases()["d/gone.md"].withdrawn
    assert catalogue.quarantined() == {("/archive", "e.pdf"): ("d9", "is a PDF")}


def test_the_latest_of_each_kind_in_turn_with_its_only_speaker(catalogue: CatalogueReader) -> None:
    assert catalogue.latest_by_kind([Voice.OFFICIAL, Voice.OFFICE], limit=9) == [
        ("Notice c/quay.md", None), ("Briefing a/ferry.md", "Ida Vale"), ("Notice b/quay.md", None),
    ]  # fmt: skip
    assert catalogue.latest_by_kind([Voice.OFFICIAL], limit=9) == [("Briefing a/ferry.md", "Ida Vale")]


def test_release_that_is_not_there_is_named(catalogue: CatalogueReader) -> None:
    with pytest.raises(UsageError, match=r"no release 'x\.md' in this archive"):
        catalogue.release("x.md")


FIRST = Quotation(start=10, end=20, speaker="Ida Vale", voice=Voice.OFFICIAL, cue="Vale said", confidence=0.9)
SECOND = Quotation(start=30, end=40, speaker=None, voice=Voice.GUEST, cue="", confidence=0.3)


@pytest.fixture
def quoting(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    write_generation(folder, [replace(make_release(), quotations=(FIRST, SECOND))])
    return folder


def test_a_release_comes_back_with_its_quotations(quoting: Path) -> None:
    catalogue = Store(quoting).generation().catalogue
    assert catalogue.release("a/ferry.md").release.quotations == (FIRST, SECOND)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(0, 10, []), (0, 11, [FIRST]), (12, 15, [FIRST]), (19, 31, [FIRST, SECOND]), (20, 30, []), (40, 50, [])],
)
def test_within_is_what_shares_a_character(quoting: Path, start: int, end: int, found: list[Quotation]) -> None:
    assert Store(quoting).generation().catalogue.quotations_within("a/ferry.md", start, end) == found


def test_a_new_version_has_its_own(quoting: Path) -> None:
    write_generation(quoting, [replace(make_release(text="Q Is it so? MS. VALE: It is. Posted"), digest="d2")])
    catalogue = Store(quoting).generation().catalogue
    assert catalogue.release("a/ferry.md").release.quotations == ()
    assert catalogue.earlier_version("a/ferry.md", 1).quotations == (FIRST, SECOND)
