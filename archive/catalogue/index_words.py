"""How a text is written for the word index, and a question for it: both alike."""

from __future__ import annotations

import re

from language import NOTE_MARK, plain_letters

_RAISED = re.compile("(?<=[0-9])[⁺⁻]?[⁰¹²³⁴-⁹]+")


def index_words(text: str) -> str:
    """Return a text without accents, and without footnotes' marks and what else is raised behind a number."""
    return text if text.isascii() else plain_letters(_RAISED.sub(" ", NOTE_MARK.sub(" ", text)))


def match_words(words: str) -> str:
    """Return words as an FTS5 string, so that nothing in them is taken for an operator."""
    return '"' + index_words(words).replace('"', '""') + '"'
