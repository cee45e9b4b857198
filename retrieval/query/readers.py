"""Readers: where a question asks for the words of a member of the public, whose comment stands below a release."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive import CatalogueReader, Voice
from language import fold_name, patterns
from retrieval.question import Filters

_ASKED_OF, _READERS = patterns("saying", "asked_of", "readers_said")


def find_reader(text: str, catalogue: CatalogueReader) -> tuple[int, int, Filters] | None:
    """Return (start, end, filters) of whom a question asks that commented, by name or as 'the reader'; None where it does not."""
    if match := _READERS.search(text):
        return *match.span("who"), Filters(voices=(Voice.PUBLIC,))
    asked = list(_ASKED_OF.finditer(text))
    names = list(catalogue.count_speakers([Voice.PUBLIC])) if asked else []
    for match in asked:
        words = fold_name(match["who"])
        found = [name for name in names if _names(words, fold_name(name))]
        if len(found) == 1:
            start = match.start("who")
            size = len(fold_name(found[0])) if words[1:2] == fold_name(found[0])[1:2] else 1
            end = list(re.finditer(r"\S+", match["who"]))[size - 1].end()
            return start, start + end, Filters(speakers=(found[0],), voices=(Voice.PUBLIC,))
    return None


def _names(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words begin with somebody's name, or with the first name alone."""
    return bool(name) and (list(words[: len(name)]) == list(name) or list(words[:1]) == list(name[:1]))
