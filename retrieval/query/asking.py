"""Asking: questions that the product words itself, in the language of the archive's releases."""

from __future__ import annotations

from archive import CatalogueReader
from language import ENGLISH, entries


def word_question(name: str, catalogue: CatalogueReader, **filled: str) -> str:
    """Return the question of a name ('asking.about') in ``language/asking.toml``, filled in.

    It is in English where the archive's language has none.
    """
    held = entries(name)
    most = next(iter(catalogue.languages), ENGLISH)
    return str(held.get(most, held[ENGLISH])).format(**filled)
