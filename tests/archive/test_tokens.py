"""Token vectors as signs: what is kept comes back, and stands for what it was made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from archive.tokens import BITS, Projection, Tokens


def make_tokens(count: int, *, width: int = 384, seed: int = 0) -> Tokens:
    """Return random unit vectors, each beginning where the one before it ended."""
    vectors = np.random.default_rng(seed).standard_normal((count, width)).astype(np.float32)
    places = np.arange(count + 1, dtype=np.uint16) * 3
    return Tokens(starts=places[:-1], ends=places[1:], vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_kept_tokens_come_back() -> None:
    tokens = make_tokens(900)
    projection = Projection.fit([tokens])
    kept = projection.encode(tokens)
    assert len(kept) == 900 * (2 + BITS // 8)
    codes = projection.decode(kept)
    assert codes.starts.tolist() == tokens.starts.tolist()
    signs = (tokens.vectors - projection.mean) @ projection.matrix > 0
    assert ((codes.signs > 0) == signs).all()


def test_a_token_is_nearest_to_itself() -> None:
    tokens = make_tokens(900)
    projection = Projection.fit([tokens])
    codes = projection.decode(projection.encode(tokens))
    similarities = projection.project(tokens.vectors) @ codes.signs.T
    assert (similarities.argmax(axis=1) == np.arange(900)).all()


def test_projection_comes_back() -> None:
    projection = Projection.fit([make_tokens(900)])
    again = Projection.from_bytes(projection.to_bytes(), width=384)
    assert (again.mean == projection.mean).all()
    assert (again.matrix == projection.matrix).all()


def test_few_tokens_and_narrow_models_have_a_projection() -> None:
    tokens = make_tokens(5, width=16)
    projection = Projection.fit([tokens])
    assert projection.matrix.shape == (16, 16)
    assert projection.decode(projection.encode(tokens)).signs.shape == (5, 16)


def test_a_questions_tokens_are_read_without_the_mean_of_all() -> None:
    tokens = make_tokens(900)
    shifted = tokens.vectors + np.float32(3)
    projection = Projection.fit([Tokens(starts=tokens.starts, ends=tokens.ends, vectors=shifted)])
    projected = projection.project(shifted)
    assert np.linalg.norm(projected, axis=1) == pytest.approx(1, abs=1e-5)
    assert abs(float(projected.mean())) < 0.01, "what all tokens share tells none apart"


def test_a_shipped_projection_is_for_its_model_alone(tmp_path: Path) -> None:
    projection = Projection.fit([make_tokens(900)])
    projection.save(tmp_path / "projection.safetensors", model="abc")
    found = Projection.load(tmp_path / "projection.safetensors", model="abc")
    assert found is not None
    assert found.matrix == pytest.approx(projection.matrix, abs=1e-3)
    assert Projection.load(tmp_path / "projection.safetensors", model="abd") is None
