"""Measure: how well models rank what the product's searches find for the single questions of a set, without any other feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive import SentenceEmbedder, Tokens
from benchmarks.training import Example, gather
from evaluation import QuestionSet
from retrieval import Archive

CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The share of the questions with a right passage among the first of CUTS, by single vectors and by late interaction."""

    single: tuple[float, ...]
    late: tuple[float, ...]


def gather_pools(questions: QuestionSet, archive: Archive) -> list[Example]:
    """Return the answerable single questions of a set with what the product's searches find for them."""
    return [one for one in gather(questions, archive) if one.answerable and not one.item.turn]


def measure(pools: Sequence[Example], embedder: SentenceEmbedder) -> Measured:
    """Rank the pools by a model; what holds no right passage counts as missed."""
    texts: dict[str, int] = {}
    for pool in pools:
        for text in _texts(pool):
            texts.setdefault(text, len(texts))
    vectors, tokens = embedder.read(list(texts))
    mean = np.concatenate([one.vectors for one in tokens]).mean(axis=0)
    tokens = [Tokens(starts=one.starts, ends=one.ends, vectors=_unit(one.vectors - mean)) for one in tokens]
    ranks: dict[str, list[int]] = {"single": [], "late": []}
    for pool in pools:
        rows = [texts[text] for text in _texts(pool)]
        (asked,), (words,) = embedder.read([pool.item.question], asked=True)
        weights = _weights(pool, len(words.vectors))
        late = [float((words.vectors @ tokens[row].vectors.T).max(axis=1) @ weights) for row in rows]
        ranks["single"].append(_first_right(pool, vectors[rows] @ asked))
        ranks["late"].append(_first_right(pool, np.array(late)))
    return Measured(**{kind: tuple(_share(found, cut) for cut in CUTS) for kind, found in ranks.items()})


def describe(measured: Measured) -> str:
    """Return the figures in a line."""
    kinds = (("single", measured.single), ("late", measured.late))
    return "; ".join(f"{kind} " + " / ".join(f"{share:.3f}" for share in shares) for kind, shares in kinds)


def _texts(pool: Example) -> list[str]:
    found = pool.state.found.passages if pool.found and pool.state.found else ()
    return [f"{one.passage.context}\n{one.passage.text}" for one in found]


def _weights(pool: Example, count: int) -> NDArray[np.float32]:
    """Return what each token of a question counts, as in the product's ranking; the same, where a model has other tokens."""
    weights = pool.state.found.asked.tokens.ranking if pool.state.found else np.zeros(0, dtype=np.float32)
    return weights if len(weights) == count else np.full(count, 1 / max(1, count), dtype=np.float32)


def _first_right(pool: Example, scores: NDArray[np.float32]) -> int:
    """Return the place of the first right passage, from 1; 0 where there is none."""
    right = pool.right[np.argsort(-scores, kind="stable")] if len(scores) else pool.right
    return int(right.argmax()) + 1 if right.any() else 0


def _share(ranks: Sequence[int], cut: int) -> float:
    return sum(0 < rank <= cut for rank in ranks) / max(1, len(ranks))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return np.divide(vectors, lengths, dtype=np.float32)
