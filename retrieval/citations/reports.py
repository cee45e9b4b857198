"""Reports: where an office's own prose reports what somebody said, without their words ('Minister Orr outlined the plan')."""

from __future__ import annotations

from collections.abc import Collection

from archive import Passage, Voice
from language import fold_name, patterns, split_sentences

_REPORTED, _REPORTED_ON = patterns("saying", "reported", "reported_on")


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
        names = [fold_name(match["who"])[-1:] for match in _REPORTED.finditer(sentence)]
        told = any(name and name[0] in surnames for name in names) or (
            told and not names and _REPORTED_ON.search(sentence) is not None
        )
        if told and first <= start < last:
            return True
    return False
