"""Titles and offices: what stands before a name or in a speaker's label, and what it says of the person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from language.letters import fold_letters
from language.names import Words, fold_name, may_be_one, name_words
from language.vocabulary import entry, list_words, pattern, word_set


class Role(Enum):
    """What a label says of the person; the voice follows from it and from the kind of release."""

    REPORTER = auto()
    PUBLIC = auto()
    PARTICIPANT = auto()
    HOST = auto()
    STAFF = auto()
    INTERPRETER = auto()
    OPERATOR = auto()
    ANSWER = auto()
    CLAIM = auto()
    BACKGROUND_OFFICIAL = auto()
    OFFICIAL = auto()
    GUEST = auto()
    HEAD_OF_STATE = auto()
    HONORIFIC = auto()
    BARE = auto()


def _capitals(*roles: Role) -> dict[str, Role]:
    return {title.upper(): role for role in roles for title in list_words(f"titles.{role.name.lower()}")}


# In capitals, as labels are.
TITLES = _capitals(Role.OFFICIAL, Role.GUEST, Role.HEAD_OF_STATE, Role.HONORIFIC)
ROLE_WORDS = _capitals(
    Role.REPORTER,
    Role.PUBLIC,
    Role.PARTICIPANT,
    Role.HOST,
    Role.STAFF,
    Role.INTERPRETER,
    Role.OPERATOR,
    Role.ANSWER,
    Role.CLAIM,
)
HONORIFICS = word_set("titles.honorific")
# The last words of titles: of 'National Emergencies Act' no word makes an office.
HEADS = frozenset(title.split()[-1].lower() for title in TITLES) - word_set("titles.no_head")

FORMS_OF_ADDRESS = HONORIFICS | word_set("titles.forms_of_address", "titles.addressing")
_SMALL_WORDS = word_set("titles.articles", "titles.joints")
_OFFICE_WORDS = word_set("titles.offices", "titles.forms_of_address") | HONORIFICS | _SMALL_WORDS
_SAYING_NOTHING = word_set("titles.saying_nothing", "titles.forms_of_address") | HONORIFICS | _SMALL_WORDS
_RANKS = word_set("titles.ranks", "titles.not_now")
_NOT_THE_SAME = word_set("titles.not_the_same")
_PARTICLES = word_set("names.particles")
_CALLINGS = word_set("titles.callings")
_ALSO_SURNAMES = word_set("titles.also_surnames")
_SPELLINGS: dict[str, str] = entry("titles.spellings")
_ABBREVIATIONS: dict[str, str] = entry("titles.abbreviations")
_FAMILY_NAME_FIRST = pattern("names.family_name_first")
_SAME_TITLES = {title.upper(): tuple(map(str.upper, same)) for same in entry("titles.same") for title in same}


def is_office_word(word: str) -> bool:
    """Say whether a word belongs to the name of an office rather than of a person."""
    bare = word.lower().strip(".,;:()’'")
    return bare in _OFFICE_WORDS or bare.removesuffix("s") in HEADS


def is_title_word(word: str) -> bool:
    """Say whether a word is one of an office, an abbreviation of one, or a calling ('activist'); an initial is not."""
    bare = word.lower().strip(".,").removeprefix("co-")
    known = is_office_word(bare) or bare in _ABBREVIATIONS or bare in _CALLINGS or bare.upper() in TITLES
    return known and not re.fullmatch(r"[A-Z]\.", word)


def is_surname_at_end(names: Sequence[str]) -> bool:
    """Say whether the last of some words is a surname, though it is a title too: 'Angela King', 'Dr. King'."""
    if len(names) < 2 or names[-1].lower() not in _ALSO_SURNAMES:
        return False
    return not is_title_word(names[-2]) or names[-2].strip(".").lower() in HONORIFICS


def holds_title(words: str) -> bool:
    """Say whether words hold a title of office or a form of address ('Acting Secretary of', 'Rep.', 'Dr.')."""
    upper = [word.removeprefix("CO-") for word in expand(words).upper().replace(".", "").split()]
    return any(" ".join(upper[i : i + n]) in TITLES for n in (1, 2, 3) for i in range(len(upper) - n + 1))


def expand(title: str) -> str:
    """Return a title with its abbreviations written out: 'Sen.' -> 'senator'."""
    return " ".join(_ABBREVIATIONS.get(word.lower().strip(".,"), word) for word in title.split())


def same_titles(title: str) -> tuple[str, ...]:
    """Return a title in capitals and the others that say the same, the main one first: a congresswoman is a representative."""
    return _SAME_TITLES.get(title, (title,))


@lru_cache(maxsize=8192)
def office_key(printed: str) -> frozenset[str]:
    """Return what an office is compared by: its words without those that say nothing, spelled one way and in full."""
    found = re.findall(r"[^\W_]+(?:[.’'-][^\W_]+)*", fold_letters(printed))
    bare = (re.sub(r"[’']s$", "", word) for word in found)
    full = " ".join(_ABBREVIATIONS.get(word, word) for word in bare if word not in _SAYING_NOTHING).split()
    return frozenset(_SPELLINGS.get(word, word) for word in full)


def is_same_rank(title: frozenset[str], office: frozenset[str]) -> bool:
    """Say whether an office is a particular one of a title: 'secretary of state' of 'secretary', but no deputy's."""
    return title < office and not (office - title) & _RANKS


def fits_office(title: frozenset[str], office: frozenset[str]) -> bool:
    """Say whether an office has all the words of a title: 'the Director' may be the Tides Director, but no vice or former one."""
    return bool(title) and title <= office and title & _NOT_THE_SAME == office & _NOT_THE_SAME


@dataclass(frozen=True, slots=True)
class TitledName:
    """A name as somebody writes it: the key of the office before it, the folded words of the name, and its surname's.

    A title alone ('the President') has no words of a name.
    """

    office: frozenset[str]
    words: Words = ()
    surname: Words = ()

    def has_surname_of(self, other: TitledName) -> bool:
        """Say whether two surnames are the same: 'Ana Orr Lund' and 'Ana Orr-Lund' have one, 'Lund' and 'Orr-Lund' two.

        One of the names may have the family's name first: 'Orr Ana'.
        """
        surname = max(self.surname, other.surname, key=len)
        if surname and self.words[-len(surname) :] == surname == other.words[-len(surname) :]:
            return True
        turned = self.words[:1] == other.words[-1:] or other.words[:1] == self.words[-1:]
        return turned and min(len(self.words), len(other.words)) > 1 and may_be_one(self.words, other.words)


@lru_cache(maxsize=4096)
def read_titled_name(printed: str) -> TitledName:
    """Return the title and the name in 'Deputy Mayor Ida Vale'; what follows a comma or stands in brackets is left out.

    But 'Vale, Ida' is Ida Vale.
    """
    if (turned := _FAMILY_NAME_FIRST.match(printed)) and not is_title_word(turned["first"].split()[0]):
        printed = f"{turned['first']} {turned['family']}"
    bare = re.split(r"[(,]", printed)[0].rstrip("_#0123456789 ")
    found = name_words(bare)
    key = office_key(bare)
    if not found or (key and is_title_word(found[-1]) and not is_surname_at_end(found)):
        return TitledName(key)
    first = max((index + 1 for index, word in enumerate(found[:-1]) if is_title_word(word)), default=0)
    surname = next(last for last in map(fold_name, reversed(bare.split())) if last[-1:] == found[-1:])
    while len(surname) > 1 and surname[0] in _PARTICLES:  # 'al-Rashid' is Rashid's
        surname = surname[1:]
    return TitledName(office_key(" ".join(filter(is_title_word, found[:first]))), found[first:], surname)
