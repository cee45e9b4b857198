"""Speaker: whose words a span of a release holds, and whether they are those of the person whom a claim names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive import OFFICIAL_VOICES, Generation, Quotation, Turn, Voice
from language import (
    HEADS,
    ROLE_WORDS,
    Attributed,
    Role,
    TitledName,
    ends_with,
    find_attributed,
    fits_office,
    fold_name,
    may_be_one,
    name_words,
    office_key,
    quotation_around,
    read_titled_name,
    word_set,
)
from retrieval import wording
from retrieval.quote_check.candidates import Stretch

_LOOKED_BACK = 2500  # characters before a span where the quotation that holds it may open
_LOOKED_AHEAD = 1200  # characters after it where it may close, and be attributed
_SHORTEST_SURNAME = 3  # letters; a shorter one may be any word of a paragraph
_NOBODY = word_set("titles.nobody")
_INSTITUTIONS = word_set("titles.institutions")
_SEVERAL, _DETERMINERS = word_set("saying.several"), word_set("quotations.determiners")
_SMALL_WORDS = word_set("titles.joints", "titles.articles")
_UNNAMED = frozenset({Voice.REPORTER, Voice.PUBLIC})  # whom a release names seldom
_SPOKEN = _UNNAMED | {Voice.OFFICIAL, Voice.GUEST}  # a person's own words
# Words that only a person's title has.
_PERSONAL = (HEADS | word_set("titles.groups")) - word_set("titles.also_fields")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whose words a span holds.

    ``speaker`` is the person, None where it is not known; ``label`` and ``voice`` are the turn's. ``read_out_by`` is who
    read the words out, or put them into the release, where they are somebody else's; ``quoted`` is whether they stand in
    quotation marks there, and ``of_several`` whether 'they' said them.
    """

    speaker: str | None
    label: str | None
    voice: Voice
    read_out_by: str | None = None
    quoted: bool = False
    of_several: bool = False

    @property
    def name(self) -> str:
        """The speaker in words, also where no name is known."""
        if self.speaker is None and self.read_out_by:
            return wording.READ_OUT_BY.format(by=self.read_out_by)
        return _describe_speaker(self.speaker, self.label, self.voice)


def find_source(stretch: Stretch, start: int, end: int) -> Source:
    """Return whose words ``[start:end]`` of the stretch's text are: the turn's, or those of whom it quotes."""
    turn = stretch.turn
    quotation = _find_quotation(stretch, start, end)
    if quotation is None:
        return Source(speaker=turn.speaker, label=turn.label, voice=turn.voice)
    kept = _find_kept_quotation(stretch, start, end)
    unattributed = quotation.speaker is None and not quotation.own and kept is None and turn.voice is not Voice.OFFICE
    own = quotation.own and turn.voice is not Voice.REPORTER  # whose 'you said' is another's
    if own or unattributed or _quotes_itself(turn, quotation):
        return Source(speaker=turn.speaker, label=turn.label, voice=turn.voice, quoted=True)
    named = quotation.speaker
    if named is None or named.casefold() in _NOBODY:
        named = kept.speaker if kept else None
    reader = _describe_speaker(turn.speaker, turn.label, turn.voice)
    several = quotation.speaker is not None and quotation.speaker.casefold() in _SEVERAL
    return Source(
        speaker=named, label=turn.label, voice=turn.voice, read_out_by=reader, quoted=True, of_several=several
    )  # fmt: skip


def _describe_speaker(speaker: str | None, label: str | None, voice: Voice) -> str:
    """Return who speaks, in words: the name, else the label, else what the voice is."""
    return speaker or (label if voice is not Voice.REPORTER else None) or wording.UNNAMED_SPEAKERS[voice]


def _find_quotation(stretch: Stretch, start: int, end: int) -> Attributed | None:
    """Return the quotation in the text around a span, None where the span stands in none."""
    floor = max(stretch.turn.said, start - _LOOKED_BACK)
    floor = stretch.text.find("\n", floor, start) + 1 if floor > stretch.turn.said else floor
    ceiling = min(stretch.turn.end, end + _LOOKED_AHEAD)
    return quotation_around(find_attributed(stretch.text, floor or stretch.turn.said, ceiling), start, end)


def _find_kept_quotation(stretch: Stretch, start: int, end: int) -> Quotation | None:
    """Return what ingest kept as a quotation around a span of written text."""
    if stretch.turn.label is not None:
        return None
    return next((kept for kept in stretch.kept.release.quotations if kept.start <= start and end <= kept.end), None)


def _quotes_itself(turn: Turn, quotation: Attributed) -> bool:
    """Say whether a turn quotes its own speaker by name, as a statement about oneself does."""
    if not quotation.speaker or not turn.speaker:
        return False
    return quotation.speaker.split()[-1].casefold() == turn.speaker.split()[-1].casefold()


def is_credited(
    generation: Generation, claimed: str, source: Source, stretch: Stretch, span: tuple[int, int]
) -> bool | None:
    """Say whether the words of a span are those of the person whom a claim names; None where it is not known whose they are."""
    release = stretch.kept.release
    if source.read_out_by:
        return _is_credited_as_read(generation, claimed, source, stretch, span)
    if source.voice in {Voice.FURNITURE, Voice.CAPTION}:  # what a page prints around a release is nobody's statement
        return False
    if source.voice is Voice.REPORTER and names_reporter(claimed):
        return True
    if names_institution(claimed, release.office, release.text):
        spoken = source.voice in _SPOKEN
        # Its officials and its releases speak for it.
        return source.voice in OFFICIAL_VOICES or (False if spoken else None)
    if source.speaker is None and source.label is None and source.voice not in _SPOKEN:
        signed = f"{release.office or ''} {release.byline or ''}"
        is_signed = is_same_speaker(generation, claimed, None, signed) or claimed.casefold() in signed.casefold()
        return is_signed or None
    if is_same_speaker(generation, claimed, source.speaker, source.label):
        return True
    # Where it is not known for whom somebody speaks, who it is may be.
    sure = source.voice is not Voice.QUESTION and (source.voice is not Voice.UNKNOWN or source.speaker is not None)
    return False if sure and _is_another(generation, claimed, source, release.turns) else None


def _is_credited_as_read(
    generation: Generation, claimed: str, source: Source, stretch: Stretch, span: tuple[int, int]
) -> bool | None:
    """Say whether words that another reads out or prints are the claimed person's; None where it is not known."""
    turn = stretch.turn
    if source.speaker and is_same_speaker(generation, claimed, source.speaker, None):
        return True
    if source.of_several or (source.speaker and _names_somebody(source.speaker)):
        return False
    # Nobody is named beside the quotation: the claim stands if its name does, in the same paragraph.
    if source.voice is Voice.OFFICE and _is_named_nearby(claimed, stretch.text, span):
        return True
    # Who reads words out as another's did not say them.
    reads = turn.voice is not Voice.REPORTER and is_same_speaker(generation, claimed, turn.speaker, turn.label)
    return False if reads else None


def _names_somebody(speaker: str) -> bool:
    """Say whether an attribution is a name, of a person or a body, and not 'the minister' or 'a lock keeper'."""
    first, *others = speaker.split()
    return any(word[0].isupper() for word in ([first] if first.casefold() not in _DETERMINERS else []) + others)


def _is_another(generation: Generation, claimed: str, source: Source, turns: Sequence[Turn]) -> bool:
    """Say whether it is known that who speaks is not the one whom a claim names, where both are not the same by name."""
    if _holds_name(source.speaker) or (source.voice not in _UNNAMED and _holds_name(source.label)):
        return True
    # Whom a release names elsewhere is not who it names by no more than 'Q' or 'MODERATOR'.
    if any(turn.speaker and is_same_speaker(generation, claimed, turn.speaker, turn.label) for turn in turns):
        return True
    if source.voice not in _UNNAMED:
        return any(_holds_name(holder) for holder in _holders(generation, source.label))
    wanted = read_titled_name(claimed)
    known = (read_titled_name(name) for name in _labels(generation))
    return bool(wanted.office) or not wanted.words or any(name.has_surname_of(wanted) for name in known)


def _holds_name(label: str | None) -> bool:
    """Say whether a label is more than what somebody is: 'MS. VALE', not 'MODERATOR' or 'PM'."""
    words = read_titled_name(label or "").words
    return bool(words) and not any(word.upper() in ROLE_WORDS for word in words)


def _is_named_nearby(claimed: str, text: str, span: tuple[int, int]) -> bool:
    """Say whether the paragraph of a span holds the last word of a name."""
    start, end = text.rfind("\n\n", 0, span[0]) + 1, text.find("\n\n", span[1])
    words = name_words(claimed)
    return (
        bool(words)
        and len(words[-1]) >= _SHORTEST_SURNAME
        and words[-1] in fold_name(text[start : end if end > 0 else None])
    )


def names_reporter(claimed: str) -> bool:
    """Say whether a claim names no person but a reporter: 'a reporter', but not 'Press Secretary Vale'."""
    words = set(fold_name(claimed))
    is_reporter = any(ROLE_WORDS.get(word.upper()) is Role.REPORTER for word in words)
    return is_reporter and words.isdisjoint(_PERSONAL | _INSTITUTIONS)


def names_institution(claimed: str, office: str | None, text: str = "") -> bool:
    """Say whether a claim names an institution that speaks through a release: 'the ministry', 'the Quay House'.

    ``office`` is the release's own, None where it names none: any institution may then be meant. What the release's
    ``text`` prints with 'the', and is no office, is nobody's name.
    """
    words = set(fold_name(claimed))
    name = re.sub(r"^the\s+", "", claimed.strip(), flags=re.IGNORECASE)
    with_article = bool(name) and re.search(rf"\b(?i:the) {re.escape(name)}\b", text) is not None
    is_institution = words.isdisjoint(_PERSONAL) and (
        bool(words & _INSTITUTIONS) or (with_article and not read_titled_name(name).office)
    )
    return is_institution and (not office or bool(words & set(fold_name(office)) - _SMALL_WORDS))


def is_same_speaker(generation: Generation, claimed: str, speaker: str | None, label: str | None) -> bool:
    """Say whether a claim's speaker is the one whom a release names so, or prints under this label.

    ``speaker`` is the name, ``label`` what is printed ('THE PRESIDENT'); either may be None.
    """
    wanted = read_titled_name(claimed)
    if not wanted.words:
        return any(fits_office(wanted.office, office_key(printed)) for printed in (label, speaker) if printed)
    labels = _labels(generation)
    # The name first: it says more than the label, which two people of one surname may share.
    printed = tuple(filter(None, (speaker, label)))
    for name in printed:
        found = read_titled_name(name)
        if found.has_surname_of(wanted):
            others = {other: printed_as for other, printed_as in labels.items() if other != speaker}
            return may_be_one(wanted.words, found.words) and _titles_agree(
                wanted, found, labels.get(name, frozenset()) | set(printed), others
            )
    # 'THE PRESIDENT', whose name the release does not give: who is printed so elsewhere in the archive?
    if speaker is None and label and not read_titled_name(label).words:
        holders = _holders(generation, label)
        return bool(holders) and all(is_same_speaker(generation, claimed, name, None) for name in holders)
    return False


def _holders(generation: Generation, label: str | None) -> list[str]:
    """Return who is printed under a label elsewhere in the archive."""
    return [name for name, printed_as in _labels(generation).items() if label in printed_as]


def _titles_agree(
    wanted: TitledName, found: TitledName, printed: frozenset[str], others: Mapping[str, frozenset[str]]
) -> bool:
    """Say whether a title fits, where the claim gives one and no first name: another of that surname may hold the office."""
    if len(wanted.words) > 1 and not ends_with(found.words, wanted.words):
        return True
    namesakes = [
        label
        for name, labels in others.items()
        if (other := read_titled_name(name)).has_surname_of(found)
        and not (len(other.words) > 1 and len(found.words) > 1 and may_be_one(other.words, found.words))
        for label in (name, *labels)
    ]
    for office in (wanted.office, wanted.office & HEADS):  # 'Tides Director', else 'Director'
        if any(fits_office(office, office_key(label)) for label in printed):
            return True
        if any(fits_office(office, office_key(label)) for label in namesakes):
            return False
    return True


@lru_cache(maxsize=2)
def _labels(generation: Generation) -> dict[str, frozenset[str]]:
    return generation.catalogue.labels_of_speakers()
