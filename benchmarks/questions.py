"""Reads question sets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path


def questions_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (id, question) of every case; a conversation's turns one by one, as they stand."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] == "conversation":
            yield from ((f"{case['id']}#{n}", turn["question"]) for n, turn in enumerate(case["turns"], 1))
        elif case["kind"] != "quote-check":
            yield case["id"], case["question"]
