"""An index that goes from one generation to the next answers as exact search does, whatever was changed meanwhile."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.selection import Selection
from archive.catalogue.writer import CatalogueWriter
from archive.generations.checks import CATALOGUE, INDEX
from archive.generations.generations import current_generation, generation_folder, publish, stage, writing
from archive.releases import SEARCHED_VOICES, Release
from archive.store import Generation
from archive.vectors.index_making import make_index
from archive.vectors.index_rows import IndexRows
from tests.archive.conftest import cut, fill, vector_of, written

ORDINARY = Selection(voices=tuple(sorted(SEARCHED_VOICES)))


def notice(number: int, words: str = "") -> Release:
    """Return a notice of its own words."""
    text = f"The harbour notes number {number}. {words}"
    return written(f"n/{number}.md", day=date(2031, 5, 1) + timedelta(days=number), text=text)


def publish_after(store: Path, change: Callable[[CatalogueWriter], None], *, going_on: bool = False) -> Generation:
    """Publish the generation that a change makes of the current one, with its index kept where it can be; open it."""
    number = current_generation(store)
    before = generation_folder(store, number) if number else None
    with writing(store, doing="a test"):
        folder = stage(store)
        with CatalogueWriter(folder / CATALOGUE) as writer:
            change(writer)
            writer.finish()
        make_index(folder, before=before, going_on=going_on)
        return Generation(store, publish(store))


def index_file(generation: Generation) -> Path:
    return generation_folder(generation_store(generation), generation.number) / INDEX / "chroma.sqlite3"


def generation_store(generation: Generation) -> Path:
    return generation._folder.parent


def rows_of(generation: Generation) -> IndexRows:
    rows = IndexRows.load(generation_folder(generation_store(generation), generation.number))
    assert rows is not None
    return rows


def exact(generation: Generation, vector: NDArray[np.float32]) -> list[tuple[int, float]]:
    """Return every passage that an ordinary question searches, best first."""
    ids, vectors = generation.catalogue.vectors(ORDINARY)
    cosines = vectors.astype(np.float32) @ vector
    return [(int(ids[row]), float(cosines[row])) for row in np.argsort(-cosines)]


def test_an_index_that_is_kept_answers_as_exact_search(tmp_path: Path) -> None:
    """Releases are put, replaced and withdrawn, the last passage among them, whose id then is another's."""
    drawn = random.Random(3)
    generation = publish_after(tmp_path, lambda writer: fill(writer, [notice(number) for number in range(60)]))
    built = index_file(generation).stat().st_ino

    def change(writer: CatalogueWriter) -> None:
        current = {release.id for release in writer.current_releases()}
        for _ in range(6):
            number = drawn.choice([0, 7, 58, 59, 60, 61, 62])
            if drawn.random() < 0.5 and f"n/{number}.md" in current:
                with writer.transaction():
                    writer.withdraw(f"n/{number}.md")
                current.discard(f"n/{number}.md")
            else:
                fill(writer, [notice(number, f"Words {drawn.random()}.")])
                current.add(f"n/{number}.md")

    for _ in range(4):
        generation = publish_after(tmp_path, change)
        assert index_file(generation).stat().st_ino == built, "a hard link"
        assert generation.index.count() == len(generation.catalogue.select(ORDINARY))
        for seed in range(20):
            vector = vector_of(seed.to_bytes(16, "big"))
            found, wanted = generation.index.search(vector, limit=9), exact(generation, vector)
            # Two that are nearly as near may change places: the index does not count in half floats.
            assert [score for _, score in found] == pytest.approx([score for _, score in wanted[:9]], abs=1e-3)
            assert dict(found) == pytest.approx({one: dict(wanted)[one] for one, _ in found}, abs=1e-3)
    assert len(rows_of(generation).gone) > 0
    assert len(rows_of(generation).beside) > 0


def test_an_index_is_built_anew_when_it_is_worth_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.vectors.index_making._FEW", 2)
    notices = [notice(number) for number in range(10)]
    generation = publish_after(tmp_path, lambda writer: fill(writer, notices), going_on=True)
    assert not index_file(generation).exists(), "few vectors are compared one by one while more are coming"
    assert generation.index.count() == 10
    generation = publish_after(tmp_path, lambda _: None)
    assert len(rows_of(generation).ids) == 10, "at the end there is an index"
    for number, beside in ((10, 1), (11, 2), (12, 0)):
        generation = publish_after(tmp_path, lambda writer, number=number: fill(writer, [notice(number)]))
        assert len(rows_of(generation).beside) == beside
        assert generation.index.count() == number + 1


def test_a_generation_of_before_there_were_rows_goes_on(store: Path) -> None:
    """Its index holds all that was to be found then."""
    generation = publish_after(store, lambda writer: fill(writer, [notice(1)]))
    rows = rows_of(generation)
    assert (len(rows.ids), len(rows.beside), len(rows.gone)) == (2, 1, 0)
    assert IndexRows.load(generation_folder(store, 1)) is None


def test_what_is_not_embedded_yet_is_found_by_words_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        fill(writer, [notice(1)])
        with writer.transaction():
            writer.put_release(notice(2), cut(notice(2)), root="/archive")
        writer.settle()
        assert writer.count_embedded() == (2, 1)
        writer.copy_to(tmp_path / "copy.sqlite")
    copied = CatalogueReader(tmp_path / "copy.sqlite")
    assert copied.searched_by_meaning == (2, 1)
    assert copied.lacks_vectors()
    assert [one for one, _ in copied.search_words(["harbour"], ORDINARY, limit=9)] == [1, 2]
