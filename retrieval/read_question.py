"""Read a question: whose words, of when and out of what kind of release it asks for, so that the search can be narrowed.

Only what the question says outright is read, and only what still holds the answer where the person meant it loosely: an
answer that is filtered away cannot be found, one that is not is only harder to find. Each thing read is a Chip, which can
be taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from archive.reader import CatalogueReader
from archive.releases import Voice
from retrieval.mentioned_speakers import MentionedSpeaker, find_speakers, find_voices, keeps_speaker
from retrieval.periods import Period, Relation, find_periods
from retrieval.question import Filters
from retrieval.release_forms import find_form


class ChipField(StrEnum):
    """What a chip narrows. The order is that in which chips are taken off where nothing is left: kinds first."""

    KINDS = "kinds"
    PERIOD = "period"
    SPEAKERS = "speakers"
    VOICES = "voices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing read from a question: ``text[start:end]`` are its words; the field's values are what it was read as.

    ``named_since`` and ``named_until`` are the days of a period as the question names it; the filter's are wider by what may
    lie between an event and the release that tells of it. With ``in_opening`` the words stand in the question before.
    """

    field: ChipField
    start: int
    end: int
    words: str
    filters: Filters
    named_since: date | None = None
    named_until: date | None = None
    in_opening: bool = False

    @property
    def middle(self) -> date | None:
        """The day in the middle of a period."""
        if self.named_since is None or self.named_until is None:
            return None
        return self.named_since + (self.named_until - self.named_since) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a question was read as: the filters, and a chip for each of them."""

    filters: Filters = Filters()
    chips: tuple[Chip, ...] = ()

    def without(self, *fields: ChipField) -> Reading:
        """Return the reading without these fields."""
        return _reading([chip for chip in self.chips if chip.field not in fields])


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """How many days before and after a period a release that answers may lie."""

    before: int
    after: int


# Measured in November 2026 on two question sets (110 and 48 answerable questions): see tests/retrieval/test_read_question.py.
SAID_DAY = Slack(before=1, after=3)
SAID_MONTH = Slack(before=1, after=3)
HAPPENED_DAY = Slack(before=3, after=14)
HAPPENED_MONTH = Slack(before=14, after=45)
STOOD = Slack(before=14, after=30)  # 'as of', 'by'

_SAID_THING = (
    r"(?:briefing|press\s+call|background\s+call|press\s+conference|news\s+conference|speech|remarks|address|interview|gaggle"
    r"|town\s+hall|statement|post|blog|pitch|fact\s+sheet|proclamation|memo|memorandum|readout|outline|testimony|eulogy)"
)
_DONE_THING = r"(?:call|order|announcement|letter)"
_WORDS_BETWEEN = r"(?:\s+(?!of\b|on\b|in\b|for\b|with\b|to\b|from\b|about\b|and\b)[\w.’'&/-]+){0,4}?\s+"
_OF_SAID = re.compile(rf"{_WORDS_BETWEEN}{_SAID_THING}\b", re.IGNORECASE)
_OF_DONE = re.compile(rf"{_WORDS_BETWEEN}{_DONE_THING}\b", re.IGNORECASE)
# What was still to come is told before it came, by how long before nobody knows.
_TO_COME = re.compile(
    r"\b(?:will|shall|going\s+to|have\s+to|has\s+to|must|by\s+when|until\s+(?:when|what))\b|(?<![Ii]n )\bmay\b"
)
_PERHAPS_TO_COME = re.compile(
    r"\b(?:would|due|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|supposed|scheduled|deadline|set\s+to|aim(?:s|ed|ing)?|targets?|goals?"
    r"|projected|forecast)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"\b(?:what|which|who|whom|whose|how|when|where|why|did|does)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:asked|told\s+reporters|said|speaking|briefing)\s*$", re.IGNORECASE)


def read_question(text: str, catalogue: CatalogueReader, *, opening: str = "", asked_on: date | None = None) -> Reading:
    """Return what a question says of whose words, of when and of which kind of release the answer is to be.

    ``asked_on`` is the day that 'last month' is relative to; without it, the archive's last day is. ``opening`` is the
    question that a follow-up leans on: who speaks is read from it where the follow-up only goes on. The period is not: of
    the follow-ups of two question sets (November 2026) that name none, 4 of 21 are answered outside the opening's.
    """
    days = [date.fromisoformat(day) for day in catalogue.count_releases("date")]
    if not days:
        return Reading()
    covered = (min(days), max(days))
    named = _read_period(text, covered, asked_on)
    speakers = find_speakers(text, catalogue, on=named.middle if named else None)
    period = _read_period(text, covered, asked_on, said=speakers)
    chips = _speaker_chips(text, speakers)
    if opening and not chips and keeps_speaker(text):
        before = find_speakers(opening, catalogue, on=period.middle if period else None)
        chips = [replace(chip, in_opening=True) for chip in _speaker_chips(opening, before)]
    chips += [*([period] if period else []), *_kind_chips(text, catalogue)]
    return _reading(chips)


def merge(person: Filters, reading: Reading) -> Filters:
    """Return the filters to search with: what the person set stays; what was read fills only fields they left open."""
    read = reading.filters
    dated = person.since or person.until
    merged = Filters(
        speakers=person.speakers or read.speakers,
        since=person.since if dated else read.since,
        until=person.until if dated else read.until,
        kinds=person.kinds or read.kinds,
        voices=person.voices or (read.voices if not person.speakers else ()),
    )
    return replace(merged, inferred=merged != replace(person, inferred=False))


def loosen(reading: Reading) -> tuple[Reading, ...]:
    """Return ever looser readings for when one leaves nothing: without the kind, then the period, then the speaker."""
    looser = []
    for field in (ChipField.KINDS, ChipField.PERIOD, ChipField.SPEAKERS):
        if any(chip.field is field for chip in reading.chips):
            reading = reading.without(field)
            looser.append(reading)
    return tuple(looser)


def _reading(chips: Iterable[Chip]) -> Reading:
    kept = tuple(chips)
    filters = Filters(inferred=bool(kept))
    for chip in kept:
        one = chip.filters
        filters = replace(
            filters,
            speakers=tuple(dict.fromkeys((*filters.speakers, *one.speakers))),
            kinds=tuple(dict.fromkeys((*filters.kinds, *one.kinds))),
            voices=tuple(dict.fromkeys((*filters.voices, *one.voices))),
            since=filters.since or one.since,
            until=filters.until or one.until,
        )
    return Reading(filters=filters, chips=kept)


# --- who ---


def _speaker_chips(text: str, speakers: Sequence[MentionedSpeaker]) -> list[Chip]:
    """Return a chip a speaker, or one for the voices that the question asks for without a name."""
    voices = {voice for one in speakers for voice in one.voices}
    if voices and any(not one.voices for one in speakers):
        voices |= {Voice.OFFICIAL, Voice.OFFICE}
    ordered = tuple(voice for voice in Voice if voice in voices)
    if speakers and all(one.names for one in speakers):
        return [
            _chip(ChipField.SPEAKERS, text, one.start, one.end, Filters(speakers=one.names, voices=ordered))
            for one in speakers
        ]
    if voices:  # a guest who speaks to one person: others may tell it as well
        wide = tuple(dict.fromkeys((Voice.OFFICIAL, Voice.OFFICE, *ordered)))
        return [_chip(ChipField.VOICES, text, speakers[0].start, speakers[-1].end, Filters(voices=wide))]
    asked = None if speakers else find_voices(text)
    return [_chip(ChipField.VOICES, text, asked[0], asked[1], Filters(voices=asked[2]))] if asked else []


def _kind_chips(text: str, catalogue: CatalogueReader) -> list[Chip]:
    form = find_form(text, catalogue)
    return [_chip(ChipField.KINDS, text, form.start, form.end, Filters(kinds=form.kinds))] if form else []


def _chip(field: ChipField, text: str, start: int, end: int, filters: Filters) -> Chip:
    return Chip(field=field, start=start, end=end, words=text[start:end], filters=filters)


# --- when ---


def _read_period(
    text: str, covered: tuple[date, date], asked_on: date | None, *, said: Sequence[MentionedSpeaker] = ()
) -> Chip | None:
    """Return the one chip for when: of several periods, the whole that holds them all."""
    windows = []
    for period in find_periods(text, reference=asked_on or covered[1]):
        if not period.year_given and asked_on is None and _is_ambiguous(period, covered):
            continue
        window = _window(text, period, said)
        if window and _meets(period, covered):
            windows.append((period, window))
    if not windows:
        return None
    since = None if any(w[0] is None for _, w in windows) else min(w[0] for _, w in windows if w[0])
    until = None if any(w[1] is None for _, w in windows) else max(w[1] for _, w in windows if w[1])
    if (since is None or since <= covered[0]) and (until is None or until >= covered[1]):
        return None
    start, end = windows[0][0].start, windows[-1][0].end
    chip = _chip(ChipField.PERIOD, text, start, end, Filters(since=since, until=until))
    return replace(chip, named_since=min(p.since for p, _ in windows), named_until=max(p.until for p, _ in windows))


def _covers_most(since: date | None, until: date | None, covered: tuple[date, date]) -> bool:
    """Whether a limit is hardly one: it leaves nine tenths of the days that the archive covers."""
    first, last = max(since or covered[0], covered[0]), min(until or covered[1], covered[1])
    return (last - first).days >= 0.9 * (covered[1] - covered[0]).days


def _window(text: str, period: Period, said: Sequence[MentionedSpeaker]) -> tuple[date | None, date | None] | None:
    """Return the first and the last day on which a release that answers may lie; None where the period says nothing of it."""
    relation, slack = _tie(text, period, said)
    if slack is None:
        return None
    try:
        since, until = period.since - timedelta(days=slack.before), period.until + timedelta(days=slack.after)
    except OverflowError:
        return None
    if relation is Relation.AFTER:
        return since, None
    if relation is Relation.BEFORE:
        return None, until
    return since, until


def _tie(text: str, period: Period, said: Sequence[MentionedSpeaker]) -> tuple[Relation, Slack | None]:
    """Return how the answer's release is tied to a period, and how closely; no slack where it is not."""
    happened = HAPPENED_DAY if period.exact else HAPPENED_MONTH
    spoken = SAID_DAY if period.exact else SAID_MONTH
    if period.relation is Relation.ATTRIBUTE:
        return _tie_of_attribute(text, period, spoken, happened)
    if _is_said_then(text, period, said):
        return period.relation, spoken if period.relation is not Relation.ASIDE else None
    if period.relation in (Relation.ASIDE, Relation.BEFORE) or _is_to_come(text, period):
        return period.relation, None
    return period.relation, STOOD if period.relation is Relation.AS_OF else happened


def _tie_of_attribute(text: str, period: Period, spoken: Slack, happened: Slack) -> tuple[Relation, Slack | None]:
    """'the October 2021 call' says when the words were said; 'the October 2021 storm' does not; 'oil price october 2021' may."""
    year_only = (period.until - period.since).days > 300
    if _OF_SAID.match(text, period.end):
        return _before_attribute(text, period), spoken
    if _OF_DONE.match(text, period.end):
        return _before_attribute(text, period), happened
    last = not text[period.end :].strip(" ?.!") or (not text[: period.start].strip() and text[period.end :][:1] in ",:")
    return Relation.WITHIN, happened if last and not year_only and not _is_to_come(text, period) else None


def _before_attribute(text: str, period: Period) -> Relation:
    """'after the October 2021 call': the answer lies after it too."""
    after = re.search(r"\b(?:after|since|following)\s+(?:the\s+)?$", text[: period.start], re.IGNORECASE)
    return Relation.AFTER if after else Relation.WITHIN


def _is_said_then(text: str, period: Period, said: Sequence[MentionedSpeaker]) -> bool:
    """Whether the period stands at a word of saying, or before a question about what was said."""
    before = text[: period.start].rstrip(" ,")
    if _ASKED.search(before) or any(one.said_end == len(before) for one in said):
        return True
    return bool(said) and not before


def _is_to_come(text: str, period: Period) -> bool:
    """Whether the question is of what was still ahead; 'in May, how many would ...' is of what was said in May."""
    fronted = not _QUESTION_WORD.search(text, 0, period.start)
    return bool(_TO_COME.search(text) or (not fronted and _PERHAPS_TO_COME.search(text)))


def _is_ambiguous(period: Period, covered: tuple[date, date]) -> bool:
    """Whether the archive covers the same days of the year before as well."""
    try:
        earlier = period.until.replace(year=period.until.year - 1)
    except ValueError:
        return False
    return earlier >= covered[0]


def _meets(period: Period, covered: tuple[date, date]) -> bool:
    """Whether the archive covers a day of the period: 'after the storm of last June' is no limit where it begins in July."""
    return period.since <= covered[1] and period.until >= covered[0]
