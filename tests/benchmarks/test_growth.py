"""The benchmark of growth: its searches find what is nearest, and the chart holds every stage."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.growth import make_vectors, measure_sizes
from benchmarks.growth_chart import draw_chart


def test_a_stand_in_is_the_real_vectors_and_copies_near_them(tmp_path: Path) -> None:
    real = np.random.default_rng(5).standard_normal((300, 384)).astype(np.float32)
    real = (real / np.linalg.norm(real, axis=1, keepdims=True)).astype(np.float16)
    vectors = make_vectors(tmp_path / "v.f2", real, 3_000)
    assert np.array_equal(vectors[:300], real)
    copies = vectors[300:600].astype(np.float32)
    assert np.allclose(np.linalg.norm(copies, axis=1), 1, atol=1e-3)
    assert np.allclose((copies * real).sum(axis=1), 0.75, atol=0.1)


def test_sizes_are_told_by_what_takes_them(sample_store: Path) -> None:
    sizes = measure_sizes(sample_store)
    assert min(sizes.values()) > 0
    assert sizes["tokens"] > sizes["vectors"]


def test_the_chart_has_every_stage(tmp_path: Path) -> None:
    draw_chart(tmp_path / "c.svg", [(40_000, {"words": 0.4, "exact": 25.0}), (160_000, {"words": 1.2, "exact": 99.0})])
    drawn = (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert drawn.count("<polyline") == 2
    assert ">40k<" in drawn
    assert ">160k<" in drawn
