"""Whether words in quotation marks are what somebody said, and not a term, a title or the text of a law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from language import Attributed, Attribution, Extent, word_set

VAGUE = frozenset({Extent.SUBJECT, Extent.PRECEDING})  # without a verb of saying beside the words
_TOLD = frozenset({Extent.AFTER, Extent.BEFORE, Extent.SUBJECT})
FEWEST_WORDS = 4  # of a quotation that no verb of saying stands next to
FEWEST_UNNAMED = 8  # words of a quotation that nobody is named for
NEAREST = 25  # characters between a verb of saying and a few words that are a quotation
FURTHEST_OBJECT = 60  # characters between a verb that need not be one of saying and what was said
LONGEST_DESCRIPTION = 40  # characters between 'called' and what something was called
TITLE_SHARE = 0.6  # of a title's words begin with a capital
_CALLED = re.compile(r"(?:called|calls|described|describes|calling|describing|hailed)$")
_AMENDING = re.compile(
    r"\b(?:inserting|striking|deleting|thereof|the words?|amended|adding|titled|entitled|follows|phrase|to read"
    r"|(?:the|at the|following)(?: new)? (?:end|clauses?|(?:sub)?sections?|(?:sub)?paragraphs?|sentences?|text))\W*$"
)
# 'Section 2 is amended by substituting “...” for “...”': anywhere in the sentence before.
_AMENDS = re.compile(r"\b(?:inserting|striking|deleting|substituting|replacing|amended)\b[^\n]*\Z")
_ENUMERATED = re.compile(r"(?:“|\[)?(?:\([a-z0-9]{1,4}\)|(?:Section|Sec\.|Article|Clause) \d|[,;])")
LONGEST_AMENDMENT = 300  # characters before the words
# 'As I told the crews, “...”', 'we have come together to say, “...”': the signer's own.
_OWN = re.compile(
    r"\b(?:I|[Ww]e)(?:[’'](?:ve|d|ll|re|m))?(?: (?:am|are|was|were|have|had|will|would|can|could|must|should|want|need"
    r"|like|used|to|also|once|often|always|just|then|together|coming|come|here|\w+ly))* \w+\Z"
)
# What leads to words that begin small and yet are a whole: 'the rule that “no boat sails at night”', 'in his words, “...”'.
_INTRODUCES = re.compile(r"(?:\bthat,?|:|\bwords of [^.;:“”\"\n]{2,60},?|\bwords,|\b[Aa]s [^.;:“”\"\n]{3,80},) ?\Z")
LONGEST_LEAD = 110  # characters
# '“Vessel of the harbour” means ...', 'a “Safe Harbour Plan that ...”': terms, however long.
_DEFINES = re.compile(r"[”\"] (?:shall )?(?:means?|includes?|refers? to|has the)\b")
_DETERMINES = re.compile(r"\b(?:an?|the|this|its|their) \Z")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:…][”’\")\]]*)\s*$")
# 'Minister Vale noted that the Governor’s warning that “...”': the words are the Governor's.
_ANOTHERS = re.compile(
    r"[’']s? (?:\w+ )?(?:declaration|statement|words?|call|warning|claim|view|remarks?|comments?|promise|assertion|pledge)\b"
    r"[^.;“”\"]{0,40}[“\"]?\Z"
)
_SMALL_WORDS = word_set("words.small_in_titles")


class Speech:
    """Judges the quotations of one release; ``masked`` is its text with them blotted out."""

    def __init__(self, text: str, masked: str) -> None:
        """Take the text, plain and masked."""
        self._text = text
        self._masked = masked

    def is_said(self, one: Attributed, attribution: Attribution) -> bool:
        """Say whether a clause tells of these words as speech, and not of a term or a name that stands in marks."""
        words = self._text[one.start : one.end].split()
        begins = self.begins_sentence(one.start)
        directly = attribution.strong and self._text[attribution.end : one.start - 1] in {", ", ": "}
        if _is_title(words) and not (directly or (attribution.place is Extent.AFTER and attribution.strong and begins)):
            return False
        if _ANOTHERS.search(self._text, attribution.start, one.start):
            return False
        if attribution.place in VAGUE:
            whole = self._text[one.start].isupper() or self._text[one.start] == "["
            told = attribution.place is Extent.SUBJECT and attribution.strong
            return len(words) >= FEWEST_WORDS - told and (whole or told)
        if attribution.place is Extent.AFTER:
            return len(words) >= FEWEST_WORDS or begins
        clause = self._text[attribution.start : attribution.end]
        between = self._text[attribution.end : one.start - 1]
        if (
            _CALLED.search(clause)
            and not re.match(r" (?:for|on|upon)\b", between)
            and len(between) <= LONGEST_DESCRIPTION
        ):
            return True
        if len(words) >= FEWEST_UNNAMED and between.endswith(": ") and self._text[one.start].isupper():
            return True
        if len(words) >= FEWEST_WORDS:
            furthest = FURTHEST_OBJECT * (2 if _CALLED.search(clause) else 1)
            return attribution.strong or attribution.gap <= furthest
        return attribution.strong and attribution.gap <= NEAREST and len(words) > 1

    def is_speech(self, one: Attributed) -> bool:
        """Say whether words can be speech: a few at least, not written as a title."""
        words = self._text[one.start : one.end].split()
        return len(words) >= FEWEST_WORDS and not _is_title(words)

    def begins_sentence(self, start: int) -> bool:
        """Say whether a quotation begins a sentence of the prose."""
        line = self._text.rfind("\n", 0, start - 1) + 1
        return _SENTENCE_BEFORE.search(self._masked[line : start - 1]) is not None

    def is_own(self, one: Attributed) -> bool:
        """Say whether the nearest clause that leads to words has 'I' or 'we' for its subject."""
        near = one.found[0] if one.found and one.found[0].place in _TOLD else None
        return near is not None and _OWN.search(self._text[near.start : near.end]) is not None

    def is_introduced(self, one: Attributed) -> bool:
        """Say whether words that nobody is named for are a whole that is led to, not a part of the sentence they stand in."""
        before = self._text[max(0, one.start - LONGEST_LEAD) : one.start - 1]
        if _DEFINES.match(self._text, one.end) or _DETERMINES.search(before):
            return False
        return self._text[one.start].isupper() or _INTRODUCES.search(before) is not None

    def _is_law(self, one: Attributed) -> bool:
        """Say whether words are the text of a law or an order, which is amended by them."""
        before = self._text[max(0, one.start - LONGEST_AMENDMENT) : one.start - 1]
        amends = _AMENDING.search(before[-60:]) or _AMENDS.search(before)
        return bool(amends or _ENUMERATED.match(self._text, one.start))

    def is_unnamed(self, one: Attributed) -> bool:
        """Say whether words that nobody is named for are somebody's: a sentence, not a term and not the text of a law."""
        words = self._text[one.start : one.end].split()
        return len(words) >= FEWEST_UNNAMED and not _is_title(words) and not self._is_law(one)


def _is_title(words: Sequence[str]) -> bool:
    """Say whether words are written as a title: 'Safe Harbours for All', not 'We sail at dawn'."""
    telling = [word for word in words if word.lower().strip(".,;:!?") not in _SMALL_WORDS]
    capitals = [word for word in telling if word[:1].isupper() or word[:1].isdigit()]
    return len(telling) > 1 and len(capitals) >= TITLE_SHARE * len(telling) and words[0][:1].isupper()
