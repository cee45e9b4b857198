"""Find the quotations in what a release writes, and whose words they are: in the office's own prose and in signed texts.

A quotation is given to the person whom its sentence, the name that heads it or the name that signs it attributes it to.
Words in quotation marks that nobody is said to have spoken - a term, the name of a law, a scare quote - are none; whole
sentences of somebody whom the release does not name are one without a speaker. In a text that somebody signs, what the
signer says of himself ('I said, “...”') is no quotation, nor are words that only its own sentence holds together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive import Quotation, Turn, Voice
from ingest.quotations.people_named import NamedPeople
from ingest.quotations.quoted_names import NamedPerson, holds_role
from ingest.quotations.quoted_offices import QuotedOffices
from ingest.quotations.speech import FEWEST_UNNAMED, VAGUE, Speech
from language import (
    NAME,
    Attributed,
    Attribution,
    AttributionPlace,
    find_attributions,
    find_marked,
    holds_title,
    mask_marked,
    pattern,
    read_head,
    split_sentences,
    word_set,
)

_CONFIDENCE = {
    AttributionPlace.AFTER: 0.97,
    AttributionPlace.BEFORE: 0.93,
    AttributionPlace.SUBJECT: 0.85,
    AttributionPlace.PRECEDING: 0.7,
    AttributionPlace.HEAD: 0.95,
    AttributionPlace.HEADING: 0.85,
    AttributionPlace.SIGNATURE: 0.9,
    AttributionPlace.EARLIER: 0.9,
}
_UNNAMED = 0.3  # the confidence of a quotation without a speaker
_UNMARKED = 0.85  # what is left of it where a list's entry has no marks
_FEWEST_HEADS = 3  # quotations that names head, in a list whose entries without marks are quotations too
_PRONOUN = 0.9  # what a resolved pronoun leaves of it
_IN_PROSE = frozenset(
    {AttributionPlace.AFTER, AttributionPlace.BEFORE, AttributionPlace.SUBJECT, AttributionPlace.PRECEDING}
)
_PLACE_BEFORE = pattern("quotations.place_before")
_LONGEST_NAME = 80  # characters
_SOMEBODY, _NOBODY = word_set("quotations.said_by_somebody"), word_set("quotations.said_by_nobody")
_WRITTEN = frozenset({Voice.OFFICE, Voice.OFFICIAL, Voice.GUEST})
_ENTRY = re.compile(
    r"(?:[-•*] )?(?P<who>[A-Z][^:“”\"\n!?]{4,160}):(?: [A-Z][a-z]{3,12}:)? (?P<words>[^“”\"\n]+?)(?:\s*\[[^\[\]]{1,200}\])?"
)
# 'President Vale, Minister Orr, and' before the name that stands next to the verb: all of them say it.
_JOINED = re.compile(rf"{NAME},? and \Z")
_AND = re.compile(r"[,\s]*(?:and|but|or|while|…|\.\.\.|\. ?\. ?\.)?\s*")
_JOINING = re.compile(r" and (?:the )?[A-Z]")


@dataclass(frozen=True, slots=True)
class _Found:
    """Who is said to have spoken (None: somebody without a name), and the attribution that says so."""

    person: NamedPerson | None
    attribution: Attribution
    confidence: float


def read_quotations(
    turns: Sequence[Turn], *, title: str, kind: str, text: str, blocks: Sequence[str] = ()
) -> tuple[Quotation, ...]:
    """Return the quotations in the turns that are written, which no label heads, in reading order.

    ``blocks`` are the texts that the mark-up sets off as quotations, as they stand in ``text``.
    """
    prose = [turn for turn in turns if turn.label is None and turn.voice in _WRITTEN]
    if not blocks and not any(next(find_marked(text, turn.said, turn.end), None) for turn in prose):
        return ()
    reader = _Reader(title, kind, text, blocks)
    return tuple(
        quotation
        for turn in prose
        for quotation in reader.read(turn.said, turn.end, signed=turn.voice is not Voice.OFFICE)
    )


class _Reader:
    """Reads the quotations of one release."""

    def __init__(self, title: str, kind: str, text: str, blocks: Sequence[str]) -> None:
        self._text = text
        self._blocks = blocks
        self._people = NamedPeople(title, text)
        self._offices = QuotedOffices(title=title, kind=kind, text=text, people=self._people)
        self._masked = text
        self._speech = Speech(text, text)

    def read(self, start: int, end: int, *, signed: bool) -> Iterator[Quotation]:
        """Yield the quotations of a stretch of prose, in order; ``signed`` is whether it is one person's own."""
        marked = list(find_attributions(self._text, start, end, blocks=self._spans_of_blocks(start, end)))
        self._masked = mask_marked(self._text, [(words.start, words.end) for words in marked])
        self._speech = Speech(self._text, self._masked)
        read = list(self._read_marked(marked, start, signed))
        heads = [
            found for _, found in read if found and found.attribution.place is AttributionPlace.HEAD and found.person
        ]
        quotations = [self._quotation(words, found) for words, found in read]
        if len(heads) >= _FEWEST_HEADS:
            quotations += self._read_unmarked(start, end)
        yield from sorted(quotations, key=lambda quotation: quotation.start)

    def _spans_of_blocks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the set-off quotations stand."""
        found: list[tuple[int, int]] = []
        for block in self._blocks:
            at = self._text.find(block, found[-1][1] if found else start, end)
            if at >= 0:
                found.append((at, at + len(block)))
        return found

    def _read_marked(
        self, marked: Sequence[Attributed], floor: int, signed: bool
    ) -> Iterator[tuple[Attributed, _Found | None]]:
        """Yield the quotations among the words in marks, each with who is found to have said it, None for somebody unnamed."""
        before: tuple[Attributed, _Found] | None = None
        for words in marked:
            if signed and self._speech.is_own(words):
                continue
            if found := self._decide(words, floor, before):
                yield words, found
                before = (words, found)
            elif self._speech.is_unnamed(words) and (not signed or self._speech.is_introduced(words)):
                yield words, None

    def _read_unmarked(self, start: int, end: int) -> Iterator[Quotation]:
        """Yield the quotations without marks of a list whose other quotations a name heads too."""
        for line in re.finditer(r"[^\n]+", self._text[start:end]):
            entry = _ENTRY.fullmatch(line.group())
            if entry is None or len(entry["words"].split()) < FEWEST_UNNAMED:
                continue
            at = start + line.start()
            head = read_head(entry["who"], at + entry.start("who"))
            if person := self._headed(head):
                found = _Found(person, head, _CONFIDENCE[AttributionPlace.HEAD] * _UNMARKED)
                yield self._quotation(Attributed(at + entry.start("words"), at + entry.end("words")), found)

    def _quotation(self, words: Attributed, found: _Found | None) -> Quotation:
        text = self._text[words.start : words.end]
        attribution, person = (found.attribution, found.person) if found else (None, None)
        said = attribution is not None and attribution.place is not AttributionPlace.EARLIER
        cue = self._text[attribution.start : attribution.end] if attribution and said else ""
        return Quotation(
            start=words.end - len(text.lstrip()), end=words.start + len(text.rstrip()),
            speaker=_write(person) if person else None,
            voice=self._offices.voice_of(person) if person else Voice.GUEST,
            cue=cue.strip(" ,:"), confidence=round(found.confidence if found and person else _UNNAMED, 2),
        )  # fmt: skip

    def _decide(self, words: Attributed, floor: int, before: tuple[Attributed, _Found] | None) -> _Found | None:
        """Return what the first clause that attributes the words says; None where they are a term or nobody's."""
        near = [attribution for attribution in words.found if attribution.place is not AttributionPlace.PRECEDING]
        far = [attribution for attribution in words.found if attribution.place is AttributionPlace.PRECEDING]
        return self._first(words, near, floor) or self._goes_on(words, before) or self._first(words, far, floor)

    def _first(self, words: Attributed, attributions: Sequence[Attribution], floor: int) -> _Found | None:
        """Return the first attribution that names a person, or a clause that says that somebody else spoke."""
        unnamed: _Found | None = None
        for attribution in attributions:
            if unnamed and attribution.end != unnamed.attribution.end:
                break
            if attribution.place in _IN_PROSE:
                if not self._speech.is_said(words, attribution):
                    continue
                joint = self._is_joint(attribution)
                person, confidence = (None, _UNNAMED) if joint else self._who(attribution, floor)
                if person or joint:
                    return _Found(person, attribution, confidence)
                if attribution.strong and attribution.place not in VAGUE and self._speech.is_speech(words):
                    unnamed = unnamed or _Found(None, attribution, _UNNAMED)
            elif self._speech.is_speech(words) or attribution.place is AttributionPlace.HEAD:
                person = self._headed(attribution)
                if person or attribution.place is AttributionPlace.HEAD:
                    return _Found(person, attribution, _CONFIDENCE[attribution.place])
        return unnamed

    def _who(self, attribution: Attribution, floor: int) -> tuple[NamedPerson | None, float]:
        """Return the person whom a clause names, or whom its pronoun means, and how sure that is."""
        confidence = _CONFIDENCE[attribution.place] * (1 if attribution.strong else 0.9)
        who = attribution.who
        if who.casefold() in _NOBODY:
            return None, 0
        if who.casefold() in _SOMEBODY:
            at = self._text.find(who, attribution.start, attribution.end)
            return self._people.resolve_pronoun(who, at, floor, self._masked), confidence * _PRONOUN
        if attribution.place is AttributionPlace.BEFORE and _PLACE_BEFORE.search(
            self._text, max(0, attribution.start - 12), attribution.start
        ):
            return None, 0
        person = self._people.read(who, at=attribution.start) or self._people.read_surname(who)
        if person is None and (
            appended := re.match(rf", (?:the )?(?:late )?(?P<who>{NAME}),", self._text[attribution.start + len(who) :])
        ):
            # 'The author of the book, Ida Vale, wrote'.
            person = self._people.read(appended["who"], at=attribution.start)
        if person is None and attribution.place is AttributionPlace.AFTER:
            # The whole of a long office, or what follows 'the President's'.
            at = self._text.find(who, attribution.start)
            person = self._people.read_run(at + len(who) + 1 if who.endswith(("’s", "'s")) else at)
        return person, confidence

    def _is_joint(self, attribution: Attribution) -> bool:
        """Say whether a clause names several who say the same: nobody of them said it alone."""
        if attribution.place is AttributionPlace.AFTER:
            return _JOINING.match(self._text, attribution.end) is not None
        ahead = self._text[max(0, attribution.start - _LONGEST_NAME) : attribution.start]
        # '..., and Ida Vale, who said': what is told of the last is told of her alone.
        alone = re.match(rf"{re.escape(attribution.who)}, who ", self._text[attribution.start :]) is not None
        return attribution.place is AttributionPlace.BEFORE and not alone and _JOINED.search(ahead) is not None

    def _headed(self, attribution: Attribution) -> NamedPerson | None:
        """Return the person whom a heading or a signature names: with a title, with a role after it, or at a colon."""
        if " and " in attribution.who and not holds_title(attribution.who):
            return None
        person = self._people.read(attribution.who, described=attribution.described)
        if person is None and attribution.place is AttributionPlace.HEAD:
            # A second title, and the name after it, may follow the first.
            second = self._people.read(attribution.described.strip(" ,").split(",")[0])
            person = second if second and second.has_office else None
        if person is None or attribution.place is AttributionPlace.HEAD:
            return person
        dashed = self._text[: attribution.start].endswith(("— ", "– ", "- ", "—", "–"))
        return person if person.has_office or holds_role(person.described) or dashed else None

    def _goes_on(self, words: Attributed, before: tuple[Attributed, _Found] | None) -> _Found | None:
        """Return the speaker of the quotation before this one, where this one goes on from it with nothing between.

        Between may stand the words that attribute the first ('“...,” she said. “...”'), or 'and' inside one sentence.
        """
        if before is None or not self._speech.is_speech(words):
            return None
        earlier, found = before
        between = self._text[earlier.end + 1 : words.start - 1]
        attribution = found.attribution
        if "\n" in between:
            return None
        if attribution.place is AttributionPlace.AFTER and attribution.start > earlier.end:
            goes_on = len(split_sentences(between.lstrip(" .,"))) <= 1 and self._speech.begins_sentence(words.start)
        else:
            goes_on = _AND.fullmatch(between) is not None
        if not goes_on:
            return None
        kept = replace(attribution, place=AttributionPlace.EARLIER)
        return _Found(found.person, kept, found.confidence * _CONFIDENCE[AttributionPlace.EARLIER])


def _write(person: NamedPerson) -> str:
    """Return a person's name; with the title that was printed where the release gives only a surname."""
    return person.name if person.has_full_name else f"{person.title} {person.name}".strip()
