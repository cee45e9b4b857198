"""Source: whose words a span of a release holds, and whether a claim's speaker may be credited with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.attribution import Attributed, find_quotations, quotation_around
from archive.releases import OFFICIAL_VOICES, Quotation, Turn, Voice
from archive.store import Generation
from retrieval.candidates import Stretch
from retrieval.speakers import is_same_speaker, names_institution, names_reporter

LOOKED_BACK = 2500  # characters before a span where the quotation that holds it may open
LOOKED_ON = 1200  # characters after it where it may close, and be attributed
_NOBODY_NAMED = frozenset({"he", "she", "they", "one", "it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose words a span holds.

    ``speaker`` is the person, None where it is not known; ``label`` and ``voice`` are the turn's. ``read_out_by`` is who
    read the words out, or put them into the release, where they are somebody else's; ``quoted`` is whether they stand in
    quotation marks there.
    """

    speaker: str | None
    label: str | None
    voice: Voice
    read_out_by: str | None = None
    quoted: bool = False

    @property
    def is_read_out(self) -> bool:
        """Whether the words are somebody else's than the one's in whose turn they stand."""
        return self.read_out_by is not None

    @property
    def name(self) -> str:
        """The speaker in words, also where no name is known."""
        if self.speaker:
            return self.speaker
        if self.is_read_out:
            return f"somebody else, read out by {self.read_out_by}"
        return describe_turn(self.speaker, self.label, self.voice)


def describe_turn(speaker: str | None, label: str | None, voice: Voice) -> str:
    """Return who speaks in a turn, in words: the name, the label, or what the voice is."""
    unnamed = {
        Voice.REPORTER: "a reporter",
        Voice.OFFICE: "the release’s own text",
        Voice.PUBLIC: "a member of the public",
        Voice.CAPTION: "a photo caption",
        Voice.FURNITURE: "the web page around the release",
        Voice.GUEST: "a guest",
        Voice.OFFICIAL: "an official",
    }
    name = speaker or (label if label and voice is not Voice.REPORTER else None)
    return name or unnamed[voice]


def find_source(stretch: Stretch, start: int, end: int) -> Source:
    """Return whose words ``[start:end]`` of the stretch's text are: the turn's, or those of whom it quotes."""
    turn = stretch.turn
    around = _quotation(stretch, start, end)
    if around is None:
        return Source(speaker=turn.speaker, label=turn.label, voice=turn.voice)
    read = _read_quotation(stretch, start, end)
    nobody = around.speaker is None or around.speaker.casefold() in _NOBODY_NAMED
    unattributed = around.speaker is None and read is None and turn.voice is not Voice.OFFICE
    own = around.own or unattributed or _is_own(around, turn)
    if own:
        return Source(speaker=turn.speaker, label=turn.label, voice=turn.voice, quoted=True)
    reader = describe_turn(turn.speaker, turn.label, turn.voice)
    named = read.speaker if nobody and read else None if nobody else around.speaker
    return Source(speaker=named, label=turn.label, voice=turn.voice, read_out_by=reader, quoted=True)


def is_credited(generation: Generation, claimed: str, source: Source, stretch: Stretch, span: tuple[int, int]) -> bool:
    """Return whether the words are those of the person whom a claim names."""
    if source.is_read_out:
        if source.speaker:
            return is_same_speaker(generation, claimed, source.speaker, None)
        # Nobody is named beside the quotation: the claim stands if its name does, in the same paragraph.
        return source.voice is Voice.OFFICE and _is_named_nearby(claimed, stretch.text, span)
    if source.voice is Voice.REPORTER:
        return names_reporter(claimed)
    if names_institution(claimed, stretch.kept.release.office):
        # Its officials and its releases speak for it.
        return source.voice in OFFICIAL_VOICES
    if source.voice is Voice.OFFICE and source.speaker is None:
        office = f"{stretch.kept.release.office or ''} {stretch.kept.release.byline or ''}"
        return is_same_speaker(generation, claimed, None, office) or claimed.casefold() in office.casefold()
    return is_same_speaker(generation, claimed, source.speaker, source.label)


def _quotation(stretch: Stretch, start: int, end: int) -> Attributed | None:
    floor = max(stretch.turn.said, start - LOOKED_BACK)
    floor = stretch.text.find("\n", floor, start) + 1 if floor > stretch.turn.said else floor
    ceiling = min(stretch.turn.end, end + LOOKED_ON)
    return quotation_around(find_quotations(stretch.text, floor or stretch.turn.said, ceiling), start, end)


def _read_quotation(stretch: Stretch, start: int, end: int) -> Quotation | None:
    """Return what the ingest read as a quotation of somebody around a span of written text; None in an earlier version."""
    if stretch.version or stretch.turn.label is not None:
        return None
    return next((one for one in stretch.kept.release.quotations if one.start <= start and end <= one.end), None)


def _is_own(quotation: Attributed, turn: Turn) -> bool:
    """Whether a turn quotes its own speaker by name, as a statement about oneself does."""
    if not quotation.speaker or not turn.speaker:
        return False
    return quotation.speaker.split()[-1].casefold() == turn.speaker.split()[-1].casefold()


def _is_named_nearby(claimed: str, text: str, span: tuple[int, int]) -> bool:
    start, end = text.rfind("\n\n", 0, span[0]) + 1, text.find("\n\n", span[1])
    surname = re.sub(r"\W", "", claimed.rsplit(maxsplit=1)[-1]) if claimed.split() else ""
    return (
        len(surname) > 2
        and re.search(rf"\b{re.escape(surname)}\b", text[start : end if end > 0 else None], re.IGNORECASE) is not None
    )
