"""Evasion: how officials say that they do not say. 'I don't have anything on that' is a perfect match and no answer."""

from __future__ import annotations

from language.vocabulary import pattern

CURT = 14  # words: a sentence of more says something besides
EVASION = pattern("negation.evasion")


def only_evades(sentence: str) -> bool:
    """Whether a sentence says that nothing is said ('I don’t have an update on that'), and no more than that."""
    return len(sentence.split()) <= CURT and EVASION.search(sentence) is not None
