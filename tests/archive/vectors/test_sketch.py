"""The sketch of vectors finds what comparing all of them finds, among those that are allowed, with exact cosines."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.vectors import Sketch, search_exactly, sketch
from archive.vectors.index import Rows


def make_rows(count: int, width: int, *, seed: int = 3, common: float = 0.0) -> Rows:
    """Return vectors that differ in two dozen directions for the most part, as those of texts do.

    They share one more, in which they stand ``common`` times as far as they are long.
    """
    directions = np.random.default_rng(1).standard_normal((24, width), dtype=np.float32)
    drawn = np.random.default_rng(seed)
    vectors = drawn.standard_normal((count, 24), dtype=np.float32) @ directions
    vectors += drawn.standard_normal((count, width), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors += common * np.random.default_rng(2).standard_normal(width, dtype=np.float32) / np.float32(width**0.5)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.arange(count, dtype=np.int64) * 3 + 1, vectors.astype(np.float16)


def every(rows: Rows, step: int = 1) -> NDArray[np.intp]:
    return np.arange(0, len(rows[0]), step)


@pytest.mark.parametrize(
    ("count", "width", "step", "common"),
    [
        (20_000, 384, 1, 0),
        (20_000, 384, 2, 0),  # so many that the signs of all are compared
        (20_000, 384, 7, 0),  # so few that they are picked out
        (20_000, 100, 1, 0),  # no whole number of words
        (10_000, 1024, 1, 0),
        (20_000, 384, 1, 8),  # in a narrow cone, as some models' are
    ],
)
def test_nearly_all_of_the_nearest_are_found(
    count: int, width: int, step: int, common: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sketch, "_FEWEST", 1_000)
    monkeypatch.setattr(sketch, "_BLOCK", 7_000)  # the last one is not whole
    rows, agreed = make_rows(count, width, common=common), []
    signs, among = Sketch(rows), every(rows, step)
    for asked in make_rows(12, width, seed=4, common=common)[1].astype(np.float32):
        exact = dict(search_exactly(rows, among, asked, limit=10))
        found = signs.search(among, asked, limit=10)
        agreed.append(len(exact.keys() & dict(found).keys()) / 10)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert {one: score for one, score in found if one in exact} == pytest.approx(
            {one: score for one, score in exact.items() if one in dict(found)}, abs=1e-6
        )
        assert {one for one, _ in found} <= set(rows[0][among].tolist())
    assert np.mean(agreed) >= 0.95


@pytest.mark.parametrize(
    ("count", "step", "limit"),
    [
        (0, 1, 10),  # an archive without vectors
        (1, 1, 10),
        (300, 1, 10),  # fewer than are compared exactly in any case
        (300, 400, 10),  # one alone is allowed
        (300, 1, 1_000),  # more wanted than there are
        (6_000, 1, 3_000),  # more wanted than are compared exactly else
    ],
)
def test_what_is_few_is_found_exactly(count: int, step: int, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "_FEWEST", 1_000)
    rows = make_rows(count, 64)
    asked = make_rows(1, 64, seed=9)[1][0].astype(np.float32)
    found = Sketch(rows).search(every(rows, step), asked, limit=limit)
    exact = search_exactly(rows, every(rows, step), asked, limit=limit)
    if count > 1_000:
        assert len(found) == limit
        assert len(dict(found).keys() & dict(exact).keys()) >= 0.95 * limit
    else:
        assert found == exact


def test_nothing_is_found_where_nothing_is_allowed() -> None:
    rows = make_rows(5_000, 64)
    assert Sketch(rows).search(np.zeros(0, dtype=np.intp), rows[1][0].astype(np.float32), limit=10) == []


def test_vectors_that_are_the_same_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketch, "_FEWEST", 50)
    ids, vectors = make_rows(5_000, 64)
    vectors = vectors.copy()
    vectors[1_000:1_200] = vectors[7]
    found = Sketch((ids, vectors)).search(every((ids, vectors)), vectors[7].astype(np.float32), limit=201)
    assert {one for one, score in found if score > 0.999} == {*ids[1_000:1_200].tolist(), int(ids[7])}


def test_its_memory_is_a_sixteenth_of_the_vectors() -> None:
    rows = make_rows(2_000, 384)
    assert Sketch(rows).nbytes == rows[1].nbytes // 16
