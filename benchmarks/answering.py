"""Answering: every question of a set put to a peer, written down in the form of the machine interface.

A peer has no language model here, so its answer is what a model would be given: the pieces that it hands on. It never
refuses, and knows no speakers. The turns of a conversation are asked as they stand: none of the peers remembers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.peer import Search
from benchmarks.pieces import Piece
from evaluation import Item

WARMING = "What is this archive about?"  # so that the first question's time is not that of loading something


def answer_all(search: Search, items: Iterable[Item], *, handed_on: int) -> Iterator[dict[str, Any]]:
    """Yield the prediction of every question, in order; ``handed_on`` pieces make the answer."""
    search(WARMING)
    for item in items:
        began = time.perf_counter()
        found = search(item.question)
        took = (time.perf_counter() - began) * 1000
        yield {**predict(item, found, handed_on=handed_on), "timings_ms": {"total": round(took, 2)}}


def predict(item: Item, found: Sequence[Piece], *, handed_on: int) -> dict[str, Any]:
    """Return the prediction that a ranking stands for."""
    given = found[:handed_on]
    return {
        "id": item.id,
        "question": item.question,
        "status": "answered" if given else "not-in-archive",
        "answered": bool(given),
        "text": "\n\n".join(piece.text for piece in given),
        "citations": [{"release_id": piece.release_id, "quote": piece.text, "speaker": None} for piece in given],
        "retrieved": [{"release_id": piece.release_id, "text": piece.text, "score": piece.score} for piece in found],
    }
