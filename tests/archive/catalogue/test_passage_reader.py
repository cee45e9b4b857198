"""Reading passages: their texts, by words and phrases, and their neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.releases import Voice
from archive.store import Store
from tests.archive.conftest import TEXT, cut, make_release, write_generation


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


def test_an_empty_catalogue_can_be_read(tmp_path: Path) -> None:
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer:
        writer.finish()
    empty = CatalogueReader(tmp_path / "catalogue.sqlite")
    ids, vectors = empty.vectors()
    assert (len(ids), vectors.shape, empty.days, empty.projection) == (0, (0, 0), None, None)
