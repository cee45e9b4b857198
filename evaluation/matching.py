"""Matching: when two texts count as the same words, and when a passage holds a quotation.

The rules are those that the question sets were written for (their scorer normalizes and counts the same way), so that
figures can be compared with other programs'.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HOLDS = 0.6  # share of the gold quotation's 4-grams that a passage must hold
_CITED, _WITHIN = 0.5, 0.8  # the same of a citation, and of the gold quotation where the citation is the longer one
_GRAM = 4

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2060": ""})
_TAG = re.compile(r"<[^>]{1,80}>")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_MARKUP = re.compile(r"[*_\\~`\[\]>#|]")


@lru_cache(maxsize=8192)
def normalize(text: str) -> str:
    """Return a text in lower case without markup, with plain quotes and dashes and single blanks."""
    plain = _LINK_TARGET.sub(" ", _TAG.sub(" ", unicodedata.normalize("NFKC", text)))
    return re.sub(r"\s+", " ", _MARKUP.sub("", plain.translate(_SAME))).strip().lower()


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text, normalized."""
    return tuple(re.findall(r"[a-z0-9]+", normalize(text)))


def share_held(text: str, quote: str) -> float:
    """Return the share of the quotation's 4-grams (shorter where it is) that a text holds, 0 to 1."""
    wanted, held = tokens(quote), tokens(text)
    size = min(_GRAM, len(wanted))
    if not size:
        return 0.0
    grams = [wanted[i : i + size] for i in range(len(wanted) - size + 1)]
    present = {held[i : i + size] for i in range(len(held) - size + 1)}
    return sum(gram in present for gram in grams) / len(grams)


def holds(passage: str, quote: str) -> bool:
    """Whether a passage holds enough of a gold quotation to answer by it."""
    return share_held(passage, quote) >= _HOLDS


def cites(citation: str, quote: str) -> bool:
    """Whether a citation's words are those of a gold quotation, or lie within it."""
    return share_held(citation, quote) >= _CITED or share_held(quote, citation) >= _WITHIN


def same_release(path: str, other: str) -> bool:
    """Whether two paths name one release: equal, or one ends in the other, whatever the archive's root was."""
    first, second = _bare(path), _bare(other)
    return first.endswith(second) or second.endswith(first)


def last_name(name: str | None) -> str:
    """Return the last word of a name, normalized; '' where there is none."""
    words = tokens(name or "")
    return words[-1] if words else ""


def _bare(path: str) -> str:
    return path.removeprefix("./").removesuffix(".md").lower()
