"""Support: whether the cited words bear each word of a claim that carries meaning."""

from __future__ import annotations

from collections.abc import Sequence

from language import entry, word_set
from retrieval.answering.verify.composed import Composed
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


def check_support(claim: Composed, cited: Sequence[Cited], bounds: VerificationBounds) -> Reason | None:
    """Return Reason.SUPPORT where a word that claims much, or turns a meaning round, or the worst word is not borne."""
    held = frozenset(word for one in cited for word in one.read.folded)
    groups = {_GROUPS[word] for word in held if word in _GROUPS}
    if any(_GROUPS.get(word) not in {None, *groups} for word in claim.read.folded if word not in held):
        return Reason.SUPPORT
    if any(_is_turned(word, held) for word in claim.read.folded if word not in held):
        return Reason.SUPPORT
    return Reason.SUPPORT if worst_word(claim, cited) < bounds.worst_word else None


def worst_word(claim: Composed, cited: Sequence[Cited]) -> float:
    """Return how near the least supported word with meaning is to any cited word, 1.0 where none is left out."""
    beside = frozenset(word for one in cited for word in one.named_beside)
    if any(word in _WE for one in cited for word in one.read.folded):
        beside |= _OURSELVES
    matches = [
        match.near
        for at in claim.content
        if claim.read.words[at].folded not in beside and (match := claim.best(at, cited)) is not None
    ]
    return min(matches, default=1.0)


def _is_turned(word: str, held: frozenset[str]) -> bool:
    return any(
        word in side and held & other and not held & side for pair in _OPPOSITES for side, other in (pair, pair[::-1])
    )
