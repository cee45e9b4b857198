"""Snippets: the words of a release that a search found, with what was searched for marked; else its first words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive import OFFICIAL_VOICES, CatalogueReader, Passage, Voice, stem_phrase
from language import WORD, find_markings, split_sentences, stem
from retrieval.browsing.found import Snippet

LENGTH = 260  # characters
BEFORE = 80  # of them before the first word that is marked
_LOOKED_AT = 12  # passages of a release that hold the words


def find_snippet(
    catalogue: CatalogueReader, release_id: str, phrases: Sequence[str], passages: NDArray[np.int64]
) -> Snippet | None:
    """Return words of a release: of that of its ``passages`` (ids) which holds most of the phrases; None where it has none."""
    stemmed = [stem_phrase(phrase) for phrase in phrases]
    terms = {term for phrase in stemmed for term in phrase.split()}
    held = [one for one in catalogue.passages(passages[:_LOOKED_AT].tolist()) if _find_marks(one.text, terms)]
    if not held:
        passage = _first_words(catalogue, release_id)
        return cut_passage(passage) if passage else None
    texts = {one.start: stem_phrase(one.text) for one in held}
    best = max(held, key=lambda one: sum(phrase in texts[one.start] for phrase in stemmed))
    return cut_passage(best, _find_marks(best.text, terms))


def _first_words(catalogue: CatalogueReader, release_id: str) -> Passage | None:
    """Return the first passage of officials; of a release without one, the first of anybody but a caption."""
    others = [voice for voice in Voice if voice is not Voice.CAPTION]
    return catalogue.end_passage(release_id, tuple(OFFICIAL_VOICES)) or catalogue.end_passage(release_id, others)


def _find_marks(text: str, terms: set[str]) -> tuple[tuple[int, int], ...]:
    return tuple(word.span() for word in WORD.finditer(text) if stem(word[0]) in terms)


def cut_passage(passage: Passage, marks: Sequence[tuple[int, int]] = ()) -> Snippet:
    """Return a passage's words, cut between words: those that have most of the different words that are marked."""
    text = passage.text
    begin = _begin(text, marks)
    finish = min(len(text), begin + LENGTH)
    if finish < len(text):
        finish = max(text.rfind(" ", begin, finish), begin + 1)
    words = text[begin:finish].rstrip()
    shown = tuple((a - begin, b - begin) for a, b in marks if begin <= a and b <= begin + len(words))
    at = begin + shown[0][0] if shown else begin
    place = next(((a, b) for a, b in split_sentences(text) if a <= at < b), (begin, begin + len(words)))
    return Snippet(
        text=words, start=passage.start + begin, end=passage.start + begin + len(words), voice=passage.voice,
        label=passage.label, speaker=passage.speaker, corrections=tuple(find_markings(words)),
        marks=shown, place=(passage.start + place[0], passage.start + place[1]),
        begins=not text[:begin].strip(), ends=not text[begin + len(words) :].strip(),
    )  # fmt: skip


def _begin(text: str, marks: Sequence[tuple[int, int]]) -> int:
    """Return where the words around the marks begin: a little before the mark that has most others behind it."""
    if not marks:
        return 0
    written = [(start, stem(text[start:end])) for start, end in marks]
    reach = LENGTH - BEFORE
    first = max(
        (start for start, _ in written),
        key=lambda start: len({word for other, word in written if start <= other < start + reach}),
    )
    return text.find(" ", first - BEFORE, first) + 1 or first if first > BEFORE else 0
