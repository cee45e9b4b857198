"""Letters without accents: 'é' is e, and so are the letters that Unicode does not take apart: 'ł' is l, 'ø' o, 'æ' ae, 'ß' ss.

What a Latin letter stands for is told by anyascii (ISC licence). Letters of other scripts lose their accents only.
"""

from __future__ import annotations

import unicodedata

from anyascii import anyascii


class _Folds(dict[int, str]):
    """What each character becomes, found when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = "".join(map(_plain, unicodedata.normalize("NFKD", chr(code))))
        return found


def _plain(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    is_latin = not character.isascii() and unicodedata.name(character, "").startswith("LATIN ")
    return anyascii(character) if is_latin else character


_FOLDS = _Folds()


def plain_letters(text: str) -> str:
    """Return a text without accents and other marks on its letters; a letter may become two."""
    return text if text.isascii() else text.translate(_FOLDS)


def fold_letters(text: str) -> str:
    """Return a text without case and accents."""
    return plain_letters(plain_letters(text).casefold())
