"""Speakers' labels in transcripts: what one says of the speaker.

What a label looks like is for ``shapes``; whether words of that shape are one is for ``dialogue``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from language import (
    ROLE_WORDS,
    TITLES,
    Role,
    entries,
    expand,
    is_office_word,
    is_surname_at_end,
    list_words,
    pattern,
    word_set,
)

_BACKGROUND = pattern("speakers.background_official")
_NUMBER = pattern("speakers.number")
_RANKS = word_set("titles.ranks")
_AIDES = word_set("titles.aides")
_RECORDINGS = word_set("titles.recordings")
_GROUPS = word_set("titles.groups")
_INSTITUTIONS = word_set("titles.institutions")
# Of every language, those that mean something else in another one too.
_ARTICLES, _ADDRESSES = (
    frozenset(word.upper() for language in entries(name) for word in list_words(name, language))
    for name in ("titles.articles", "titles.honorific")
)

_SHORTEST_MISSPELT = 7  # letters of a title, or of a surname; a shorter word is near to too many others
_MOST_WORDS = max(len(title.split()) for title in TITLES)
_OFTEN_MISSPELT = sorted(map(str.upper, word_set("speakers.often_misspelt")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label as found: its offsets in the text, as printed, its role, and its title and surname where it has them."""

    start: int
    said: int
    printed: str
    role: Role
    title: str = ""
    surname: str = ""

    @property
    def is_spelt_right(self) -> bool:
        """Whether the title stands in the label as printed; one that was only meant makes no transcript by itself."""
        return set(self.title.split()) <= set(self.printed.upper().replace(".", " ").split())

    @property
    def last_name(self) -> str:
        """The surname's last word, '' where the label has none."""
        return self.surname.split()[-1] if self.surname else ""


def split_label(name: str, aside: str = "") -> tuple[Role, str, str]:
    """Return (role, title, surname) of a label as printed, ``aside`` what stands in brackets behind it.

    'Ida Vale, Harbour Minister' and 'The Harbour Minister (Ms Ida Vale)' have their title in another place than
    'MINISTER VALE'; what else stands behind a comma or in brackets (a paper, a party, a place) is no part of the name.
    """
    before, _, behind = name.partition(",")
    bracketed = re.match(r" ?[(\[]([^)\]]+)", aside)
    if bracketed and all(map(is_office_word, name.split())) and not all(map(is_office_word, bracketed[1].split())):
        _role, _title, surname = classify(bracketed[1])
        role, title, _none = classify(name.removeprefix("The ").removeprefix("THE "))
        if surname and bracketed[1][:1].isupper():
            return (role if role is not Role.BARE else Role.OFFICIAL), title, surname
    if behind and not is_office_word(before.split()[-1]):
        role, title, surname = classify(before)
        office = [word.strip(",.").upper() for word in behind.split()]
        titled = _read_title(office, article=True) if any(map(is_office_word, behind.split())) else None
        return (titled[0], titled[1], surname) if titled and role is Role.BARE else (role, title, surname)
    return classify(name)


def split_printed(printed: str) -> tuple[Role, str, str]:
    """Return (role, title, surname) of a label as printed, with what stands in brackets behind it."""
    match = re.match(r"(?P<name>.+?)(?P<aside>(?: ?[(\[][^)\]]*[)\]])*)\s*$", printed)
    return split_label(match["name"], match["aside"]) if match else classify(printed)


def mend(printed: str, known: Collection[str]) -> str:
    """Return a label as what it is misspelt for ('HE PRESIDENT', 'QMS. ORR', 'MS. DELANCY'), else as it is.

    ``known`` are the labels that come more than once in the release. A title stays; only a long surname after it mends.
    """
    role, title, surname = classify(printed)
    if role is Role.BARE:
        titled = [label for label in known if classify(label)[0] is not Role.BARE]
        near = get_close_matches(printed, titled if printed in known else known, n=1, cutoff=0.85)
    elif printed in known or len(surname) < _SHORTEST_MISSPELT:
        return printed
    else:
        alike = [label for label in known if classify(label)[:2] == (role, title)]
        near = get_close_matches(printed, alike, n=1, cutoff=0.92)
    return near[0] if near else printed


def respell(label: str) -> str:
    """Return a role's label spelt right where it is nearly one ('MODEARTOR' -> 'MODERATOR'), else as it is."""
    least = 0.9 if _BACKGROUND.fullmatch(label) else 0.85  # 'SENIOR MINISTRY OFFICIAL' is no other
    return next(iter(get_close_matches(label, _OFTEN_MISSPELT, n=1, cutoff=least)), label)


@lru_cache(maxsize=4096)
def classify(printed: str) -> tuple[Role, str, str]:
    """Return (role, title, surname) of a label; title in capitals, without full stops.

    'SECRETARY VALE' -> OFFICIAL, 'SECRETARY', 'VALE'. A label without a title is BARE, all of it the surname.
    """
    label = " ".join(printed.upper().replace(".", ". ").replace(". ’", ".’").split())
    if role := ROLE_WORDS.get(label) or ROLE_WORDS.get(_NUMBER.sub("", label)):
        return role, "", ""
    if _BACKGROUND.fullmatch(label):
        return Role.BACKGROUND_OFFICIAL, "", ""
    words = label.split()
    if len(words) > 1 and words[-1].lower() in _RECORDINGS:
        return classify(" ".join(words[:-1]))
    if words[0].rstrip(".") not in TITLES and respell(label) != label:
        return classify(respell(label))
    if title := _read_called(words):
        return TITLES[title], title, ""
    article = words[0] == "THE" or (words[0] in _ARTICLES and _begins_with_title(words[1:]))
    named = words[1:] if article else words
    read = _read_as_titled(named, article=article) or _read_ranked(named) or _read_as_group(words)
    return read or (Role.BARE, "", "" if words[0] == "THE" else label)


def _read_called(words: list[str]) -> str:
    """Return the title that a label is, behind articles and forms of address ('M. LE PRÉSIDENT', 'O SR. PRESIDENTE'), or ''."""
    bare = [word.rstrip(".") for word in words]
    first = next((i for i, word in enumerate(bare) if word not in _ARTICLES and word not in _ADDRESSES), 0)
    title = " ".join(bare[first:])
    return title if first and words[0] != "THE" and TITLES.get(title) in {Role.OFFICIAL, Role.HEAD_OF_STATE} else ""


def _begins_with_title(words: list[str]) -> bool:
    """Say whether words begin with a title: then a word such as 'LA' or 'O' before them is an article, no name."""
    bare = [word.rstrip(".") for word in words]
    return any(" ".join(bare[:count]) in TITLES for count in range(1, min(_MOST_WORDS, len(bare)) + 1))


def _read_as_titled(words: list[str], *, article: bool) -> tuple[Role, str, str] | None:
    """Return what a label says that begins with a title, one written short ('GOV.') or misspelt."""
    spelt = (words, expand(" ".join(words)).upper().split(), _respell_title(words, article))
    return next((titled for one in spelt if (titled := _read_title(one, article=article))), None)


def _read_ranked(words: list[str]) -> tuple[Role, str, str] | None:
    """Return what a label says in which a rank stands before a title: 'DEPUTY PREMIER VALE'."""
    if len(words) < 2 or words[0].lower() not in _RANKS:
        return None
    role, title, surname = classify(" ".join(words[1:]))
    return (role, f"{words[0]} {title}", surname) if title and role is not Role.HONORIFIC else None


def _read_as_group(words: list[str]) -> tuple[Role, str, str] | None:
    """Return what a label says that names a group, somebody of it, or an institution's spokesperson; None for others."""
    last = words[-1].lower()
    if last in _AIDES:
        own = all(word.lower() in _INSTITUTIONS for word in words[:-1])  # of an institution by its name it is not known
        return (Role.STAFF if own and len(words) > 1 else Role.BARE), "", ""
    if len(words) < 2:
        return None
    if last in _GROUPS or ("OF" in words and not _GROUPS.isdisjoint(word.lower() for word in words)):
        return Role.GUEST, "", ""
    if words[-1] not in TITLES or is_surname_at_end(words):
        return None
    # 'PRESS OFFICE SPOKESPERSON' is somebody of the office; of whose body one of 'NSC SPOKESPERSON' is is not known.
    own = all(map(is_office_word, words))
    is_official = TITLES[words[-1]] is Role.OFFICIAL
    return (Role.BACKGROUND_OFFICIAL if own and is_official else Role.GUEST if own else Role.BARE), "", ""


def _read_title(words: list[str], *, article: bool) -> tuple[Role, str, str] | None:
    """Return what a label says that begins with a title; None where it does not."""
    bare = [word.rstrip(".") for word in words]
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        title = " ".join(bare[:count])
        if title in TITLES and (count < len(words) or article or TITLES[title] is not Role.HONORIFIC):
            return _with_inner_title(TITLES[title], title, words[count:])
    return None


def _respell_title(words: list[str], article: bool) -> list[str]:
    """Return a label's words with a misspelt title spelt right ('ADMINSTRATOR VALE', 'THE PRESDIENT', 'PRIE MINISTER')."""
    if not words or (is_office_word(words[0]) and len(words) > 1 and not article):
        return words
    for count in (len(words), 1):
        printed = " ".join(words[:count])
        whole = count == len(words)
        if len(printed) < _SHORTEST_MISSPELT or is_office_word(printed) or (whole and count == 1 and not article):
            continue
        near = next(iter(get_close_matches(printed, TITLES, n=1, cutoff=0.88)), "")
        # The plural of a title names several people.
        if near and printed != f"{near}S":
            return [*near.split(), *words[count:]]
    return words


def _with_inner_title(role: Role, title: str, rest: list[str]) -> tuple[Role, str, str]:
    """Read on where a title follows a title: 'ACTING ADMINISTRATOR VALE' is an administrator."""
    if role is Role.HONORIFIC and TITLES.get(" ".join(rest)) is Role.HEAD_OF_STATE:  # 'MR. PRESIDENT'
        return Role.HEAD_OF_STATE, " ".join(rest), ""
    if rest:
        inner_role, inner_title, inner_rest = classify(" ".join(rest))
        if inner_title and inner_rest and inner_role is Role.HONORIFIC is not role:  # 'PRÄSIDENT DR. VALE'
            return role, title, inner_rest
        if inner_title and inner_rest:
            return (Role.GUEST if title == "FORMER" else inner_role), f"{title} {inner_title}", inner_rest
    return role, title, " ".join(rest)
