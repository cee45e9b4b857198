"""The postings rank as SQLite's own BM25 does, whatever was added, replaced or withdrawn before."""

from __future__ import annotations

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.catalogue.postings import Postings, split_terms, write_postings
from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.releases import SEARCHED_VOICES, Voice
from tests.archive.conftest import cut, fill, make_release, written

WORDS = "ferry quay dawn toll harbour covid-19 U.S. O’Hare naïve 1,200 sails sailing sailed lock boats the of".split()
DRAWN = random.Random(4)
ALL = Selection()
OFFICIAL = Selection(voices=tuple(sorted(SEARCHED_VOICES)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Sixty notices of drawn words and two briefings; one of each was withdrawn, and one notice replaced."""
    path = tmp_path / "catalogue.sqlite"
    texts = [" ".join(DRAWN.choices(WORDS, k=DRAWN.randint(3, 60))) for _ in range(60)]
    notices = [
        written(f"n/{place}.md", day=date(2031, 5, 1) + timedelta(place), text=text) for place, text in enumerate(texts)
    ]
    with CatalogueWriter(path) as writer:
        fill(writer, [*notices, make_release("a/first.md"), make_release("a/second.md")])
        with writer.transaction():
            writer.withdraw("n/3.md")
            writer.withdraw("a/second.md")
        fill(writer, [written("n/5.md", day=date(2031, 5, 6), text="The toll at the lock, the toll at the quay.")])
    return path


def by_fts5(path: Path, words: list[str], selection: Selection) -> list[tuple[int, float]]:
    """Return what a catalogue without postings finds, all of it: SQLite's own scores."""
    bare = path.with_name("bare.sqlite")
    bare.write_bytes(path.read_bytes())
    with sqlite3.connect(bare) as db:
        db.execute("DROP TABLE word_lengths")
    db.close()
    return CatalogueReader(bare).search_words(words, selection, limit=1000)


@pytest.mark.parametrize(
    "selection",
    [
        ALL,
        OFFICIAL,
        Selection(voices=(Voice.REPORTER,)),
        Selection(speakers=("Ida Vale",)),
        Selection(since=date(2031, 5, 10), until=date(2031, 5, 20)),
        Selection(kinds=("press briefing",)),
        Selection(speakers=("Nobody",)),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ["toll"],
        ["sail", "dawn"],
        ["sailing", "sails"],  # of one stem: it counts twice
        ["covid-19", "ferry"],  # a phrase
        ["u.s.", "o’hare", "naive"],
        ["the"],  # half of the passages hold it, or more
        ["kraken", "toll"],
        ["kraken"],
        ['"', "toll*"],
        [],
    ],
)
def test_scores_are_those_of_fts5(path: Path, words: list[str], selection: Selection) -> None:
    catalogue = CatalogueReader(path)
    found = catalogue.search_words(words, selection, limit=1000)
    assert dict(found) == pytest.approx(dict(by_fts5(path, words, selection)), rel=1e-9)
    assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
    assert catalogue.search_words(words, selection, limit=5) == found[:5]


def test_how_many_hold_a_word_is_what_fts5_counts(path: Path) -> None:
    catalogue = CatalogueReader(path)
    db = sqlite3.connect(path)
    for word in [*WORDS, "kraken", '"', "", "toll at"]:
        quoted = '"' + word.replace('"', '""') + '"'
        held = db.execute("SELECT count(*) FROM passage_index WHERE passage_index MATCH ?", (quoted,)).fetchone()[0]
        assert catalogue.document_frequencies([word]) == {word: held}
    db.close()


def words_of(path: Path) -> tuple[list[tuple[str, bytes, bytes]], bytes]:
    """Return all that a catalogue's postings hold."""
    db = sqlite3.connect(path)
    rows = db.execute("SELECT term, passages, counts FROM word_postings ORDER BY term").fetchall()
    lengths = db.execute("SELECT lengths FROM word_lengths").fetchone()[0]
    db.close()
    return rows, lengths


@pytest.mark.parametrize("seed", range(6))
def test_postings_that_were_kept_up_to_date_are_those_drawn_anew(path: Path, seed: int) -> None:
    """Whatever is put, replaced and withdrawn, in any order, the last passage of all included; some of it settled midway."""
    drawn = random.Random(seed)
    with CatalogueWriter(path) as writer:
        for _ in range(8):
            with writer.transaction():
                name = f"n/{drawn.choice([3, 5, 58, 59, 60, 61, 62])}.md"
                if drawn.random() < 0.4 and name in CatalogueReader(path).known_releases():
                    writer.withdraw(name)
                else:
                    text = " ".join(drawn.choices(WORDS, k=drawn.randint(1, 40)))
                    release = written(name, day=date(2031, 5, 1), text=text)
                    writer.put_release(release, cut(release), root="/archive")
            if drawn.random() < 0.3:
                writer.settle()
        writer.finish()
    kept = words_of(path)
    found = by_fts5(path, ["toll", "covid-19", "sail"], ALL)
    with CatalogueWriter(path) as writer:
        writer.finish(anew=True)
    assert words_of(path) == kept
    assert by_fts5(path, ["toll", "covid-19", "sail"], ALL) == found
    assert dict(CatalogueReader(path).search_words(["toll", "covid-19", "sail"], ALL, limit=1000)) == pytest.approx(
        dict(found)
    )


def test_words_that_were_split_otherwise_are_indexed_anew(path: Path) -> None:
    """What was put in under another rule could not be taken out again."""
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE facts SET value = 'another' WHERE name = 'words_version'")
        db.execute("INSERT INTO passage_index (passage_index) VALUES ('delete-all')")
    db.close()
    with CatalogueWriter(path) as writer:
        fill(writer, [written("n/7.md", day=date(2031, 5, 8), text="The toll.")])
    kept = words_of(path)
    with CatalogueWriter(path) as writer:
        writer.finish(anew=True)
    assert words_of(path) == kept


def test_what_fails_leaves_the_postings_as_they_were(path: Path) -> None:
    before = CatalogueReader(path).search_words(["toll"], ALL, limit=9)
    db = sqlite3.connect(path)
    with pytest.raises(ZeroDivisionError):
        draw_from_nothing_and_fail(db)
    db.close()
    assert CatalogueReader(path).search_words(["toll"], ALL, limit=9) == before


def draw_from_nothing_and_fail(db: sqlite3.Connection) -> None:
    with db:
        db.execute("INSERT INTO passage_index (passage_index) VALUES ('delete-all')")
        write_postings(db)
        raise ZeroDivisionError


def test_an_empty_catalogue_has_empty_postings(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        writer.finish()
    db = sqlite3.connect(path)
    postings = Postings.read(db)
    assert postings is not None
    assert postings.count(db, "toll") == 0
    db.close()
    assert CatalogueReader(path).search_words(["toll"], ALL, limit=9) == []


@pytest.mark.parametrize(
    ("word", "terms"),
    [("sailing", ("sail",)), ("covid-19", ("covid", "19")), ("Đorđe", ("dord",)), ("", ()), ("¡", ()), ('"', ())],
)
def test_a_word_is_split_as_the_index_splits_it(word: str, terms: tuple[str, ...]) -> None:
    assert split_terms(word) == terms
