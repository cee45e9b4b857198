"""Reading a catalogue: selections, words, neighbours, and the facts about the whole."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.errors import SchemaError, UsageError
from archive.generations import CATALOGUE, generation_folder
from archive.reader import CatalogueReader
from archive.releases import Quotation, Related, Relation, Release, Turn, Voice
from archive.selection import Selection
from archive.store import Store
from archive.writer import CatalogueWriter
from tests.archive.conftest import TEXT, cut, fill, make_release, write_generation


def test_passage_text_is_the_releases_text(store: Path) -> None:
    catalogue = Store(store).generation().catalogue
    text = catalogue.release("a/ferry.md").release.text
    passages = catalogue.passages([int(one) for one in catalogue.select(Selection())])
    assert len(passages) == 3
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)


def test_offsets_count_code_points_not_bytes(tmp_path: Path) -> None:
    text = TEXT.replace("ferry", "férry 🚢 naïve")
    write_generation(tmp_path, [make_release(text=text)])
    catalogue = Store(tmp_path).generation().catalogue
    assert [p.text for p in catalogue.passages([1, 2, 3])] == [p.text for p in cut(make_release(text=text))]


def test_ordinary_selection_leaves_the_reporter_out(store: Path) -> None:
    catalogue = Store(store).generation().catalogue
    official = Selection(voices=(Voice.OFFICIAL, Voice.OFFICE))
    found = catalogue.passages([one for one, _ in catalogue.search_words(["sank", "sail"], official, limit=9)])
    assert found
    assert {passage.voice for passage in found} == {Voice.OFFICIAL}
    asked = catalogue.search_words(["sank"], Selection(voices=(Voice.REPORTER,)), limit=9)
    assert [catalogue.passages([one])[0].voice for one, _ in asked] == [Voice.REPORTER]


@pytest.mark.parametrize(
    "word", ['"', "a AND b", "NEAR(", "*", "ferry OR", "col:ferry", "-ferry", "'; DROP TABLE releases"]
)
def test_words_of_a_question_are_never_operators(store: Path, word: str) -> None:
    catalogue = Store(store).generation().catalogue
    assert isinstance(catalogue.search_words([word], Selection(), limit=5), list)
    assert catalogue.count("releases") == 1


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


def test_other_schema_is_refused_with_the_command(store: Path) -> None:
    path = generation_folder(store, 1) / CATALOGUE
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(SchemaError, match=r"schema 999, this program reads 2"):
        CatalogueReader(path)


PROSE = "The quay is closed until noon. “The ferry waits,” Ms. Vale said. A captain called it “a bad day.”"
QUOTED = tuple(
    Quotation(start=at + 1, end=at + len(words), speaker=speaker, voice=voice, cue="said", confidence=0.9)
    for words, speaker, voice in [
        ("“The ferry waits,", "Ida Vale", Voice.OFFICIAL), ("“a bad day.", None, Voice.GUEST),
    ]
    for at in [PROSE.index(words)]
)  # fmt: skip


def written(release_id: str, *, day: date, kind: str = "notice", text: str = PROSE) -> Release:
    """Return a release in the office's own prose, which quotes two people where it is the one above."""
    turns = (Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE),)
    return replace(
        make_release(release_id, day=day), title=f"Notice {release_id}", kind=kind, text=text, turns=turns,
        quotations=QUOTED if text == PROSE else (),
    )  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> CatalogueReader:
    """A briefing with a later version, two notices, and a third that was withdrawn."""
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        asked = TEXT.index("Is it true")
        of_her = Quotation(start=asked, end=asked + 5, speaker="Ida Vale", voice=Voice.OFFICIAL, cue="", confidence=0.9)
        briefing = replace(make_release(), quotations=(of_her,))
        fill(writer, [make_release(text=TEXT.replace("dawn", "noon"), digest="d0"), briefing])
        gone = written("d/gone.md", day=date(2031, 6, 1), text="Nobody sails.")
        fill(writer, [written("b/quay.md", day=date(2031, 5, 2)), written("c/quay.md", day=date(2031, 5, 3)), gone])
        with writer.transaction():
            writer.withdraw("d/gone.md")
            writer.quarantine("e.pdf", root="/archive", digest="d9", reason="is a PDF")
            pairs = [("c/quay.md", Relation.NEAR_IDENTICAL, 1.0), ("d/gone.md", Relation.AMENDED_BY, 0.5),
                     ("a/ferry.md", Relation.SAME_TEXT, 0.9)]  # fmt: skip
            writer.replace_related(
                [Related(release_id="b/quay.md", other_id=i, relation=r, similarity=s) for i, r, s in pairs]
            )
        writer.finish()
    return CatalogueReader(path)


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


def test_passages_come_in_the_order_that_is_asked_for(catalogue: CatalogueReader) -> None:
    ids = [int(one) for one in catalogue.select(Selection())]
    assert catalogue.passages(ids[::-1]) == catalogue.passages(ids)[::-1]
    assert [catalogue.passage_id(one.release_id, one.start) for one in catalogue.passages(ids)] == ids


def test_neighbours_of_a_passage(catalogue: CatalogueReader) -> None:
    first, asked, answer = catalogue.passages_of("a/ferry.md")
    assert catalogue.passages_after("a/ferry.md", first.start, limit=9) == [asked, answer]
    assert catalogue.passages_after("a/ferry.md", first.start, limit=1) == [asked]
    assert catalogue.passage_before("a/ferry.md", answer.start) == asked
    assert catalogue.passage_before("a/ferry.md", first.start) is None


@pytest.mark.parametrize(
    ("phrase", "releases"),
    [
        ("ferry sails", ["a"]),
        ("ferries sail", ["a"]),  # stemmed
        ("sails ferry", []),
        ("Notice", []),  # the title is context, not text
        ("the ferry", ["a", "b", "c"]),
        ('ferry" OR "quay', []),
    ],
)
def test_phrases(catalogue: CatalogueReader, phrase: str, releases: list[str]) -> None:
    found = catalogue.passages(catalogue.find_phrase(phrase, limit=9))
    assert [one.release_id[0] for one in found] == releases
    assert sorted(catalogue.rank_phrases([phrase], limit=9)) == sorted(catalogue.find_phrase(phrase, limit=9))


def test_any_of_several_phrases(catalogue: CatalogueReader) -> None:
    found = catalogue.passages(catalogue.rank_phrases(["sails at dawn", "bad day"], limit=9))
    assert sorted(one.release_id[0] for one in found) == ["a", "b", "c"]
    assert catalogue.rank_phrases([], limit=9) == []


@pytest.mark.parametrize(
    ("words", "within", "held"),
    [
        (["ferry", "dawn"], 2, True),  # 'sails at' stands between them
        (["ferry", "dawn"], 1, False),
        (["quay", "dawn"], 99, False),
    ],
)
def test_words_near_each_other(catalogue: CatalogueReader, words: list[str], within: int, held: bool) -> None:
    assert catalogue.hold_near(words, within=within) is held


def test_how_many_passages_hold_a_word(catalogue: CatalogueReader) -> None:
    assert catalogue.document_frequencies(["waits", "waiting", "sank", "kraken"]) == {
        "waits": 2, "waiting": 2, "sank": 1, "kraken": 0,
    }  # fmt: skip


def test_related_releases_come_with_amendments_first_and_the_merely_alike_last(catalogue: CatalogueReader) -> None:
    assert [one.other_id for one in catalogue.related("b/quay.md")] == ["d/gone.md", "a/ferry.md", "c/quay.md"]
    assert catalogue.related("a/ferry.md") == []


def test_earlier_versions_can_be_read(catalogue: CatalogueReader) -> None:
    ((release_id, version, text),) = catalogue.earlier_texts()
    assert (release_id, version, "noon" in text) == ("a/ferry.md", 1, True)
    assert catalogue.earlier_texts("b/quay.md") == []
    assert catalogue.earlier_version("a/ferry.md", 1).text == text
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
    assert catalogue.known_files()["d/gone.md"].withdrawn
    assert catalogue.quarantined() == {("/archive", "e.pdf"): ("d9", "is a PDF")}


def test_the_latest_of_each_kind_in_turn_with_its_only_speaker(catalogue: CatalogueReader) -> None:
    assert catalogue.latest_by_kind([Voice.OFFICIAL, Voice.OFFICE], limit=9) == [
        ("Notice c/quay.md", None), ("Briefing a/ferry.md", "Ida Vale"), ("Notice b/quay.md", None),
    ]  # fmt: skip
    assert catalogue.latest_by_kind([Voice.OFFICIAL], limit=9) == [("Briefing a/ferry.md", "Ida Vale")]


def test_release_that_is_not_there_is_named(catalogue: CatalogueReader) -> None:
    with pytest.raises(UsageError, match=r"no release 'x\.md' in this archive"):
        catalogue.release("x.md")


def test_an_empty_catalogue_can_be_read(tmp_path: Path) -> None:
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer:
        writer.finish()
    empty = CatalogueReader(tmp_path / "catalogue.sqlite")
    ids, vectors = empty.vectors()
    assert (len(ids), vectors.shape, empty.days, empty.projection) == (0, (0, 0), None, None)
