"""Who asks in a dialogue, told by how the turns go: a reporter's label may be a name like any other.

What tells an asker was learned from transcripts whose labels say it ('Q', 'JOURNALIST', 'HOST'); askers.toml has the
weights and where they come from. No word of a language is among the features.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.turns.labels import Label

ASKS = 0.9  # a label at least so likely an asker's is one

ASKERS_FILE = Path(__file__).with_name("askers.toml")
_ENDS_ASKING = re.compile(r"[?؟][”’\"'»“)\]*_]*$")
_QUESTION_MARK = re.compile(r"[?؟]")


@dataclass(frozen=True, slots=True)
class Turned:
    """A label's turn: the label as printed, and what is said under it."""

    label: str
    said: str


def read_turned(labels: Sequence[Label], text: str) -> list[Turned]:
    """Return the labels of a transcript with what is said under each."""
    stops = [*(label.start for label in labels), len(text)][1:]
    return [
        Turned(label.printed, text[min(label.said, stop) : stop].strip())
        for label, stop in zip(labels, stops, strict=True)
    ]


def likely_askers(turned: Sequence[Turned]) -> dict[str, float]:
    """Return for each label how likely its speaker is one who asks, 0 to 1."""
    weights = _load_weights()
    features = describe_turns(turned, range(len(turned)))
    return {
        label: 1 / (1 + math.exp(-sum(weights[name] * value for name, value in described.items())))
        for label, described in features.items()
    }


def describe_turns(turned: Sequence[Turned], chosen: Sequence[int]) -> dict[str, dict[str, float]]:
    """Return the features of each label, over the ``chosen`` turns of it; the speaker with most words is the principal."""
    words = [len(one.said.split()) for one in turned]
    spoken: Counter[str] = Counter()
    for one, count in zip(turned, words, strict=True):
        spoken[one.label] += count
    principal = max(spoken, key=spoken.__getitem__, default="")
    return {
        label: _describe(turned, words, [i for i in chosen if turned[i].label == label], principal)
        for label in {turned[i].label for i in chosen}
    }


def _describe(turned: Sequence[Turned], words: Sequence[int], at: Sequence[int], principal: str) -> dict[str, float]:
    def share(hits: Sequence[bool]) -> float:
        return sum(hits) / len(hits)

    return {
        "bias": 1.0,
        "ends_asking": share([_ENDS_ASKING.search(turned[i].said) is not None for i in at]),
        "asks": share([_QUESTION_MARK.search(turned[i].said) is not None for i in at]),
        "log_words": math.log1p(sum(words[i] for i in at) / len(at)),
        "answered_by_principal": share([i + 1 < len(turned) and turned[i + 1].label == principal for i in at]),
        "follows_principal": share([i > 0 and turned[i - 1].label == principal for i in at]),
        "is_principal": float(turned[at[0]].label == principal),
        "log_turns": math.log1p(len(at)),
    }


@cache
def _load_weights() -> dict[str, float]:
    return dict(tomllib.loads(ASKERS_FILE.read_text(encoding="utf-8"))["weights"])
