"""Support: whether the cited words bear each word of a claim that carries meaning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from language import entry, word_set
from retrieval.answering.verify.composed import Composed, Fault
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited
from retrieval.weights import VerificationBounds

_GROUPS: dict[str, int] = {
    word: number for number, group in enumerate(entry("composed.groups")) for word in group.split()
}
_OPPOSITES: list[tuple[frozenset[str], ...]] = [
    tuple(frozenset(side.split()) for side in pair.split("|")) for pair in entry("composed.opposites")
]

_WE, _OURSELVES = word_set("composed.own"), word_set("composed.ourselves")


def find_unsupported(composed: Composed, bounds: VerificationBounds) -> Iterator[Fault]:
    """Yield the words that the cited ones do not bear, that claim much in little, or turn their meaning round."""
    held, words = frozenset(composed.cited.read.folded), composed.read.folded
    groups = {_GROUPS[word] for word in held if word in _GROUPS}
    for at, word in enumerate(words):
        if word not in held and (_GROUPS.get(word) not in {None, *groups} or _is_turned(word, held)):
            yield Fault(at, Reason.SUPPORT)
    for at in composed.content:
        match = composed.matches[at]
        if words[at] not in _beside(composed.cited) and (match is None or match.near < bounds.worst_word):
            yield Fault(at, Reason.SUPPORT)


@lru_cache(maxsize=1024)
def _beside(cited: Cited) -> frozenset[str]:
    """Return the words that need not be in the cited ones: who speaks, and what 'we' are."""
    ourselves = _OURSELVES if any(word in _WE for word in cited.read.folded) else frozenset()
    return cited.named_beside | ourselves


def _is_turned(word: str, held: frozenset[str]) -> bool:
    return any(
        word in side and held & other and not held & side for pair in _OPPOSITES for side, other in (pair, pair[::-1])
    )
