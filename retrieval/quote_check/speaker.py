"""Source: whose words a span of a release holds, and whether a claim's speaker may be credited with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive import OFFICIAL_VOICES, Generation, Quotation, Turn, Voice
from language import Attributed, ends_with, find_quotations, fold_name, may_be_one, name_words, quotation_around
from retrieval.quote_check.candidates import Stretch

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


# What stands before a name, or in place of one, as claims are written.
_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady the a an us u.s american president vice secretary press deputy
    under undersecretary assistant acting associate principal director administrator advisor adviser coordinator
    spokesperson spokesman spokeswoman ambassador envoy chair chairman chairwoman general attorney surgeon solicitor
    minister prime foreign chancellor king queen prince princess emir pope premier governor gov lt lieutenant mayor senator
    sen representative rep congressman congresswoman delegate judge justice chief officer staff counsel national security
    senior administration ministry government white house official officials former first second gentleman state defense
    defence treasury commerce labor energy education transportation health homeland agriculture interior commissioner
    colonel captain admiral sergeant of for and to department office special consular crisis centre center reverend rev
    pastor rabbi bishop ceo executive speaker leader majority minority background briefer""".split()
)
_WITHOUT_OFFICE = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "the", "a", "an", "us", "of"})
_REPORTERS = frozenset({"reporter", "reporters", "journalist", "press", "q", "question", "questioner", "correspondent"})
_INSTITUTIONS = frozenset(
    "administration ministry government department office agency bureau embassy council commission committee".split()
)
_OF_INSTITUTIONS = _INSTITUTIONS | frozenset(
    """white house state defense defence treasury justice commerce labor labour energy education transportation health
    homeland foreign interior agriculture national security special consular crisis centre center american press""".split()
)
# Titles that only a person has.
_PERSONAL = _TITLES - _OF_INSTITUTIONS - _WITHOUT_OFFICE - {"for", "to", "and"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in parts, folded: the words of titles, those of the name itself (none where it is a title alone), the surname."""

    titles: frozenset[str]
    words: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()

    def has_surname_of(self, other: _Name) -> bool:
        """Say whether two surnames are the same: 'Ana Orr Lund' and 'Ana Orr-Lund' have one, 'Lund' and 'Orr-Lund' two."""
        surname = max(self.surname, other.surname, key=len)
        return bool(surname) and self.words[-len(surname) :] == surname == other.words[-len(surname) :]


def names_reporter(claimed: str) -> bool:
    """Say whether a claim names no person but a reporter: 'a reporter', but not 'Press Secretary Vale'."""
    words = set(fold_name(claimed))
    return bool(words & _REPORTERS) and not words & _PERSONAL


def names_institution(claimed: str, office: str | None) -> bool:
    """Say whether a claim names an institution that speaks through a release: 'the White House', 'the ministry'.

    ``office`` is the release's own, None where it names none: any institution may then be meant.
    """
    words = set(fold_name(claimed)) - _WITHOUT_OFFICE
    institution = bool(words & _INSTITUTIONS or {"white", "house"} <= words) and not words & _PERSONAL
    return institution and (not office or not words.isdisjoint(fold_name(office)))


def is_same_speaker(generation: Generation, claimed: str, speaker: str | None, label: str | None) -> bool:
    """Say whether a claim's speaker is the one whom a release names so, or prints under this label.

    ``speaker`` is the name, ``label`` what is printed ('THE PRESIDENT'); either may be None.
    """
    wanted = _read_name(claimed)
    if not wanted.words:
        return any(_holds_title(wanted, printed) for printed in (label, speaker) if printed)
    labels = _labels(generation)
    # The name first: it says more than the label, which two people of one surname may share.
    printed = tuple(filter(None, (speaker, label)))
    for name in printed:
        found = _read_name(name)
        if found.has_surname_of(wanted):
            others = {other: printed_as for other, printed_as in labels.items() if other != speaker}
            return may_be_one(wanted.words, found.words) and _titles_agree(
                wanted, found, labels.get(name, frozenset()) | set(printed), others
            )
    # 'THE PRESIDENT', whose name the release does not give: who is printed so elsewhere in the archive?
    if speaker is None and label and not _read_name(label).words:
        holders = [name for name, printed_as in labels.items() if label in printed_as]
        return bool(holders) and all(is_same_speaker(generation, claimed, name, None) for name in holders)
    return False


def _holds_title(wanted: _Name, printed: str) -> bool:
    """Say whether what is printed holds all the words of a title: 'the President' is 'THE PRESIDENT', not 'Vice President'."""
    words = frozenset(fold_name(printed)) - _WITHOUT_OFFICE
    asked = wanted.titles - _WITHOUT_OFFICE
    return bool(asked) and asked <= words and ("vice" in asked) == ("vice" in words)


def _titles_agree(wanted: _Name, found: _Name, printed: frozenset[str], others: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a title fits, where the claim gives one and no first name: another of that surname may hold the office."""
    has_first_name = len(wanted.words) > 1 and not ends_with(found.words, wanted.words)
    if not wanted.titles - _WITHOUT_OFFICE or has_first_name or any(_holds_title(wanted, one) for one in printed):
        return True
    namesakes = [
        labels | {name}
        for name, labels in others.items()
        if (other := _read_name(name)).has_surname_of(found)
        and not (len(other.words) > 1 and len(found.words) > 1 and may_be_one(other.words, found.words))
    ]
    return not any(_holds_title(wanted, one) for labels in namesakes for one in labels)


@lru_cache(maxsize=4096)
def _read_name(printed: str) -> _Name:
    bare = re.split(r"[(,]", printed)[0].rstrip("_#0123456789 ")
    words = name_words(bare)
    if not words or words[-1] in _TITLES:
        return _Name(frozenset(words))
    first = max((index + 1 for index, word in enumerate(words) if word in _TITLES), default=0)
    surname = next(last for last in map(fold_name, reversed(bare.split())) if last[-1:] == words[-1:])
    return _Name(frozenset(words[:first]) & _TITLES, words[first:], surname)


@lru_cache(maxsize=2)
def _labels(generation: Generation) -> dict[str, frozenset[str]]:
    return generation.catalogue.labels_of_speakers()
