"""Late interaction: how well the tokens of a question are answered by those of a passage, or of one of its sentences.

Each token of the question looks for the nearest token of the text; the nearest similarities are added up, each weighed by
how rare its word is in the archive (MaxSim; Khattab and Zaharia, SIGIR 2020). The model is the embedding model as it is: it
was not trained for this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from archive import TokenCodes, Tokens
from language import WORD, stem, word_set
from retrieval.weights import LateInteraction

LONGEST = 2**16  # where a text ends at the latest
_PRONOUNS = word_set("questions.pronouns")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTokens:
    """A question's tokens: their vectors, float32 of shape (tokens, width), their weights, which add up to 1, and their starts.

    The starts are where each begins in the question. ``ranking`` are the weights for which passages are about it: read with the
    words around them, common ones tell that as well. Which sentence answers is told by the rare ones.
    """

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    ranking: NDArray[np.float32]
    starts: NDArray[np.uint16]

    def read_behind(self, whole: AskedTokens, start: int) -> AskedTokens:
        """Return these tokens with the vectors that they have in a ``whole`` text, in which they begin at ``start``.

        They stay as they are where the model could not read that far.
        """
        behind = whole.starts >= start
        return self if behind.sum() != len(self.starts) else replace(self, vectors=whole.vectors[behind])

    def share_part(self, start: int, end: int, *, outside: float) -> NDArray[np.float32]:
        """Return how much of each token counts for a part of the question: 1 in it, ``outside`` beside it.

        A part often leaves unsaid what it is about.
        """
        within = (self.starts >= start) & (self.starts < end)
        return np.where(within, np.float32(1), np.float32(outside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What a question's tokens found in one text: similarities of shape (asked tokens, its tokens), and where those begin.

    The tokens are in reading order. ``weights`` add up to 1. ``shares``, where not all tokens of the question count in full, says
    how much of each does.
    """

    similarities: NDArray[np.float32]
    weights: NDArray[np.float32]
    starts: NDArray[np.uint16]
    shares: NDArray[np.float32] | None = None

    def score(self, start: int = 0, end: int = LONGEST) -> float:
        """Return how well the tokens that begin between two offsets of the text answer the question's; 0 where none do."""
        return float(self.find(start, end) @ self.weights)

    def score_all(self, places: Iterable[tuple[int, int]]) -> float:
        """Return how well the tokens that begin within any of several places, (start, end) each, answer the question's."""
        found = [self.find(start, end) for start, end in places]
        return float(np.max(found, axis=0) @ self.weights) if found else 0.0

    def about(self, start: int, end: int) -> float:
        """Return how near the tokens that begin between two offsets come to the question's, in the mean; 0 where none do.

        The other way round than ``score``: what says much else has less.
        """
        within = self._within(start, end)
        return float(within.max(axis=0).mean()) if within.shape[1] else 0.0

    def find(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the similarity of each asked token to the nearest that begins between two offsets; 0 where none does."""
        within = self._within(start, end)
        nearest: NDArray[np.float32] = within.max(axis=1) if within.shape[1] else np.zeros_like(self.weights)
        return nearest

    def bear(self, start: int, end: int, *, header: tuple[int, int] = (0, 0)) -> tuple[float, float]:
        """Return (match, about) of what stands between two offsets: how it bears on the question; 0 where no token begins there.

        A table's row is read together with its ``header``, which stands between two other offsets.

        Match is how well it answers the question's tokens, about as ``about`` has it. Each token counts the same, rare or
        not: which passages are about the rare ones has been decided.
        """
        within = np.hstack([self._within(start, end), self._within(*header)])
        if not within.shape[1]:
            return 0.0, 0.0
        return float(np.average(within.max(axis=1), weights=self.shares)), float(within.max(axis=0).mean())

    def focus(self, shares: NDArray[np.float32]) -> Interaction:
        """Return it with so much of each asked token counting."""
        weights = self.weights * shares
        return replace(self, weights=weights / max(float(weights.sum()), 1e-9), shares=shares)

    def beside(self, other: Interaction) -> Interaction:
        """Return what the tokens of two questions, half of the weight each, found in the same text."""
        return Interaction(
            similarities=np.vstack([self.similarities, other.similarities]),
            weights=np.concatenate([self.weights, other.weights]).astype(np.float32) / np.float32(2),
            starts=self.starts,
            shares=np.repeat(
                1 / np.array([len(self.weights), len(other.weights)], dtype=np.float32),
                [len(self.weights), len(other.weights)],
            ),
        )

    def _within(self, start: int, end: int) -> NDArray[np.float32]:
        first, last = self.starts.searchsorted(np.array((start, end), dtype=np.int64))
        return self.similarities[:, first:last]


def weigh_tokens(
    text: str, tokens: Tokens, rarity: Mapping[str, float], counts: LateInteraction, *, pointing_from: int | None = None
) -> AskedTokens:
    """Return a question's tokens with their weights; ``rarity`` is that of each content stem of the question.

    The tokens of one word share its weight, so that a rare name does not count for more by being cut into many. A follow-up's
    own words begin at ``pointing_from``: there 'she' counts, in ranking, as the name would that it stands for, and is read as.
    """
    spans = [(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
    words = [next(((a, word) for a, b, word in spans if a <= start < b), None) for start in tokens.starts.tolist()]
    shared = {place: words.count(place) for place in words if place}
    first = len(text) if pointing_from is None else pointing_from

    def weigh(others: Callable[[tuple[int, str]], float]) -> NDArray[np.float32]:
        found = [
            rarity.get(stem(word[1]), others(word)) / shared[word] ** 0.5 if word else counts.no_word for word in words
        ]
        whole = np.array(found, dtype=np.float32)
        return whole / np.float32(max(float(whole.sum()), 1e-9))

    return AskedTokens(
        vectors=tokens.vectors,
        weights=weigh(lambda _: counts.stop_word),
        ranking=weigh(lambda word: counts.ranking_pronoun if _points(word, first) else counts.ranking_stop_word),
        starts=tokens.starts,
    )


def _points(word: tuple[int, str], first: int) -> bool:
    return word[0] >= first and word[1].lower() in _PRONOUNS


def interact(asked: AskedTokens, codes: TokenCodes) -> Interaction:
    """Return what projected question tokens find in a text's kept tokens."""
    return Interaction(similarities=asked.vectors @ codes.signs.T, weights=asked.weights, starts=codes.starts)
