"""Writes learned numbers into a file of weights, with its comments, and brings its card up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomlkit

from archive import Embedder
from retrieval.weights import SHIPPED, load_weights

DIGITS = 3  # after the point: what a weight is rounded to


def write_weights(
    path: Path, learned: Mapping[str, Any], *, embedder: Embedder, fitted_on: Sequence[str], command: str
) -> None:
    """Put learned numbers in the place of those in [fitted] of a file; where there is none, of the file that is shipped.

    ``learned`` has the tables of ``Weights``, those that were fitted alone. ``fitted_on`` tells of each question set,
    ``command`` how to do it again: it takes the place of the one of the same program. Raises UsageError where the file could
    not be read again.
    """
    document = tomlkit.parse((path if path.exists() else SHIPPED).read_text(encoding="utf-8"))
    _put(document["fitted"], learned)
    card = document["card"]
    program = command.split(" QUESTIONS", maxsplit=1)[0]
    card["embedding_model"], card["model_digest"] = embedder.name, embedder.digest
    card["fitted"] = datetime.now(UTC).date()
    card["fitted_on"] = list(dict.fromkeys([*card["fitted_on"], *fitted_on]))
    card["commands"] = [*(one for one in card["commands"] if not one.startswith(program)), command]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    load_weights.cache_clear()
    load_weights(path)


def _put(table: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, Mapping):
            _put(table[name], value)
        else:
            table[name] = round(float(value), DIGITS)
