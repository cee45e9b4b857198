"""Called kinds: which kind of release the first words of a text name: 'press briefings', 'speeches', 'releases'."""

from __future__ import annotations

import re

from archive import CatalogueReader
from language import WORD, stem, stems, word_set
from retrieval.listing.request import CalledKind

_LONGEST = 4  # words that name a kind
_PARTED = re.compile(r"[,;:]|[’']s\b|s[’']")  # 'Orr's briefings' are no kind
_ANY, _WORDS_OF_KINDS = word_set("catalogue.any_kind"), {stem(word) for word in word_set("releases.kinds")}


def read_kind(text: str, catalogue: CatalogueReader) -> tuple[CalledKind, int] | None:
    """Return the kind that a text begins with and where its name ends, the longest that is one; None where it begins with none.

    A kind is one of the archive's, or else what the titles of some releases say ('fact sheet'). What is a kind elsewhere and
    neither here is returned as one that is not known.
    """
    ends = [word.end() for word in WORD.finditer(text)][:_LONGEST]
    named = [text[:end] for end in reversed(ends) if not _PARTED.search(text[:end])]
    for words in named:
        if found := _find_kind(words, catalogue):
            return found, len(words)
    for words in named:
        if stems(words) <= _WORDS_OF_KINDS:
            return CalledKind(name=words, known=False), len(words)
    return None


def _find_kind(words: str, catalogue: CatalogueReader) -> CalledKind | None:
    if words.lower() in _ANY:
        return CalledKind()
    asked = stems(words)
    if kinds := [kind for kind in catalogue.kinds if asked <= stems(kind)]:
        same = [kind for kind in kinds if asked == stems(kind)]
        return CalledKind(name=kinds[0], kinds=tuple(same or kinds))
    is_kind = stem(WORD.findall(words)[-1]) in _WORDS_OF_KINDS
    if is_kind and any(asked <= stems(title) for _, title in catalogue.titles_by_kind()):
        return CalledKind(name=words, titled=asked)
    return None
