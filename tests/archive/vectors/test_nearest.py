"""The nearest passages without an index: few are compared one by one, of many only those whose signs are nearest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from archive.catalogue.reader import CatalogueReader
from archive.generations.checks import CATALOGUE
from archive.generations.generations import generation_folder
from archive.store import Store
from archive.vectors import Sketch, nearest, search_exactly, sketch
from archive.vectors.nearest import AllVectors, SteadyIndex
from tests.archive.conftest import make_release, write_generation


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A store of 120 passages, 80 of them an official's."""
    write_generation(tmp_path / "store", [make_release(f"a/{number}.md") for number in range(40)])
    return tmp_path / "store"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Sketch]:
    """The sketches that were drawn, of which each compares five vectors."""
    made: list[Sketch] = []

    def draw(*given: object) -> Sketch:
        made.append(Sketch(*given))
        return made[-1]

    monkeypatch.setattr(nearest, "Sketch", draw)
    monkeypatch.setattr(sketch, "_FEWEST", 5)
    return made


@pytest.mark.parametrize(("bound", "sketches"), [(1_000, 0), (80, 0), (79, 1)])
def test_without_an_index_few_are_compared_and_many_by_their_signs(
    many: Path, drawn: list[Sketch], monkeypatch: pytest.MonkeyPatch, bound: int, sketches: int
) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", bound)
    vectors = AllVectors(CatalogueReader(generation_folder(many, 1) / CATALOGUE))
    index = SteadyIndex(None, vectors)
    ids, matrix = vectors.read()
    searched = vectors.searched()
    assert index.count() == len(searched) == 80
    for place in searched:
        asked = matrix[place].astype(np.float32)
        found = index.search(asked, limit=2)
        ((wanted, cosine),) = search_exactly((ids, matrix), searched, asked, limit=1)
        assert found[0] == (wanted, pytest.approx(cosine, abs=1e-6))
        assert len(found) == 2
    assert len(drawn) == sketches  # once for all questions


@pytest.mark.parametrize(("bound", "sketches"), [(1_000, 0), (10, 1)])
def test_a_narrowed_question_searches_the_allowed_alone(
    many: Path, drawn: list[Sketch], monkeypatch: pytest.MonkeyPatch, bound: int, sketches: int
) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", bound)
    generation = Store(many).generation()
    ids, matrix = generation.vectors
    allowed = ids[::3]
    unknown = np.append(allowed, [10_000, 10_001])  # read, and not embedded yet
    for place in range(0, len(ids), 3):
        found = generation.search_among(unknown, matrix[place].astype(np.float32), limit=2)
        assert found[0] == (ids[place], pytest.approx(1.0, abs=1e-2))
        assert {one for one, _ in found} <= set(allowed.tolist())
    assert generation.search_among(np.array([10_000]), matrix[0].astype(np.float32), limit=2) == []
    assert len(drawn) == sketches
