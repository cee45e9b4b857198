"""Reports: where an office's own prose reports what somebody said, without their words ('Minister Orr outlined the plan')."""

from __future__ import annotations

from collections.abc import Collection

from archive import Passage, Voice
from language import fold_name, patterns, split_sentences, word_set

_REPORTED, _REPORTED_ON = patterns("saying", "reported", "reported_on")
_PRONOUNS = word_set("saying.pronouns")


def is_report(passage: Passage, start: int, end: int, surnames: Collection[str]) -> bool:
    """Whether a sentence of an office's prose, by its offsets in the release, reports what one of these people said.

    A pronoun that begins it is whoever the sentence before it in the passage reports.
    """
    if passage.voice is not Voice.OFFICE or passage.label is not None:
        return False
    start, end = start - passage.start, end - passage.start
    told = False
    for first, last in split_sentences(passage.text):
        sentence = passage.text[first:last]
        folded = [fold_name(match["who"]) for match in _REPORTED.finditer(sentence)]
        names = [name[-1] for name in folded if name and name[-1] not in _PRONOUNS]
        told = any(name in surnames for name in names) or (
            told and not names and _REPORTED_ON.search(sentence) is not None
        )
        if told and first <= start < last:
            return True
    return False
