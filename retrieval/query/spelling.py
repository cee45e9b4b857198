"""Spelling: words of a question that are misspelt, and what is meant, by the archive's own words.

A word is misspelt only where the archive never has it, no dictionary does either, and one word of the archive is clearly what
is meant. The dictionary is the embedding model's: what its tokenizer keeps whole is a word or a name that many people write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from archive import CatalogueReader, Embedder
from language import ENGLISH, STOP_WORDS, detect_foreign, stem
from retrieval.query.unknown_names import WITHIN, names_in

FEWEST_LETTERS = 4
TWO_EDITS = 9  # letters of a word in which two may be wrong; in a shorter one, one
SEEN = 3  # passages that must hold what is meant
CLEARLY = 4  # times as many passages as any other word as near
LOOKED_AT = 50  # passages, for how a word is written
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?![\w@/-])")


def correct(text: str, catalogue: CatalogueReader, embedder: Embedder) -> str:
    """Return a question with its misspelt words as the archive writes them; as it is in another language than English.

    A name of several words is only corrected to one that stands in the archive.
    """
    frequencies = catalogue.document_frequencies(list(dict.fromkeys(found.group() for found in _WORD.finditer(text))))
    never = [word for word, passages in frequencies.items() if not passages]
    if not never or detect_foreign(text, [ENGLISH]):
        return text
    meant = {word: other for word in never if (other := _meant(word, catalogue, embedder))}
    for name in names_in(_replace(text, meant)):
        corrected = {word for word, other in meant.items() if other in name}
        if corrected and len(name) > 1 and not catalogue.hold_near(name, within=WITHIN):
            meant = {word: other for word, other in meant.items() if word not in corrected}
    return _replace(text, meant)


def _replace(text: str, meant: dict[str, str]) -> str:
    return _WORD.sub(lambda found: meant.get(found.group(), found.group()), text)


def _meant(word: str, catalogue: CatalogueReader, embedder: Embedder) -> str:
    """Return what is meant by a word that the archive never has; '' for one that may be right, and where it is not clear."""
    low = word.lower()
    if len(word) < FEWEST_LETTERS or word.isupper() or low in STOP_WORDS:
        return ""
    near = sorted(_near(low, catalogue))
    if not near or catalogue.people_named(word) or catalogue.quoted_named(word) or _is_word(low, embedder):
        return ""
    edits, rarity, meant = near[0]
    rivals = [-other for distance, other, _ in near[1:] if distance == edits]
    if -rarity < CLEARLY * max(rivals, default=0):
        return ""
    return meant[0].upper() + meant[1:] if word[0].isupper() else meant


def _near(word: str, catalogue: CatalogueReader) -> Iterator[tuple[int, int, str]]:
    """Yield the archive's words that begin as a word does and are a few edits from it: (edits, -passages, as it is written)."""
    allowed = 1 + (len(word) >= TWO_EDITS)
    near = process.extract(stem(word), catalogue.terms.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    for term, _, _ in near:
        if term[0] != word[0] or catalogue.terms[term] < SEEN:
            continue
        written = catalogue.spellings(term, limit=LOOKED_AT)
        edits = {one: OSA.distance(word, one.lower()) for one in written}
        if edits and min(edits.values()) <= allowed:
            best = min(edits, key=lambda one: (edits[one], -written[one], one))
            yield edits[best], -catalogue.terms[term], best


def _is_word(word: str, embedder: Embedder) -> bool:
    """Whether the model's dictionary has a word, or one of which it is a form ('reckons')."""
    _, (tokens,) = embedder.read([word])
    if not len(tokens.ends):
        return False
    return len(tokens.ends) == 1 or stem(word[: int(tokens.ends[0])]) == stem(word)
