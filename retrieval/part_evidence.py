"""Part evidence: the sentences of a question of several parts, weighed for each part.

The first part is weighed by the question's own tokens, those of the part more than the others. A later one often leaves
unsaid what it is about ('and to where?'), so that it is weighed by the whole question's tokens and, beside them, its own
read alone: those of one text take on the meaning of all of it, and so find the same for every part. What they find brings
other passages of the question's ranking among the first.

Measured in November 2026, with everything answered, on the 18 answerable development questions of two parts: 9 right in 99
words before, 10 in 104 so; on 20 more of our own over the same archive, written after a first version: 10 in 76, and 15 in
87 (by the one list with twice the words, 200, 10 in 103). Tried and dropped: the whole's tokens weighed for each part, 9 of
the 18; the mean of the parts' probabilities in one list, which takes more words; a search of its own for a later part, as for
a follow-up (11 and 15), which fills the answer with what the whole question has nothing to do with, and takes 80 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from archive.embedder import Embedder
from archive.store import Generation
from retrieval.evidence import Sentence, weigh_sentences
from retrieval.late import Interaction
from retrieval.parts import Part
from retrieval.quoted import keep_asked
from retrieval.ranking import LATE_WEIGHTS
from retrieval.retriever import Ranking, interact_alone


def weigh_parts(
    generation: Generation, embedder: Embedder, ranking: Ranking, parts: Sequence[Part]
) -> tuple[tuple[Sentence, ...], ...]:
    """Return the sentences for each part of a question, best first; ``ranking`` is the whole question's.

    Each later part is embedded.
    """
    first, *later = parts
    found = [weigh_first(first, ranking)]
    found += [
        weigh_later(part, ranking, interact_alone(generation, embedder, part.text, ranking.ids)) for part in later
    ]
    return tuple(tuple(keep_asked(one, ranking.selection, generation.catalogue)) for one in found)


def weigh_first(part: Part, ranking: Ranking) -> list[Sentence]:
    """Return the sentences of a ranking's first passages as they bear on the first part of its question, best first."""
    weights = ranking.own_tokens.weigh_part(part.start, part.end)
    interactions = [replace(one, weights=weights) for one in ranking.interactions]
    return weigh_sentences(part.text, ranking.passages, interactions, ranking.scores)


def weigh_later(part: Part, ranking: Ranking, alone: Sequence[Interaction]) -> list[Sentence]:
    """Return the sentences of the passages of a ranking that come first for a later part of its question, best first.

    ``alone`` are what the part's tokens, read alone, found in each passage of the ranking.
    """
    found = [one.score() for one in alone]
    scores = [score + LATE_WEIGHTS["own late"] * more for score, more in zip(ranking.scores, found, strict=True)]
    order = np.argsort(-np.array(scores), kind="stable").tolist()
    return weigh_sentences(
        part.text,
        [ranking.passages[i] for i in order],
        [alone[i].beside(ranking.interactions[i]) for i in order],
        [scores[i] for i in order],
    )
