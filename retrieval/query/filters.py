"""Read a question: whose words, of when and out of what kind of release it asks for, so that the search can be narrowed.

Only what the question says outright is read, and only what still holds the answer where the person meant it loosely: an
answer that is filtered away cannot be found, one that is not is only harder to find. Each thing read is a Chip, which can
be taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive import CatalogueReader, Voice
from retrieval.query.guests import find_guest
from retrieval.query.kinds import find_form, find_latest
from retrieval.query.readers import find_reader
from retrieval.query.release_dates import read_period
from retrieval.query.speakers import MentionedSpeaker, find_speakers, find_stranger, find_voices, keeps_speaker
from retrieval.question import Chip, ChipField, Filters, Reading

_OURS = (Voice.OFFICIAL, Voice.OFFICE)
_OPEN = (*_OURS, Voice.GUEST)


def read_question(text: str, catalogue: CatalogueReader, *, opening: str = "", asked_on: date | None = None) -> Reading:
    """Return what a question says of whose words, of when and of which kind of release the answer is to be.

    ``asked_on`` is the day that 'last month' is relative to; without it, the archive's last day is. Where no release has
    a date, no period is read. ``opening`` is the
    question that a follow-up leans on: who speaks is read from it where the follow-up only goes on, and else whose words were
    searched beside the officials', which still are. The period is not: of the follow-ups of two question sets (November 2026)
    that name none, 4 of 21 are answered outside the opening's.
    """
    covered = catalogue.days
    named = read_period(text, covered, asked_on=asked_on) if covered else None
    speakers = find_speakers(text, catalogue, on=named.middle if named else None)
    period = read_period(text, covered, asked_on=asked_on, said=speakers) if covered else None
    chips = _speaker_chips(text, speakers, catalogue)
    if opening and not chips:
        before = find_speakers(opening, catalogue, on=period.middle if period else None)
        found = _speaker_chips(opening, before, catalogue)
        kept = found if keeps_speaker(text) else _widened(found)
        chips = [replace(chip, in_opening=True) for chip in kept]
    period = period or _latest_chip(text, chips, catalogue)
    chips += [*([period] if period else []), *_kind_chips(text, catalogue)]
    return Reading(chips=tuple(chips))


def _speaker_chips(text: str, speakers: Sequence[MentionedSpeaker], people: CatalogueReader) -> list[Chip]:
    """Return a chip a speaker, or one for the voices that the question asks for without a name."""
    voices = {voice for one in speakers for voice in one.voices}
    if voices and any(not one.voices for one in speakers):
        voices |= {*_OURS}
    ordered = tuple(voice for voice in Voice if voice in voices)
    if speakers and all(one.names for one in speakers):
        return [
            _chip(ChipField.SPEAKERS, text, one.start, one.end, Filters(speakers=one.names, voices=ordered))
            for one in speakers
        ]
    if voices:  # a guest who speaks to one person: others may tell it as well
        wide = tuple(dict.fromkeys((*_OURS, *ordered)))
        return [_chip(ChipField.VOICES, text, speakers[0].start, speakers[-1].end, Filters(voices=wide))]
    if speakers:
        return []
    if reader := find_reader(text, people):
        start, end, wanted = reader
        return [_chip(ChipField.SPEAKERS if wanted.speakers else ChipField.VOICES, text, start, end, wanted)]
    if asked := find_voices(text, people):
        return [_chip(ChipField.VOICES, text, asked[0], asked[1], Filters(voices=asked[2]))]
    guest = find_stranger(text, people) or find_guest(text, people)
    return [_chip(ChipField.VOICES, text, *guest, Filters(voices=_OPEN))] if guest else []


def _widened(chips: Sequence[Chip]) -> list[Chip]:
    """Return a chip for whose words beside the officials' these ask; none where they ask for no others'."""
    voices = dict.fromkeys((*_OURS, *(voice for chip in chips for voice in chip.filters.voices)))
    if len(voices) == len(_OURS):
        return []
    return [replace(chips[0], field=ChipField.VOICES, filters=Filters(voices=tuple(voices)))]


def _latest_chip(text: str, said: Sequence[Chip], catalogue: CatalogueReader) -> Chip | None:
    """Return a chip for the day of the latest release of the kind that is named so, in which whoever is asked for speaks."""
    latest = find_latest(text, catalogue, speakers=[name for chip in said for name in chip.filters.speakers])
    if latest is None:
        return None
    chip = _chip(ChipField.PERIOD, text, latest.start, latest.end, Filters(since=latest.day, until=latest.day))
    return replace(chip, named_since=latest.day, named_until=latest.day)


def _kind_chips(text: str, catalogue: CatalogueReader) -> list[Chip]:
    form = find_form(text, catalogue)
    return [_chip(ChipField.KINDS, text, form.start, form.end, Filters(kinds=form.kinds))] if form else []


def _chip(field: ChipField, text: str, start: int, end: int, filters: Filters) -> Chip:
    return Chip(field=field, start=start, end=end, words=text[start:end], filters=filters)
