"""Markup: which element a file begins with, found without a pattern, so that no comment can make it slow."""

from __future__ import annotations

_ENDS = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
_SPACE = frozenset("\ufeff \t\r\n")
_NAME_ENDS = frozenset(" \t\r\n/>")


def first_element(text: str) -> str:
    """Return the name of the element that a text begins with, in lower case ('html', 'rss', 'rdf:rdf'), '' for none.

    Declarations, comments and a document type before it are passed over.
    """
    at = 0
    while True:
        while at < len(text) and text[at] in _SPACE:
            at += 1
        end = next((end for start, end in _ENDS if text.startswith(start, at)), None)
        if end is None:
            return _name_at(text, at)
        closed = text.find(end, at)
        if closed < 0:
            return ""
        opened = text.find("[", at, closed)
        if end == ">" and opened >= 0:  # a document type's own declarations
            closed = text.find("]>", opened)
            if closed < 0:
                return ""
            end = "]>"
        at = closed + len(end)


def _name_at(text: str, at: int) -> str:
    if not text.startswith("<", at) or not text[at + 1 : at + 2].isalpha():
        return ""
    end = next((i for i in range(at + 1, len(text)) if text[i] in _NAME_ENDS), len(text))
    return text[at + 1 : end].lower()
