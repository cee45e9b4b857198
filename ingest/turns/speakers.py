"""Resolve speakers' labels to the names that the release itself gives.

No name rather than a guessed one: where the release gives two people of that surname, and the label's title fits both
or neither, the speaker stays unknown. Where it gives none, the label is written as a name ('SECRETARY VALE' ->
'Secretary Vale'), which claims no more than the label does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive import Turn, Voice
from ingest.turns.bylines import Named, read_byline, with_given
from ingest.turns.labels import classify, mend, respell, split_printed
from language import Role, distinct_names, is_office_word, pattern, same_surname, word_set

_NAMED_VOICES = frozenset({Voice.OFFICIAL, Voice.GUEST, Voice.UNKNOWN})
_ABBREVIATED = frozenset(
    map(str.upper, word_set("titles.honorific", "titles.abbreviations") - word_set("titles.capitals"))
)
_SPOUSES = frozenset(map(str.upper, word_set("titles.spouses")))
_NUMBER = pattern("speakers.number")
_NO_FIRST_NAME = re.compile(r"[’'](?:s|m|re|ve|ll|d)$|\w{3,}\.$")  # 'It’s', or the end of the sentence before
_ASIDE = re.compile(r"(?: ?[(\[][^)\]]*[)\]])+\s*$")
_FIRST_NAME = r"(?:[^\W\d_a-z][^\W\d_]*(?:[’'-][^\W\d_]+)*\.?)"
_INTRODUCES = pattern("speakers.introduces").pattern
_JOINED = pattern("names.joined")
_BYLINE_WITH = pattern("speakers.byline_with")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|‘[^’]*’")  # another may speak there
_NO_NAMES = word_set("names.openings", "names.no_names")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A full name as found, and the office that stands before it ('' where none does)."""

    name: str
    office: str


def name_speakers(turns: tuple[Turn, ...], *, title: str, text: str, given: str | None = None) -> tuple[Turn, ...]:
    """Return the turns with ``speaker`` set for those whose label the release, or its data (``given``), resolves."""
    byline = with_given(read_byline(title), given)
    labels = {turn.label for turn in turns if turn.label and turn.speaker is None and _has_name(turn)}
    words = frozenset(re.findall(r"\b[a-z]{2,}\b", text)) if labels else frozenset()
    counts = Counter(_ASIDE.sub("", turn.label) for turn in turns if turn.label)
    known = {label for label, count in counts.items() if count > 1}
    names = {label: _name(_mend(label, known), byline, title, text, words) for label in labels}
    names |= {label: name for label in labels if (name := _introduced(label, turns, text))}
    if host := _find_host(turns, byline, title):
        names[host[0]] = host[1]
    return tuple(
        replace(turn, speaker=names[turn.label])
        if turn.label in names and turn.speaker is None and (_has_name(turn) or turn.label == (host or ("",))[0])
        else turn
        for turn in turns
    )


def _find_host(turns: Iterable[Turn], byline: Iterable[Named], title: str) -> tuple[str, str] | None:
    """Return the label of an interview's host and the name that the title gives the host; None unless there is one of each.

    What follows a name behind a comma is the programme's ('with Ana Vale, Morning Tide').
    """
    hosts = {turn.label for turn in turns if turn.label and classify(turn.label)[0] is Role.HOST}
    named = [one for one in byline if one.is_counterpart and one.role is Role.BARE]
    asks = all(turn.voice is Voice.REPORTER for turn in turns if turn.label in hosts)
    several = len(named) > 1 and _JOINED.search(title, title.index(named[0].name)) is not None
    said = _BYLINE_WITH.search(title)
    in_full = (
        bool(named) and len(named[0].name.split()) > 1 and said is not None and said["by"].startswith(named[0].name)
    )
    return (hosts.pop(), named[0].name) if len(hosts) == 1 and in_full and not several and asks else None


def _has_name(turn: Turn) -> bool:
    """Say whether a label names somebody: a reporter's or the public's does where it is a name or has an honorific."""
    role, _office, surname = split_printed(turn.label or "Q")
    return turn.voice in _NAMED_VOICES or role is Role.HONORIFIC or (role is Role.BARE and len(surname.split()) > 1)


def _mend(label: str, known: set[str]) -> str:
    """Return a label as what it is misspelt for; what stands in brackets behind it stays where it may be the name."""
    bare = _ASIDE.sub("", label)
    mended = mend(bare, known)
    return label if mended == bare else mended


def _introduced(label: str, turns: Iterable[Turn], text: str) -> str | None:
    """Return the name by which the speaker under a label introduces himself; None where nobody does, or two do."""
    role, _office, surname = split_printed(label)
    if not surname or role not in {Role.HONORIFIC, Role.BARE}:
        return None
    introduces = rf"{_INTRODUCES} (?P<name>(?:{_FIRST_NAME} ){{1,3}}(?i:{re.escape(surname)}))(?![\w-])"
    spoken = (_QUOTED.sub(" ", text[turn.said : turn.end]) for turn in turns if turn.label == label)
    found = {match["name"] for said in spoken for match in re.finditer(introduces, said)}
    names = {name for name in found if not any(map(is_office_word, name.split()))}
    return names.pop() if len(names) == 1 else None


def _name(label: str, byline: Iterable[Named], title: str, text: str, words: frozenset[str]) -> str | None:
    """Return the name that a label stands for; None where it is unknown or could be two."""
    role, office, surname = split_printed(label)
    if role is Role.BACKGROUND_OFFICIAL:
        return _write(respell(_NUMBER.sub("", label)))
    if role in {Role.HOST, Role.STAFF, Role.INTERPRETER}:
        return None
    if not surname:  # THE PRESIDENT, THE FIRST LADY
        surname = (_holder(byline, office, title) or "") if office else ""
    if not surname:
        return None
    mentions = [*_in_byline(byline, surname), *_in_text(f"{title}\n{text}", surname, words)]
    for level in _levels(role, office, mentions):
        if names := distinct_names(mention.name for mention in level):
            return names[0] if len(names) == 1 else None
    return f"{_write(office)} {_cased(surname, text)}".strip()


def _levels(role: Role, office: str, mentions: list[_Mention]) -> Iterator[list[_Mention]]:
    """Yield the mentions that suit a label, those that suit it best first.

    A president is only who is called President: the name occurs without an office for the family too.
    """
    yield [mention for mention in mentions if is_office(mention.office, office)]
    if role is Role.HEAD_OF_STATE or office in _SPOUSES:
        return
    if role in {Role.HONORIFIC, Role.BARE}:
        yield [mention for mention in mentions if mention.office]
    yield [mention for mention in mentions if not mention.office]


def _holder(byline: Iterable[Named], office: str, title: str) -> str | None:
    """Return the surname of who holds an office: whom the release's title, or its data, names with it, if it is one person.

    Its text does not say: it names holders of other days and places too.
    """
    for named in byline:
        if named.name and is_office(named.office, office):
            return named.surname.upper()
    vice = "" if office.startswith("VICE") else r"(?<![Vv]ice )(?<![Vv]ice-)(?<!Former )(?<!former )"
    named_so = rf"{vice}\b{_write(office)} ((?:{_FIRST_NAME} ){{0,3}}{_FIRST_NAME})(?! of\b)"
    found = [match.group(1).split() for match in re.finditer(named_so, title)]
    surnames = {re.sub(r"[’']s$", "", name[-1].rstrip(".")) for name in found if _may_be_name(name)}
    return surnames.pop().upper() if len(surnames) == 1 else None


def _may_be_name(words: Iterable[str]) -> bool:
    """Say whether none of these words is one of an office, or one that is never a name ('I')."""
    return not any(is_office_word(word) or word.lower() in _NO_NAMES for word in words)


def is_office(printed: str, title: str) -> bool:
    """Say whether an office as printed is what a label's title says: 'Press Secretary' is a SECRETARY."""
    office = " ".join(word.strip(".,") for word in printed.upper().split())
    if not office or not title:
        return False
    ends = office.endswith(title) or re.search(rf"\b{re.escape(title)} (?:OF|FOR|TO)\b", office) is not None
    # A vice president is no president.
    return ends and not (title == "PRESIDENT" and re.search(r"\bVICE[ -]PRESIDENT\b", office) is not None)


def _in_byline(byline: Iterable[Named], surname: str) -> Iterator[_Mention]:
    for named in byline:
        if len(named.name.split()) > len(surname.split()) and same_surname(named.surname, surname):
            yield _Mention(named.name, named.office)


def _in_text(text: str, surname: str, words: frozenset[str]) -> Iterator[_Mention]:
    """Yield the full names with this surname that the text gives, with the office before each."""
    loose = "[-– ]?".join(re.escape(part) for part in re.split(r"[-– ]", surname))
    loose = re.sub(r"[’'‘]", "[’'‘]?", loose)
    in_full = rf"(?P<before>(?:\b{_FIRST_NAME},? ){{1,7}})(?P<surname>(?i:{loose}))(?![\w-])"
    for match in re.finditer(in_full, text):
        if match["surname"].isupper() or match["surname"][0].islower():
            continue
        if mention := _read_mention(match["before"].split(), match["surname"], words):
            yield mention


def _read_mention(before: list[str], surname: str, words: frozenset[str]) -> _Mention | None:
    """Return the mention that the capitalised words before a surname make; None where no first name is among them."""
    first: list[str] = []
    rest = list(before)
    while rest and len(first) < 3 and not rest[-1].endswith(",") and not is_office_word(rest[-1]):
        if not _may_be_first_name(rest[-1]):
            break
        first.insert(0, rest.pop())
    office = " ".join(_trailing_office(rest))
    if not office:
        while first and first[0].lower() in words:
            first.pop(0)
    if not first or len(first[0].strip(".")) < 2:
        return None
    return _Mention(" ".join([*first, surname]), office)


def _may_be_first_name(word: str) -> bool:
    """Say whether a capitalised word can be a first name or an initial: no leading word, contraction or capitals."""
    in_capitals = word.isupper() and len(word.strip(".")) > 1
    return word.lower().rstrip(".") not in _NO_NAMES and not _NO_FIRST_NAME.search(word) and not in_capitals


def _trailing_office(words: list[str]) -> list[str]:
    start = len(words)
    while start and is_office_word(words[start - 1]) and not words[start - 1].endswith(","):
        start -= 1
    return words[start:]


def _cased(surname: str, text: str) -> str:
    """Return a surname as the text writes it ('DeVane', 'von Orr'), else in title case."""
    for match in re.finditer(rf"\b(?i:{re.escape(surname)})\b", text):
        if not match.group().isupper() and any(map(str.isupper, match.group())):
            return match.group()
    return _write(surname)


def _write(capitals: str) -> str:
    """Return capitals in title case: 'SENIOR OFFICIAL' -> 'Senior Official', 'O’NEILL' -> 'O’Neill'."""
    written = re.sub(r"[^\W\d_]+", lambda word: _capitalise(word.group()), capitals)
    written = re.sub(r"[’']S\b", "’s", written)
    return re.sub(r"\b(Mr|Ms|Mrs|Dr|Prof|Lt)\b(?!\.)", r"\1.", written)


def _capitalise(word: str) -> str:
    """Return a word in title case; one without vowels is an acronym and stays ('NSC')."""
    if word in {"OF", "THE", "AND"}:
        return word.lower()
    if re.fullmatch("[IVX]{2,}", word):
        return word
    is_acronym = len(word) > 1 and not re.search("[AEIOUYÀ-Þ]", word) and word not in _ABBREVIATED
    return word if is_acronym else word.capitalize()
