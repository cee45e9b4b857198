"""Follow-up: what a question leaves unsaid because the questions before it said it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from archive import Embedder, Generation
from language import MONTHS, content_words, entries, patterns
from retrieval.weights import FollowUp, FollowUpWeights

_NEW_TOPIC, _RETURNING, _POINTS, _POINTS_AT_THEM, _CONNECTED, _ELLIPSIS, _CLAUSE, _NAMED = patterns(
    "questions", "new_topic", "returning", "points", "points_at_them", "connected", "ellipsis", "clause", "named"
)
_CORRECTION, _DISPUTE, _GOING_ON, _NTH, _ORDINAL = patterns(
    "questions", "correction", "dispute", "going_on", "nth", "ordinal"
)
_ORDINALS = entries("numbers.unit_ordinals")
_LONGEST_ELLIPSIS = 8  # words
_LONGEST_BARE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near the archive comes to a question ``alone``, to the ``opening`` before it, and to ``both``, one after the other.

    Each is the largest cosine similarity of any passage. ``unseen`` is how many of the question's own content words no passage
    of the archive holds.
    """

    alone: float
    opening: float
    both: float
    unseen: int


def mark_change(question: str) -> tuple[str, bool]:
    """Return a question without the words that say that the subject changes, and whether there were any."""
    bare = _NEW_TOPIC.sub("", question)
    return bare, bare != question


def points_back(question: str) -> bool:
    """Whether a question has a word that points at what was named before, or goes on from it."""
    return any(words.search(question) for words in (_POINTS, _POINTS_AT_THEM, _CONNECTED))


def mark_return(question: str) -> tuple[str, str]:
    """Return a question without the words that say that it goes back to an earlier subject, and what it calls that ('': none)."""
    found = _RETURNING.match(question)
    return (question[found.end() :], found["topic"].strip()) if found else (question, "")


def read_ellipsis(question: str) -> str:
    """Return what a question without a clause of its own asks for in place of what was asked before, '' where it has one."""
    found = _ELLIPSIS.match(question)
    rest = found["rest"].strip() if found else ""
    return "" if len(rest.split()) > _LONGEST_ELLIPSIS or _CLAUSE.search(rest) else rest


def read_correction(question: str) -> str:
    """Return what a correction ('No, I meant in April') puts in place of something asked before, '' where it is none."""
    found = _CORRECTION.fullmatch(question.strip())
    return found["rest"].strip() if found else ""


def asks_for_more(question: str) -> bool:
    """Whether a question only asks for more of the same, or says that what was cited was not what was asked for."""
    return bool(_GOING_ON.fullmatch(question) or _DISPUTE.fullmatch(question))


def is_bare(question: str) -> bool:
    """Whether a question has no word of its own to be looked for: 'why?', 'when was that?'."""
    return len(question.split()) <= _LONGEST_BARE and not content_words(question)


def has_clause(text: str) -> bool:
    """Whether words ask or say something by themselves, and are not only a name, a time or a thing."""
    return bool(_CLAUSE.search(text))


def counts_through(question: str) -> bool:
    """Whether a question has an ordinal word: 'the second one' after 'the first flight' is another flight."""
    return bool(_ORDINAL.search(question))


def read_nth(question: str) -> tuple[int, int, int] | None:
    """Return which of the things named before a question asks about, from 0, -1 for the last, and where its words stand."""
    found = _NTH.search(question)
    if found is None:
        return None
    return (-1 if found["last"] else _place_of(found["nth"])), found.start(), found.end()


def _place_of(ordinal: str) -> int:
    """Return the place that an ordinal word means, from 0: its own among those of its language."""
    lists = (words.split() if isinstance(words, str) else list(words) for words in _ORDINALS.values())
    return next(words.index(ordinal.lower()) for words in lists if ordinal.lower() in words)


def leans_back(question: str, nearness: Nearness, learned: FollowUp) -> bool:
    """Whether a question is about what was asked before: where it points back, and where the archive comes nearer to both."""
    odds = learned.intercept + float(np.dot(measure_leaning(question, nearness, learned), learned.weights.vector))
    return bool(read_ellipsis(question)) or is_bare(question) or odds >= 0


def measure_leaning(question: str, nearness: Nearness, bounds: FollowUp) -> tuple[float, ...]:
    """Return what tells whether a question leans on the one before: the features of ``FollowUpWeights``."""
    names = sum(1 for name in _NAMED.findall(question) if name.strip('“‘"').casefold() not in MONTHS)
    features = {
        "gain": nearness.both - nearness.alone,
        "loss": nearness.opening - nearness.both,
        "alone": min(nearness.alone, bounds.on_topic),
        "unseen": min(nearness.unseen, bounds.most_unseen),
        "points": float(bool(_POINTS.search(question))),
        "points_at_them": float(bool(_POINTS_AT_THEM.search(question))),
        "connected": float(bool(_CONNECTED.search(question))),
        "names_in_it": min(names, bounds.most_names),
    }
    return tuple(features[name] for name in FollowUpWeights.names())


def measure_nearness(generation: Generation, embedder: Embedder, question: str, opening: str) -> Nearness:
    """Return how near the archive comes to a question, to the ``opening`` before it and to both; embeds all three."""
    vectors, _ = embedder.read([question, opening, f"{opening} {question}"], asked=True)
    alone, before, both = (_best(generation.index.search(vector, limit=1)) for vector in vectors)
    frequencies = generation.catalogue.document_frequencies(content_words(question))
    return Nearness(
        alone=alone, opening=before, both=both, unseen=sum(1 for count in frequencies.values() if not count)
    )


def _best(hits: list[tuple[int, float]]) -> float:
    return hits[0][1] if hits else 0.0
