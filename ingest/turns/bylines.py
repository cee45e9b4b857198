"""Whom a release's title names as speaking, and who signed it.

'Remarks by President Adeyemi and Prime Minister Kowal of Torvia at a Reception' names two, the second foreign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from language import (
    HONORIFICS,
    MONTHS,
    TITLES,
    Role,
    each_pattern,
    is_office_word,
    pattern,
    patterns,
    same_surname,
    word_set,
)

_BYLINES = (
    pattern("speakers.byline_interviewed"),
    *each_pattern("speakers.byline"),
    *patterns("speakers", "byline_of", "byline_possessive"),
)
_BYLINE_WITH = pattern("speakers.byline_with")
_STOPS = word_set("speakers.ends_byline")
_POLITIES = word_set("titles.polities")
_CHARGED = word_set("titles.charged")
_SMALL_WORDS = word_set("names.particles", "titles.joints", "names.joining", "titles.articles") | {"the"}
_SUFFIXES = pattern("names.suffix_behind")
_LONGEST_BELOW_SIGNATURE = 40  # characters of a line with the place or the date
_SIGNATURE_LINES = 5  # the last lines of a document, among which its signature stands
_MOST_GIVEN_NAMES = 3
_FEWEST_FIRST_PERSON = 2  # times that somebody's own words say 'I'
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"\n]*\"|‘[^’]*’")
_BYLINE_LINES = 3  # the first lines of a text, among which a printed byline stands
_LONGEST_BYLINE = 12  # words
_LONGEST_CLOSING = 300  # characters: a closing formula, the name, and the office below it
_FIRST_PERSON, _I, _SIGNED_BELOW, _INITIALLED, _SIGNATURE = patterns(
    "speakers", "first_person", "speaking_oneself", "signed_below", "signed_with_initial", "signed_in_capitals"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One whom a title names: the name as printed (perhaps a surname, or none), the office before it, its role.

    ``foreign`` says that the title tells where the person is from ('of Torvia'); ``is_counterpart`` that it says with whom
    an interview, a call or a conversation was ('with Ana Vale'), who may be the one that asks; ``is_given`` that the file's
    data names the person, as one of the archive's own.
    """

    name: str
    office: str
    role: Role
    foreign: bool = False
    is_counterpart: bool = False
    is_given: bool = False

    @property
    def surname(self) -> str:
        """The name's last word or, with its particles, words."""
        words = self.name.split()
        first = next((i for i, word in enumerate(words) if i and word[0].islower()), len(words) - 1)
        return " ".join(words[first:])


def read_byline(title: str) -> tuple[Named, ...]:
    """Return whom a title names as speaking, in its order; none where it names nobody."""
    by = next((match for byline in _BYLINES if (match := byline.search(title))), None)
    match = by or _BYLINE_WITH.search(title)
    if match is None:
        return ()
    named = _share_offices(_read_items(_SUFFIXES.sub("", match["by"]).split()))
    return tuple(named if by else (replace(one, is_counterpart=True) for one in named))


def read_person(printed: str) -> Named | None:
    """Return whom a byline as data or print gives it names; None where it names no single person.

    'Ana Vale, Harbour Minister', 'Harbour Minister Ana Vale', 'Vale, Ana'.
    """
    before, _comma, behind = (part.strip() for part in printed.partition(","))
    if behind and before and not any(map(is_office_word, behind.split())) and len(behind.split()) <= _MOST_GIVEN_NAMES:
        before, behind = f"{behind} {before}", ""
    office = behind if any(map(is_office_word, behind.split())) else ""
    found = list(_name_item(_SUFFIXES.sub("", f"{before} ").split()))
    if len(found) != 1 or not found[0].name:
        return None
    role = _role_of(office.split()) if office else found[0].role
    return replace(found[0], office=office or found[0].office, role=role)


def read_printed_byline(text: str) -> tuple[Named, int] | None:
    """Return whom a line of its own at the head of a text names with an office, and where that line ends.

    'Ana Vale, Harbour Minister' above a statement says who gave it and is none of its words.
    """
    for line in islice(re.finditer(r"[^\n]+", text), _BYLINE_LINES):
        words = line.group().strip(" *_").split()
        written_small = [word for word in words if word[:1].islower() and word not in _SMALL_WORDS]
        if len(words) > _LONGEST_BYLINE or "," not in line.group() or line.group().endswith(".") or written_small:
            continue
        named = read_person(" ".join(words))
        if named and named.role in {Role.OFFICIAL, Role.GUEST, Role.HEAD_OF_STATE} and len(named.name.split()) > 1:
            return named, line.end()
    return None


def with_given(byline: Sequence[Named], given: str | None) -> tuple[Named, ...]:
    """Return a byline with whom the file's data names as its last, unless it names that person itself."""
    named = read_person(given) if given else None
    if named is None or any(same_surname(one.surname, named.surname) for one in byline if one.name):
        return tuple(byline)
    return (*byline, replace(named, is_given=True))


def speaks_as(named: Named, text: str, *, spoken: bool) -> bool:
    """Say whether a text is somebody's own words: it never names that person, and says 'I' unless it was ``spoken``.

    The surname alone names the person's government or family as well ('the Vale Government').

    What stands in quotation marks is another's, or said elsewhere.
    """
    own = _QUOTED.sub(" ", text)
    says_i = len(_I.findall(own)) >= _FEWEST_FIRST_PERSON
    named_so = rf"\b[^\W\d_a-z]\w*\.? {re.escape(named.surname)}\b(?! [^\W\d_a-z])"
    return (spoken or says_i) and re.search(named_so, own) is None


def read_signature(text: str) -> str | None:
    """Return the name that a document is signed with, in title case; None where it is not signed.

    It stands at the end, in capitals, with only a place and a date below it; or below 'Sincerely,'; or, as the last
    line, with an initial. A signed document says 'I', 'my' or 'hereby', which tells it from a list or a heading.
    """
    if not _FIRST_PERSON.search(text):
        return None
    closing = text[-_LONGEST_CLOSING:]
    if match := _SIGNED_BELOW.search(closing) or _INITIALLED.search(closing):
        words = _SUFFIXES.sub("", match["name"] + " ").split()
        return None if any(map(is_office_word, words)) else " ".join(words)
    for line in reversed(re.findall(r"[^\n]+", text)[-_SIGNATURE_LINES:]):
        bare = line.strip(" #*\t")
        words = _SUFFIXES.sub("", bare.title() + " ").split()
        if _SIGNATURE.fullmatch(bare) and 2 <= len(words) <= 4 and not any(map(is_office_word, words)):
            return " ".join(words).replace("’S", "’s")
        if bare and len(bare) > _LONGEST_BELOW_SIGNATURE:
            return None
    return None


def _read_items(words: Sequence[str]) -> Iterator[Named]:
    """Yield the people of a byline; it ends at a word such as 'on', 'at' or 'Announcing', and at a date."""
    item: list[str] = []
    skipping = False  # where a person is from, after 'of'
    for index, word in enumerate(words):
        bare = word.strip(",;")
        joins = bare.lower() in {"and", "&"}
        if skipping:
            skipping = not (joins or word.endswith(","))
            if _ends_byline(words, index, item):
                return
            continue
        if _ends_byline(words, index, item):
            break
        named = bool(item) and not is_office_word(item[-1])
        if named and bare.lower() == "of" and not _is_from_a_place(words[index + 1 :]):
            break
        if named and bare.lower() == "of":
            yield from _name_item(item, foreign=True)
            item, skipping = [], True
        elif joins and (named or not item):
            yield from _name_item(item)
            item = []
        else:
            item.append(bare.rstrip(":"))
            if bare.endswith(":"):
                break
            if word.endswith(",") and not is_office_word(bare) and not _goes_on(words, index):
                yield from _name_item(item)
                item = []
    yield from _name_item(item)


def _share_offices(byline: Iterator[Named]) -> Iterator[Named]:
    """Yield the people of a byline, with an office in the plural given to who follows: 'Members Ana Vale and Jon Marl'."""
    shared: Named | None = None
    for named in byline:
        holder = replace(named, office=shared.office, role=shared.role) if shared and not named.office else named
        shared = holder if holder.office.endswith("s") else None
        yield holder


def _is_from_a_place(words: Sequence[str]) -> bool:
    """Say whether what follows 'of' is where a person is from, not whose call or meeting a statement is about."""
    place = [word.strip(",;").lower() for word in words if word.lower() not in {"the", "of"}]
    end = next((i for i, word in enumerate(place) if word in _STOPS or word == "and"), len(place))
    if any(word.endswith(("’s", "'s", "s’")) for word in place[:end]):
        return False
    return bool(place) and (place[0] in _POLITIES or not is_office_word(place[0]))


def _goes_on(words: Sequence[str], index: int) -> bool:
    """Say whether a comma stands inside an office, before 'Dr.' or the like: 'Assistant for Relief, Dr. Jane Doe'."""
    follows = words[index + 1].lower().rstrip(".") if index + 1 < len(words) else ""
    return follows in HONORIFICS and words[index - 1].lower() in {"for", "of", "on"}


def _ends_byline(words: Sequence[str], index: int, item: Sequence[str]) -> bool:
    """Say whether a byline ends before this word: 'on', 'at', 'Announcing the ...', a month, a possessive."""
    word = words[index]
    bare = word.strip(",;").lower()
    if bare in MONTHS or bare[:1].isdigit() or bare.endswith(("’s", "'s", "s’")):
        return True
    if bare in _STOPS:
        last = item[-1].lower() if item else ""
        charge = last == "envoy" or (bare != "on" and last in _CHARGED) or (bare == "for" and is_office_word(last))
        return not (charge and bare in {"for", "to", "on"} and len(words) > index + 2)
    follows = words[index + 1].lower() if index + 1 < len(words) else ""
    is_gerund = len(bare) >= len("laying") and bare.endswith("ing") and not is_office_word(bare)
    joined = bool(item) and item[-1].lower() in {"&", "and"}  # 'for Tides & Emerging Technologies'
    return is_gerund and bool(item) and not joined and follows not in {"", "on", "at", "in"}


def _name_item(item: Sequence[str], *, foreign: bool = False) -> Iterator[Named]:
    """Yield the person that an item of a byline names; nobody where it is no person."""
    if not item:
        return
    last = max((i for i, word in enumerate(item) if is_office_word(word)), default=-1)
    name, office = list(item[last + 1 :]), list(item[: last + 1])
    most = 2 if any(word.lower() in {"for", "of"} for word in office) else 3
    initials = sum(len(word.rstrip(".")) == 1 for word in name)
    if len(name) > most + initials and not any(word[0].islower() for word in name):
        office, name = office + name[: -(2 + initials)], name[-(2 + initials) :]
    if office or len(name) > 1:
        yield Named(name=" ".join(name), office=" ".join(office), role=_role_of(office), foreign=foreign)


def _role_of(office: Sequence[str]) -> Role:
    """Return the role of an office: 'Assistant to the President and Homeland Security Adviser' is an adviser."""
    words = [word.upper().rstrip(".") for word in office if word.lower().rstrip(".") not in HONORIFICS]
    if "FORMER" in words:
        return Role.GUEST
    joints = [i + 1 for i, word in enumerate(words[:-1]) if word in {"AND", "&"}]
    for first in (*reversed(joints), 0):
        if (role := _role_of_title(words[first:])) is not Role.BARE:
            return role
    return Role.HONORIFIC if len(words) < len(office) else Role.BARE


def _role_of_title(words: Sequence[str]) -> Role:
    """Return the role of the longest title that these words end with, up to 'of', 'to' or 'for'; else BARE."""
    if "CHIEF OF STAFF" in " ".join(words):
        return Role.OFFICIAL
    end = next((i for i, word in enumerate(words) if i and word in {"TO", "OF", "FOR", "ON"}), len(words))
    if words[end - 1 : end + 1] == ["ASSISTANT", "TO"]:
        return Role.OFFICIAL
    titles = (" ".join(words[start:end]) for start in range(end))
    return next((TITLES[title] for title in titles if title in TITLES), Role.BARE)
