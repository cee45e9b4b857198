"""Support: whether the cited words bear each word of a claim that carries meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from archive import Embedder
from language import entry, word_set
from retrieval.answer import Citation
from retrieval.answering.verify.composed import Composed, Fault
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited, read_evidence, read_texts
from retrieval.weights import VerificationBounds

Floats = NDArray[np.float64]
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
    weights, of_clause = bounds.weights.vector, bounds.clause_weights.vector
    about = measure_clause(composed)
    all_stand = about[0] == 1 and bounds.clause_intercept == -np.inf
    if not all_stand and bounds.clause_intercept + of_clause @ about < 0:
        yield Fault(0, Reason.SUPPORT)
    for at, features in measure_words(composed):
        if bounds.intercept + weights @ features < 0:
            yield Fault(at, Reason.SUPPORT)


def measure_words(composed: Composed) -> Iterator[tuple[int, Floats]]:
    """Yield (position, features) of each word with meaning that does not stand in the cited words nor beside them.

    The features, in the order of ``SupportWeights``: the cosine of its vector and the nearest of the cited words' (of those in
    whose place it stands); what share of the sentence's other words stands in the cited ones (where nearly all do, one that does
    not has been changed); whether it is put in, or takes the place of cited words, in a run of the same words; and whether the
    words before and behind it, if any, stand there.
    """
    own = composed.read.words
    left = [at for at in composed.content if not _stands(composed, at)]
    if not left:
        return
    near = composed.read.vectors[left] @ composed.cited.read.vectors.T
    copied = (len(composed.content) - len(left)) / max(1, len(composed.content) - 1)
    folded = frozenset(composed.cited.read.folded)
    edited = {place for edit in composed.edits for place in edit.own}
    for at, cosines in zip(left, near, strict=True):
        beside = [not 0 <= place < len(own) or own[place].folded in folded for place in (at - 1, at + 1)]
        replaced = composed.replacing.get(at)
        nearest = (cosines[replaced.start : replaced.stop] if replaced else cosines).max(initial=0.0)
        yield at, np.array([nearest, copied, at in edited, *beside], dtype=np.float64)


def measure_clause(composed: Composed) -> Floats:
    """Return the features of a clause that tell whether the cited words are about the same, in the order of ``ClauseWeights``.

    Of its words with meaning and numbers, without those that stand beside the cited ones: the share that stands there, and the
    mean cosine with the nearest, 1 for one that stands there; and the share of its pairs of words that are pairs there too.
    """
    beside, held = _beside(composed.cited), frozenset(composed.cited.read.folded)
    told = [
        at
        for at, word in enumerate(composed.read.words)
        if (word.has_meaning or word.is_number) and (word.folded in held or word.folded not in beside)
    ]
    if not told:
        return np.zeros(3)
    stand = [_stands(composed, at) for at in told]
    near = [
        1.0 if stands else match.near if (match := composed.matches[at]) else 0.0
        for at, stands in zip(told, stand, strict=True)
    ]
    paired = [pair in composed.cited_pairs for pair in composed.pairs]
    return np.array([np.mean(stand), np.mean(near), np.mean(paired) if paired else 0.0], dtype=np.float64)


def measure_support(sentence: str, evidence: Sequence[Citation], embedder: Embedder) -> list[tuple[str, Floats]]:
    """Return (word, features) of each word of a sentence that is none of the cited ones: what the bounds are fitted on."""
    homes = [home for home in _nearest_homes(sentence, evidence, embedder) if home]
    return [(home.read.words[at].folded, features) for home in homes for at, features in measure_words(home)]


def measure_clauses(sentence: str, evidence: Sequence[Citation], embedder: Embedder) -> list[Floats]:
    """Return the features of each clause of a sentence beside what bears it best of some lines."""
    return [measure_clause(home) if home else np.zeros(3) for home in _nearest_homes(sentence, evidence, embedder)]


def _nearest_homes(sentence: str, evidence: Sequence[Citation], embedder: Embedder) -> Iterator[Composed | None]:
    """Yield each clause with the sentence of the cited text that it goes with best, None where its words stand apart."""
    cited = reduce(lambda one, after: one.joined_with(after), read_evidence(evidence, embedder))
    for clause in Composed(read_texts([sentence], embedder)[0], cited, "").by_clause.values():
        homes = [replace(clause, cited=clause.cited.sentences[number]) for number in clause.find_homes()]
        yield max(homes, key=lambda home: float(measure_clause(home).sum()), default=None)


def _stands(composed: Composed, at: int) -> bool:
    if composed.read.words[at].folded in _beside(composed.cited):
        return True
    match = composed.matches[at]
    return match is not None and match.same and at not in composed.replacing


@lru_cache(maxsize=1024)
def _beside(cited: Cited) -> frozenset[str]:
    """Return the words that need not be in the cited ones: who speaks, and what 'we' are."""
    ourselves = _OURSELVES if any(word in _WE for word in cited.read.folded) else frozenset()
    return cited.named_beside | ourselves


def _is_turned(word: str, held: frozenset[str]) -> bool:
    return any(
        word in side and held & other and not held & side for pair in _OPPOSITES for side, other in (pair, pair[::-1])
    )
