"""Whether words in quotation marks are what somebody said, and not a term, a title or the text of a law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language import Attributed, Attribution, AttributionPlace, patterns, word_set

VAGUE = frozenset({AttributionPlace.SUBJECT, AttributionPlace.PRECEDING})  # without a verb of saying beside the words
FEWEST_UNNAMED = 8  # words of a quotation that nobody is named for
_TOLD = frozenset({AttributionPlace.AFTER, AttributionPlace.BEFORE, AttributionPlace.SUBJECT})
_FEWEST_WORDS = 4  # of a quotation that no verb of saying stands next to
_NEAREST = 25  # characters between a verb of saying and a few words that are a quotation
_FURTHEST_OBJECT = 60  # characters between a verb that need not be one of saying and what was said
_LONGEST_DESCRIPTION = 40  # characters between 'called' and what something was called
_LONGEST_AMENDMENT = 300  # characters before the words of a law
_LONGEST_LEAD = 110  # characters that lead to words
_TITLE_SHARE = 0.6  # of a title's words begin with a capital
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:…][”’\")\]]*)\s*$")
_SMALL_WORDS = word_set("words.small_in_titles")
_CALLS, _AMENDS_HERE, _AMENDS, _ENUMERATED = patterns("quotations", "calls", "amends_here", "amends", "enumerated")
_OWN, _INTRODUCES, _DEFINES, _DETERMINES, _OF_ANOTHER = patterns(
    "quotations", "own", "introduces", "defines", "determines", "of_another"
)


class Speech:
    """Judges what stands in quotation marks in a release; ``masked`` is its text with all of that blotted out."""

    def __init__(self, text: str, masked: str) -> None:
        """Take the text, plain and masked."""
        self._text = text
        self._masked = masked

    def is_said(self, quotation: Attributed, attribution: Attribution) -> bool:
        """Say whether a clause tells of these words as speech, and not of a term or a name that stands in marks."""
        words = self._text[quotation.start : quotation.end].split()
        begins = self.begins_sentence(quotation.start)
        directly = attribution.strong and self._text[attribution.end : quotation.start - 1] in {", ", ": "}
        if _is_title(words) and not (
            directly or (attribution.place is AttributionPlace.AFTER and attribution.strong and begins)
        ):
            return False
        if _OF_ANOTHER.search(self._text, attribution.start, quotation.start):
            return False
        if attribution.place in VAGUE:
            whole = self._text[quotation.start].isupper() or self._text[quotation.start] == "["
            told = attribution.place is AttributionPlace.SUBJECT and attribution.strong
            return len(words) >= _FEWEST_WORDS - told and (whole or told)
        if attribution.place is AttributionPlace.AFTER:
            return len(words) >= _FEWEST_WORDS or begins
        clause = self._text[attribution.start : attribution.end]
        between = self._text[attribution.end : quotation.start - 1]
        if (
            _CALLS.search(clause)
            and not re.match(r" (?:for|on|upon)\b", between)
            and len(between) <= _LONGEST_DESCRIPTION
        ):
            return True
        if len(words) >= FEWEST_UNNAMED and between.endswith(": ") and self._text[quotation.start].isupper():
            return True
        if len(words) >= _FEWEST_WORDS:
            furthest = _FURTHEST_OBJECT * (2 if _CALLS.search(clause) else 1)
            return attribution.strong or attribution.gap <= furthest
        return attribution.strong and attribution.gap <= _NEAREST and len(words) > 1

    def is_speech(self, quotation: Attributed) -> bool:
        """Say whether words can be speech: a few at least, not written as a title."""
        words = self._text[quotation.start : quotation.end].split()
        return len(words) >= _FEWEST_WORDS and not _is_title(words)

    def begins_sentence(self, start: int) -> bool:
        """Say whether a quotation begins a sentence of the prose."""
        line = self._text.rfind("\n", 0, start - 1) + 1
        return _SENTENCE_BEFORE.search(self._masked[line : start - 1]) is not None

    def is_own(self, quotation: Attributed) -> bool:
        """Say whether the nearest clause that leads to words has 'I' or 'we' for its subject."""
        near = quotation.found[0] if quotation.found and quotation.found[0].place in _TOLD else None
        return near is not None and _OWN.search(self._text[near.start : near.end]) is not None

    def is_introduced(self, quotation: Attributed) -> bool:
        """Say whether words that nobody is named for are a whole that is led to, not a part of the sentence they stand in."""
        before = self._text[max(0, quotation.start - _LONGEST_LEAD) : quotation.start - 1]
        if _DEFINES.match(self._text, quotation.end) or _DETERMINES.search(before):
            return False
        return self._text[quotation.start].isupper() or _INTRODUCES.search(before) is not None

    def _is_law(self, quotation: Attributed) -> bool:
        """Say whether words are the text of a law or an order, which is amended by them."""
        before = self._text[max(0, quotation.start - _LONGEST_AMENDMENT) : quotation.start - 1]
        amends = _AMENDS_HERE.search(before[-60:]) or _AMENDS.search(before)
        return bool(amends or _ENUMERATED.match(self._text, quotation.start))

    def is_unnamed(self, quotation: Attributed) -> bool:
        """Say whether words that nobody is named for are somebody's: a sentence, not a term and not the text of a law."""
        words = self._text[quotation.start : quotation.end].split()
        return len(words) >= FEWEST_UNNAMED and not _is_title(words) and not self._is_law(quotation)


def _is_title(words: Sequence[str]) -> bool:
    """Say whether words are written as a title: 'Safe Harbours for All', not 'We sail at dawn'."""
    telling = [word for word in words if word.lower().strip(".,;:!?") not in _SMALL_WORDS]
    capitals = [word for word in telling if word[:1].isupper() or word[:1].isdigit()]
    return len(telling) > 1 and len(capitals) >= _TITLE_SHARE * len(telling) and words[0][:1].isupper()
