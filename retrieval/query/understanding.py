"""Understanding: a question as it would be written with care, before anything is read from it.

What is written in capitals throughout is written small, since its capitals mark no name; what only asks to be told something
('Tell me', 'I want to know') goes; a city or a seat that stands for those who govern there is told with what it stands for;
misspelt words are spelt as the archive does.
"""

from __future__ import annotations

from archive import CatalogueReader, Embedder
from language import pattern
from retrieval.query.metonyms import explain
from retrieval.query.spelling import correct

_SHOUTED = 0.8  # of the letters, in capitals
_ORDER = pattern("questions.order")


def understand(text: str, catalogue: CatalogueReader, embedder: Embedder) -> str:
    """Return a question as it is understood: the same text where it is plain.

    One that was written without capitals gets none by its spelling: one alone would say that its other words are no names.
    """
    corrected = correct(_without_order(_calm(text)), catalogue, embedder)
    return explain(corrected.lower() if text.islower() else corrected, catalogue)


def _calm(text: str) -> str:
    letters = [letter for letter in text if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > _SHOUTED * len(letters)
    return text.lower() if shouted and len(text.split()) > 2 else text


def _without_order(text: str) -> str:
    """Return what is asked for, without that it is; the text where it asks for nothing else."""
    return _ORDER.sub("", text, count=1).strip() or text
