"""An index that goes from one generation to the next answers as exact search does, whatever was changed meanwhile."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from archive.generations import CATALOGUE, INDEX
from archive.index_making import make_index
from archive.index_rows import IndexRows
from archive.reader import CatalogueReader
from archive.releases import SEARCHED_VOICES
from archive.selection import Selection
from archive.store import Generation
from archive.writer import CatalogueWriter
from tests.archive.conftest import cut, fill, vector_of, write_generation, written

ORDINARY = Selection(voices=tuple(sorted(SEARCHED_VOICES)))


def stage_after(folder: Path, before: Path | None) -> Path:
    """Return the folder of a generation that is being made from another one."""
    folder.mkdir()
    if before is not None:
        (folder / CATALOGUE).write_bytes((before / CATALOGUE).read_bytes())
    return folder


def notice(number: int, words: str = "") -> object:
    """Return a notice of its own words."""
    text = f"The harbour notes number {number}. {words}"
    return written(f"n/{number}.md", day=date(2031, 5, 1) + timedelta(days=number), text=text)


def open_index(folder: Path) -> object:
    """Return the index of an unpublished generation, as one that was published opens it."""
    generation = object.__new__(Generation)
    generation.catalogue, generation._folder = CatalogueReader(folder / CATALOGUE), folder
    return generation._index


def exact(folder: Path, vector: np.ndarray, limit: int) -> list[tuple[int, float]]:
    ids, vectors = CatalogueReader(folder / CATALOGUE).vectors(ORDINARY)
    cosines = vectors.astype(np.float32) @ vector
    return [(int(ids[row]), float(cosines[row])) for row in np.argsort(-cosines)[:limit]]


def test_an_index_that_is_kept_answers_as_exact_search(tmp_path: Path) -> None:
    """Releases are put, replaced and withdrawn, the last passage among them, whose id then is another's."""
    drawn = random.Random(3)
    before = stage_after(tmp_path / "0", None)
    with CatalogueWriter(before / CATALOGUE) as writer:
        fill(writer, [notice(number) for number in range(60)])
    make_index(before)
    built = (before / INDEX / "chroma.sqlite3").stat().st_ino
    for step in range(1, 5):
        folder = stage_after(tmp_path / str(step), before)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            for _ in range(6):
                number = drawn.choice([0, 7, 58, 59, 60, 61, 62])
                if drawn.random() < 0.5 and f"n/{number}.md" in CatalogueReader(folder / CATALOGUE).known_releases():
                    with writer.transaction():
                        writer.withdraw(f"n/{number}.md")
                else:
                    fill(writer, [notice(number, f"Words {drawn.random()}.")])
            writer.finish()
        make_index(folder, before=before)
        assert (folder / INDEX / "chroma.sqlite3").stat().st_ino == built, "a hard link"
        index = open_index(folder)
        assert index.count() == len(CatalogueReader(folder / CATALOGUE).select(ORDINARY))
        for seed in range(20):
            vector = vector_of(seed.to_bytes(16, "big"))
            found, wanted = index.search(vector, limit=9), exact(folder, vector, 99)
            # Two that are nearly as near may change places: the index does not count in half floats.
            assert [score for _, score in found] == pytest.approx([score for _, score in wanted[:9]], abs=1e-3)
            assert dict(found) == pytest.approx({one: dict(wanted)[one] for one, _ in found}, abs=1e-3)
        before = folder


def test_an_index_is_built_anew_when_it_is_worth_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.index_making._FEW", 3)
    before = stage_after(tmp_path / "0", None)
    with CatalogueWriter(before / CATALOGUE) as writer:
        fill(writer, [notice(number) for number in range(10)])
    make_index(before, going_on=True)
    assert not (before / INDEX).exists(), "few vectors are compared one by one while more are coming"
    assert open_index(before).count() == 10
    after = stage_after(tmp_path / "1", before)
    make_index(after, before=before)
    assert len(IndexRows.load(after).ids) == 10, "at the end there is an index"
    for number, beside in ((10, 1), (11, 2), (12, 3), (13, 0)):
        before, after = after, stage_after(tmp_path / str(number), after)
        with CatalogueWriter(after / CATALOGUE) as writer:
            fill(writer, [notice(number)])
        make_index(after, before=before)
        assert len(IndexRows.load(after).beside) == beside
        assert open_index(after).count() == number + 1


def test_a_generation_of_before_there_were_rows_goes_on(store: Path, tmp_path: Path) -> None:
    """Its index holds all that was to be found then."""
    before = store / "generation-000001"
    after = stage_after(tmp_path / "after", before)
    with CatalogueWriter(after / CATALOGUE) as writer:
        fill(writer, [notice(1)])
    make_index(after, before=before)
    rows = IndexRows.load(after)
    assert (len(rows.ids), len(rows.beside), len(rows.gone)) == (2, 1, 0)
    assert IndexRows.load(before) is None


def test_what_is_published_after_it_leaves_a_generation_as_it_is(store: Path) -> None:
    published = Generation(store, 1)
    found = published.index.search(vector_of(bytes(16)), limit=5)
    write_generation(store, [notice(2)])
    assert Generation(store, 1).index.search(vector_of(bytes(16)), limit=5) == found


def test_passages_that_are_not_embedded_yet_are_beside_nothing(tmp_path: Path) -> None:
    folder = stage_after(tmp_path / "0", None)
    with CatalogueWriter(folder / CATALOGUE) as writer:
        fill(writer, [notice(1)])
        with writer.transaction():
            writer.put_release(notice(2), cut(notice(2)), root="/archive")
        writer.settle()
        assert writer.count_embedded() == (2, 1)
        writer.copy_to(tmp_path / "copy.sqlite")
    make_index(folder, going_on=True)
    assert len(IndexRows.load(folder).beside) == 1
    copied = CatalogueReader(tmp_path / "copy.sqlite")
    assert copied.searched_by_meaning == (2, 1)
    assert copied.lacks_vectors()
    assert [one for one, _ in copied.search_words(["harbour"], ORDINARY, limit=9)] == [1, 2]
