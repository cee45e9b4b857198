"""Source: whose words a span of a release holds, and whether a claim's speaker may be credited with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive import OFFICIAL_VOICES, Generation, Quotation, Turn, Voice
from language import Attributed, find_quotations, quotation_around
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
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
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
# Short forms of first names that are not the beginning of the long form.
_SHORT_FORMS = (
    ("joe", "joseph"), ("tony", "anthony"), ("bill", "william"), ("bob", "robert"), ("dick", "richard"),
    ("jim", "james"), ("jack", "john"), ("ted", "edward"), ("ned", "edward"), ("peggy", "margaret"), ("liz", "elizabeth"),
    ("beth", "elizabeth"), ("kate", "katherine"), ("kathy", "catherine"), ("mike", "michael"), ("chuck", "charles"),
    ("hank", "henry"), ("harry", "henry"), ("andy", "andrew"), ("larry", "lawrence"), ("jenny", "jennifer"),
    ("sandy", "alexander"), ("betsy", "elizabeth"), ("nancy", "anne"), ("tom", "thomas"), ("rick", "richard"),
    ("debbie", "deborah"), ("becky", "rebecca"), ("ricky", "richard"), ("jeff", "geoffrey"), ("steve", "stephen"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in parts, in lower case: titles, first names, surname ('' where there is none)."""

    titles: frozenset[str]
    first: tuple[str, ...]
    surname: str


def names_reporter(claimed: str) -> bool:
    """Whether a claim names no person but a reporter."""
    return bool(_REPORTERS & set(_parts(claimed)))


def names_institution(claimed: str, office: str | None) -> bool:
    """Whether a claim names an institution that speaks through a release: 'the White House', 'the ministry'.

    ``office`` is the release's own, None where it names none: any institution may then be meant.
    """
    parts = set(_parts(claimed)) - _WITHOUT_OFFICE
    institution = bool(parts & _INSTITUTIONS or {"white", "house"} <= parts) and not parts & _PERSONAL
    return institution and (not office or bool(parts & set(_parts(office))))


def is_same_speaker(generation: Generation, claimed: str, speaker: str | None, label: str | None) -> bool:
    """Return whether a claim's speaker is the one whom a release names so, or prints under this label.

    ``speaker`` is the name, ``label`` what is printed ('THE PRESIDENT'); either may be None.
    """
    wanted = _read(claimed)
    if not wanted.surname:
        return any(_holds_title(wanted, printed) for printed in (label, speaker) if printed)
    known = _labels(generation)
    # The name first: it says more than the label, which two people of one surname may share.
    printed = tuple(filter(None, (speaker, label)))
    for name in printed:
        there = _read(name)
        if there.surname == wanted.surname:
            others = {other: labels for other, labels in known.items() if other != speaker}
            return _first_names_agree(wanted, there) and _titles_agree(
                wanted, there, known.get(name, frozenset()) | set(printed), others
            )
    # 'THE PRESIDENT', whose name the release does not give: who is printed so elsewhere in the archive?
    if speaker is None and label and not _read(label).surname:
        holders = [name for name, labels in known.items() if label in labels]
        return bool(holders) and all(is_same_speaker(generation, claimed, name, None) for name in holders)
    return False


def _holds_title(wanted: _Name, printed: str) -> bool:
    """Whether what is printed holds all the words of a title: 'the President' is 'THE PRESIDENT', not 'Vice President'."""
    there = frozenset(_parts(printed)) - _WITHOUT_OFFICE
    asked = wanted.titles - _WITHOUT_OFFICE
    return bool(asked) and asked <= there and ("vice" in asked) == ("vice" in there)


def _first_names_agree(one: _Name, other: _Name) -> bool:
    if not one.first or not other.first:
        return True
    a, b = one.first[0], other.first[0]
    return a.startswith(b) or b.startswith(a) or (a, b) in _SHORT_FORMS or (b, a) in _SHORT_FORMS


def _titles_agree(wanted: _Name, there: _Name, printed: frozenset[str], others: Mapping[str, frozenset[str]]) -> bool:
    """Whether a title fits, where the claim gives one and no first name: another of that surname may hold the office."""
    office = wanted.titles - _WITHOUT_OFFICE
    if not office or wanted.first or any(_holds_title(wanted, one) for one in printed):
        return True
    namesakes = [
        labels | {name}
        for name, labels in others.items()
        if (read := _read(name)).surname == there.surname
        and not (read.first and there.first and _first_names_agree(read, there))
    ]
    return not any(_holds_title(wanted, one) for labels in namesakes for one in labels)


@lru_cache(maxsize=4096)
def _read(name: str) -> _Name:
    parts = [part for part in _parts(name) if part not in _SUFFIXES and not part.isdigit()]
    if not parts or parts[-1] in _TITLES:
        return _Name(frozenset(parts), (), "")
    names = [part for part in parts[:-1] if part not in _TITLES]
    return _Name(frozenset(parts[:-1]) & _TITLES, tuple(names), parts[-1])


def _parts(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[’'](?=s\b)|[’'`‘.]", "", plain.split("(")[0].casefold())
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", plain.split(",")[0])


@lru_cache(maxsize=2)
def _labels(generation: Generation) -> dict[str, frozenset[str]]:
    return generation.catalogue.labels_of_speakers()
