"""Metonyms: a city or a seat in a question that stands for those who govern there ('Kyiv', 'Downing Street').

And what is written short ('HQ', 'WW2') in a question to an archive that writes it out.
"""

from __future__ import annotations

import re

from archive import CatalogueReader
from language import content_words, entry, patterns

RARER = 4  # times as rare as what it stands for must a city be in the archive, for it to be told
_STANDS_FOR: dict[str, str] = {
    name.casefold(): meant for table in ("capitals", "seats") for name, meant in entry(f"metonyms.{table}").items()
}
_NAMED = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_STANDS_FOR, key=len, reverse=True)))})\b", re.IGNORECASE)
_SHORT: dict[str, str] = entry("metonyms.abbreviations")
_WRITTEN_SHORT = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _SHORT))})(?!\w)")
_PLACE_BEFORE, _THING_BEHIND = patterns("metonyms", "place_before", "thing_behind")


def explain(text: str, catalogue: CatalogueReader) -> str:
    """Return a question with what a city or a seat stands for: beside it, or in its place where the archive never has it.

    Only where the archive speaks of what it stands for, and much more often; not where the question means the place.
    """

    def tell(found: re.Match[str]) -> str:
        if _PLACE_BEFORE.search(text, 0, found.start()) or _THING_BEHIND.match(text, found.end()):
            return found.group()
        meant = _STANDS_FOR[found.group().casefold()]
        here, there = _passages(found.group(), catalogue), _passages(meant, catalogue)
        if not there or here * RARER > there:
            return found.group()
        return f"{found.group()} ({meant})" if here else meant

    return _NAMED.sub(tell, _WRITTEN_SHORT.sub(lambda found: _write_out(found.group(), catalogue), text))


def _write_out(short: str, catalogue: CatalogueReader) -> str:
    """Return what is written short in full, where the archive has only that."""
    meant = _SHORT[short]
    return meant if not _passages(short, catalogue) and _passages(meant, catalogue) else short


def _passages(name: str, catalogue: CatalogueReader) -> int:
    """Return how many passages hold the rarest word of a name."""
    return min(catalogue.document_frequencies(content_words(name)).values(), default=0)
