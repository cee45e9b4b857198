"""Fit who asks in a dialogue: ``python -m benchmarks.fit_askers FOLDER FOLDER ... [--write]``.

From transcripts whose labels say who asks ('Q', 'JOURNALIST', 'HOST'). A reporter who is named has few turns, and a role's
label stands for many people; so each label's turns are cut into runs of one to twenty, which stand for speakers. Printed is,
of each folder, how often those are askers whom the weights fitted on the others call so; then the weights of all, which
``--write`` puts into ``ingest/turns/askers.toml``.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive import UnreadableError
from ingest.readers import read_release
from ingest.turns import ASKERS_FILE, ASKS, Turned, classify, describe_turns
from language import Role

_SEED = 15
_RUNS = {True: (1, 1, 2, 3, 5, 8), False: (1, 2, 3, 5, 8, 20)}  # turns of an asker, of another
_NO_ROLES = {Role.PUBLIC, Role.PARTICIPANT, Role.INTERPRETER, Role.OPERATOR, Role.STAFF}
_FEWEST_TURNS = 4
_RIDGE = 1.0
_STEPS = 50
_BOUNDS = (0.0, 1 - ASKS, 0.5, ASKS, 1.0)

_Rows = tuple[NDArray[np.float64], NDArray[np.float64]]


def main() -> None:
    """Print the figures of each folder left out, and the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the weights of all to askers.toml")
    given = parser.parse_args()
    names = list(tomllib.loads(ASKERS_FILE.read_text(encoding="utf-8"))["weights"])
    rows = {folder: _gather(folder, names) for folder in given.folders}
    for folder, (features, asks) in rows.items():
        others = [held for other, held in rows.items() if other != folder]
        if others:
            likely = 1 / (1 + np.exp(-features @ fit(_stack(others))))
            _show(folder.name, likely, asks)
    weights = dict(zip(names, fit(_stack(list(rows.values()))), strict=True))
    lines = [f"{name} = {value:.2f}" for name, value in weights.items()]
    print("\n".join(lines))
    if given.write:
        head = ASKERS_FILE.read_text(encoding="utf-8").partition("[weights]")[0]
        ASKERS_FILE.write_text("\n".join([f"{head}[weights]", *lines, ""]), encoding="utf-8")


def _show(name: str, likely: NDArray[np.float64], asks: NDArray[np.float64]) -> None:
    print(f"{name}, left out: {len(asks):,} speakers, {int(asks.sum()):,} who ask")
    for low, high in pairwise(_BOUNDS):
        within = (likely >= low) & (likely < high + (high == 1.0))
        share = f"{asks[within].mean():.3f}" if within.any() else "-"
        print(f"  called {low:.1f} to {high:.1f}: {int(within.sum()):6,}, of these ask {share}")


def _gather(folder: Path, names: list[str]) -> _Rows:
    rows = [
        ([described[name] for name in names], asks)
        for file in sorted(folder.rglob("*.md"))
        for described, asks in _speakers(file, random.Random(f"{_SEED} {file.name}"))  # noqa: S311 a draw that can be made again
    ]
    return np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows])


def _speakers(file: Path, draw: random.Random) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield the features of runs of turns of one label in a transcript, and whether its label says that it asks."""
    try:
        release = read_release(file.read_bytes(), release_id=file.name)
    except UnreadableError:
        return
    turned = [
        Turned(re.sub(r"\s*[(\[].*$", "", turn.label), release.text[turn.said : turn.end].strip())
        for turn in release.turns
        if turn.label
    ]
    if len(turned) < _FEWEST_TURNS:
        return
    for label in dict.fromkeys(one.label for one in turned):
        role = classify(label)[0]
        if role in _NO_ROLES:
            continue
        asks = role in {Role.REPORTER, Role.HOST}
        at = [i for i, one in enumerate(turned) if one.label == label]
        while at:
            count = draw.choice(_RUNS[asks])
            yield describe_turns(turned, at[:count])[label], asks
            at = at[count:]


def _stack(held: list[_Rows]) -> _Rows:
    return np.vstack([features for features, _asks in held]), np.concatenate([asks for _features, asks in held])


def fit(rows: _Rows) -> NDArray[np.float64]:
    """Return the weights of a logistic regression by Newton's method, askers and others weighing the same in all."""
    features, asks = rows
    weights = np.zeros(features.shape[1])
    each = np.where(asks == 1, 0.5 / asks.mean(), 0.5 / (1 - asks.mean()))
    ridge = _RIDGE * np.r_[0, np.ones(len(weights) - 1)]
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ ((likely - asks) * each) + ridge * weights
        curve = (features * (likely * (1 - likely) * each)[:, None]).T @ features + np.diag(ridge + 1e-6)
        weights -= np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    main()
