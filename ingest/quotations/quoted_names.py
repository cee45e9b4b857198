"""A person as prose names one: the titles and the place before the name, what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from language import CAPITALISED, holds_title, is_office_word, is_surname_at_end, is_title_word, pattern, word_set

PARTICLES = word_set("names.particles")
JOINTS = PARTICLES | word_set("titles.joints") | {"and"}
_SUFFIX = pattern("names.last_suffix")
_CALLINGS, _OCCUPATIONS = word_set("titles.callings"), word_set("titles.occupations")
_SMALL_TITLE = re.compile(rf"(?P<place>(?:{CAPITALISED} )*)(?P<title>(?:[a-z-]+ ){{1,5}})\Z")
_LONGEST_SMALL_TITLE = 80  # characters
_NAMES = 2  # words of a name after 'President of' and a country


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person as named: ``title`` the words of office before the name, ``place`` what stands before those ('Oregon').

    ``origin`` is what follows 'of' after the name; ``described`` what the person is said to be, after a comma.
    """

    start: int
    end: int
    name: str
    title: str = ""
    place: str = ""
    origin: str = ""
    described: str = ""

    @property
    def surname(self) -> str:
        """The last word of the name, in lower case."""
        return self.name.split()[-1].casefold() if self.name else ""

    @property
    def has_full_name(self) -> bool:
        """Whether the name is more than a surname."""
        return len(self.name.split()) > 1

    @property
    def is_head_of_state(self) -> bool:
        """Whether the title is a president's or a vice president's."""
        return "president" in self.title.casefold()

    @property
    def has_office(self) -> bool:
        """Whether the words before the name are a title or a form of address."""
        return holds_title(self.title) or bool((_CALLINGS | _OCCUPATIONS) & set(self.title.lower().split()))


def read_names(printed: str, start: int = 0, *, described: str = "") -> list[NamedPerson]:
    """Return the people that a run of capitalised words names, with its titles; 'Ida Vale and Bo Orr' are two."""
    found: list[NamedPerson] = []
    words: list[tuple[int, str]] = [(m.start(), m.group()) for m in re.finditer(r"\S+", printed)]
    item: list[tuple[int, str]] = []
    skipped = 0
    for index, (at, word) in enumerate(words):
        named = bool(item) and not is_title_word(item[-1][1]) and item[-1][1].lower() not in JOINTS
        if index < skipped:
            continue
        if named and word == "of":
            until = next((i for i, (_at, other) in enumerate(words) if i > index and other == "and"), len(words))
            skipped = until + 1
            origin = " ".join(other for _at, other in words[index + 1 : until])
            found += _mention(item, start, origin=origin, described=described if until == len(words) else "")
            item = []
            continue
        ends = named and (word in {"and", "for", "to", "the", "on"} or item[-1][1].endswith((",", "’s", "'s")))
        if ends and word.strip(".,") not in {"Jr", "Sr"}:
            found += _mention(item, start)
            item = []
        if word not in JOINTS or item:
            item.append((at, word))
    return [*found, *_mention(item, start, described=described)]


def _mention(
    item: Sequence[tuple[int, str]], start: int, *, origin: str = "", described: str = ""
) -> Iterator[NamedPerson]:
    """Yield the person of one item; nobody where it is an office alone."""
    words = [word for _at, word in item]
    titled = len(words) - is_surname_at_end(words)
    last = max((i for i, word in enumerate(words[:titled]) if is_title_word(word)), default=-1)
    if last == 0 and len(words) > 2 and words[0] == "Lady":  # 'Lady Una Vale' is known by it
        last = -1
    first = last
    while first > 0 and (is_title_word(words[first - 1]) or words[first - 1] in JOINTS):
        first -= 1
    name = re.sub(r"[’']s$", "", " ".join(words[last + 1 :]).rstrip(","))
    name = _SUFFIX.sub("", name)
    if not name or (len(name.split()) == 1 and last < 0):
        return
    title = " ".join(words[max(first, 0) : last + 1])
    if title and words[last] in JOINTS:
        # 'President of Torvia Ida Vale', 'Secretary of External Relations Bo Orr', or a country alone.
        *before, first_name, surname = name.split() if len(name.split()) > _NAMES else ["", "", ""]
        if not before or not surname:
            return
        name = f"{first_name} {surname}"
        origin, title = (before[0], title) if len(before) == 1 else (origin, f"{title} {' '.join(before)}")
    yield NamedPerson(
        start=start + item[0][0], end=start + item[-1][0] + len(item[-1][1]), name=name, title=title,
        place=" ".join(words[: max(first, 0)]), origin=origin, described=described.strip(" ,()[]|–—-"),
    )  # fmt: skip


def holds_role(described: str) -> bool:
    """Say whether a description says what somebody is: 'Executive Director, Open Hands'."""
    words = re.findall(r"[\w-]+", described.lower())
    return bool(_OCCUPATIONS & set(words[:6])) or re.match(r"[DRI]-[A-Z]", described) is not None


def with_small_title(mention: NamedPerson, text: str) -> NamedPerson:
    """Return a mention with the office that is written small before it: 'Quay House climate adviser Ida Vale'."""
    match = _SMALL_TITLE.search(text, max(0, mention.start - _LONGEST_SMALL_TITLE), mention.start)
    words = list(dropwhile(lambda word: not is_title_word(word), match["title"].split())) if match else []
    if match is None or not holds_title(" ".join(words)) or not all(map(is_title_word, words)):
        return mention
    # 'They met climate adviser Ida Vale': 'They' is no place.
    place = match["place"].split() if len(words) == len(match["title"].split()) else []
    own = all(map(is_office_word, place))
    return replace(mention, title=" ".join([*(place if own else ()), *words]), place="" if own else " ".join(place))
