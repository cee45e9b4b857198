"""Names: how they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def fold_letters(words: str) -> str:
    """Return words without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold_name(name: str) -> tuple[str, ...]:
    """Return a name's words without case, accents, full stops and apostrophes, and without 'the'."""
    plain = re.sub(r"[’'‘`.]", "", re.sub(r"[’']s\b", "", fold_letters(name)))
    return tuple(word for word in re.findall(r"[^\W_]+", plain) if word != "the")
