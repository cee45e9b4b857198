"""Composed: a sentence that a model composed, beside cited words: which of its words stands for which of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.verify.reading import Cited, ReadText


@dataclass(frozen=True, slots=True)
class Match:
    """The word of the cited text that a claim's word goes with best: its line and place there, and how near it is, 0 to 1."""

    line: int
    at: int
    near: float
    same: bool


@dataclass(frozen=True)
class Composed:
    """A sentence to be verified, and the question, whose capitals tell what is a name."""

    read: ReadText
    question: str
    _near: dict[int, NDArray[np.float32]] = field(default_factory=dict)
    _best: dict[int, tuple[Match | None, ...]] = field(default_factory=dict)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The positions of the words that carry meaning, without numbers."""
        return tuple(at for at, word in enumerate(self.read.words) if word.has_meaning and not word.is_number)

    def near(self, cited: Cited) -> NDArray[np.float32]:
        """Return the cosine of each word with each word of a line, shape (words, words of the line)."""
        key = cited.citation.n
        if key not in self._near:
            self._near[key] = self.read.vectors @ cited.read.vectors.T
        return self._near[key]

    def best_in(self, cited: Cited) -> tuple[Match | None, ...]:
        """Return the best match of each word in a line: one of the same stem if there is, else of those with meaning."""
        key = cited.citation.n
        if key not in self._best:
            near = self.near(cited)
            self._best[key] = tuple(
                self._match(at, near[at], cited) if near.shape[1] else None for at in range(len(self.read.words))
            )
        return self._best[key]

    def _match(self, at: int, near: NDArray[np.float32], cited: Cited) -> Match:
        stem = self.read.words[at].stem
        alike = [place for place, word in enumerate(cited.read.words) if word.stem == stem]
        places = alike or [place for place, word in enumerate(cited.read.words) if word.has_meaning] or [0]
        place = max(places, key=lambda one: float(near[one]))
        return Match(cited.citation.n, place, 1.0 if alike else float(near[place]), bool(alike))

    def best(self, at: int, cited: Sequence[Cited]) -> Match | None:
        """Return the best match of a word in all of some lines, None where they have no words."""
        found = [match for one in cited if (match := self.best_in(one)[at])]
        return max(found, key=lambda match: match.near, default=None)
