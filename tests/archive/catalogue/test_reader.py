"""Reading a catalogue: releases with their quotations and earlier versions, relations, and the facts about the whole."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader, ReleaseHead
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.errors import SchemaError, UsageError
from archive.generations.checks import CATALOGUE
from archive.generations.generations import generation_folder
from archive.releases import Quotation, Voice
from archive.store import Store
from tests.archive.conftest import fill, make_release, write_generation


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
    assert list(catalogue.kinds.items()) == [("notice", 2), ("press briefing", 1)]
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


def test_undated_and_paged_releases_come_back_as_they_were_put(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    undated = replace(make_release("z/undated.md"), date=None, pages=(0, 20, 60))
    first = replace(undated, text=undated.text.replace("dawn", "noon"), digest="d0", pages=(0, 30))
    withdrawn = replace(make_release("y/gone.md"), date=None)
    with CatalogueWriter(path) as writer:
        fill(writer, [first, withdrawn])
        fill(writer, [undated, make_release("a/later.md", day=date(2031, 5, 2)), make_release("b/first.md")])
        assert [one.id for one in writer.current_releases()][-2:] == ["y/gone.md", "z/undated.md"]
        with writer.transaction():
            writer.withdraw("y/gone.md")
    catalogue = CatalogueReader(path)
    assert catalogue.release("z/undated.md").release == undated
    assert catalogue.earlier_version("z/undated.md", 1).pages == (0, 30)
    assert {one.date for one in catalogue.passages_of("z/undated.md")} == {None}
    assert catalogue.heads(["z/undated.md", "b/first.md"]) == {
        "z/undated.md": ReleaseHead(title=undated.title, url=undated.url, version=2, pages=(0, 20, 60)),
        "b/first.md": ReleaseHead(title="Briefing b/first.md", url=undated.url),
    }
    assert catalogue.days == (date(2031, 5, 1), date(2031, 5, 2))
    assert catalogue.undated_releases() == ["z/undated.md"]
    found = catalogue.passages(catalogue.find_phrase("the ferry", limit=9))
    assert [one.release_id for one in found] == ["b/first.md", "a/later.md", "z/undated.md"]


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(since=date(2031, 1, 1)), 1),
        (Selection(until=date(2031, 1, 1), voices=(Voice.OFFICIAL,)), 1),
        (Selection(since=date(2031, 1, 1), kinds=("notice",)), 0),
        (Selection(since=date(2031, 1, 1), speakers=("Ruth Orr",)), 0),
    ],
)
def test_a_period_holds_no_undated_release(tmp_path: Path, selection: Selection, count: int) -> None:
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        fill(writer, [make_release(), replace(make_release("z/undated.md"), date=None)])
    catalogue = CatalogueReader(path)
    assert catalogue.passages_of("z/undated.md", selection) == []
    assert catalogue.count_undated(selection) == count


def test_an_archive_without_dates_has_no_days(tmp_path: Path) -> None:
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer:
        fill(writer, [replace(make_release(), date=None)])
    assert CatalogueReader(tmp_path / "catalogue.sqlite").days is None
