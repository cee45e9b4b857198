"""Asked names: where the people stand in a quotation whom a question asks for with 'who'."""

from __future__ import annotations

import re
from collections.abc import Collection

from archive.people import fold_name

MOST_WORDS = 4  # of a name
MOST_NAMES = 6  # of one quotation: where there are more, none stands out

# 'who' that asks, not 'the envoy who signed'; who said something is named beside the words.
_WHO = re.compile(r"(?:^|[.,;:?!–—-]\s+|\b(?:and|but|or|with|to|by|of|for|from)\s+)(?:who|whom)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\s[A-Z]))*")


def find_names(question: str, quote: str, known: Collection[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return where a quotation names people, in full, whom the question does not; none where it does not ask who.

    ``known`` are the full names of the archive, folded (``fold_name``).
    """
    if not _WHO.search(question):
        return []
    words = list(_WORD.finditer(quote))
    asked = fold_name(question)
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        size = next((n for n in range(MOST_WORDS, 1, -1) if _is_known(quote, words[place : place + n], n, known)), 0)
        if size and fold_name(words[place + size - 1].group())[-1] not in asked:
            found.append((words[place].start(), words[place + size - 1].end()))
        place += size or 1
    return found if len(found) <= MOST_NAMES else []


def _is_known(quote: str, words: list[re.Match[str]], size: int, known: Collection[tuple[str, ...]]) -> bool:
    """Whether so many words stand side by side, begin with capitals, and are a full name."""
    if len(words) < size or not (words[0].group()[0].isupper() and words[-1].group()[0].isupper()):
        return False
    text = quote[words[0].start() : words[-1].end()]
    return fold_name(text) in known and re.fullmatch(r"[^,;:!?()“”]+", text) is not None
