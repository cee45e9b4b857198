"""Mentions: the names that a release prints with an office, 'Press Secretary Ruth Orr' and 'Ruth Orr, Press Secretary'.

They are what the archive knows of people beyond speakers' labels: first names for surnames, and offices with their days.
Nothing is decided here; a mention that is no person's does no harm, for only names that a speaker may have are used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archive import Mention
from ingest.turns import read_byline, read_person
from language import FORMS_OF_ADDRESS, HEADS, TITLES, is_office_word, pattern, word_set

_TITLE = "title"
_TEXT = "text"
_MOST_NAMES = 4  # words of a name, without particles
_MOST_OFFICE_WORDS = 14
_LONGEST_BEFORE = 12  # characters
_JOINTS = word_set("titles.joints") | {"&"}
_PARTICLES = word_set("names.particles")
_CAPITALISED = r"[^\W\d_a-z][\w’'.-]*"
# A run of capitalised words, with the small words that may stand inside an office or a name.
_RUN = re.compile(rf"{_CAPITALISED}(?:,?[ ](?:(?:{'|'.join(_JOINTS | _PARTICLES)})[ ]){{0,3}}{_CAPITALISED})+")
_FROM = re.compile(r",? of (?P<place>(?:the )?[^\W\d_a-z][\w’-]+(?: (?:(?:of|and|the) ){0,2}[^\W\d_a-z][\w’-]+){0,3})")
_SUFFIX = pattern("names.generation_at_end")
_ENDS = re.compile(r"[.!?:;)”\"]$|[’']s$|s[’']$")
_CONTRACTED = re.compile(r"[’'](?:m|re|ve|ll|d)$")  # 'I’m Ruth Orr'
_INITIAL = re.compile(r"^(?:[^\W\d_]\.)+,?$")
_PAST = pattern("titles.past_before")
# A qualifier of an office is none of them ('Quay House Press Secretary').
_ABBREVIATED = word_set("titles.honorific", "titles.abbreviations")
_NO_QUALIFIERS = word_set("names.openings", "names.no_names")


def find_mentions(title: str, text: str, *, given: str | None = None) -> list[Mention]:
    """Return the names with an office that a title's byline and a text print, each with how often it does.

    Whom the file's data names with an office (``given``) counts as one in the title.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for named in read_byline(title):
        if named.name:
            offices = list(split_offices(named.office.split())) or [""]
            counts.update((_tidy(named.name), office, _TITLE) for office in offices)
    if (author := read_person(given) if given else None) and author.office:
        counts.update((_tidy(author.name), office, _TITLE) for office in split_offices(author.office.split()))
    for match in _RUN.finditer(text):
        words = match.group().split()
        if any(map(is_office_word, words)):
            before, after = (
                text[max(0, match.start() - _LONGEST_BEFORE) : match.start()],
                text[match.end() : match.end() + 60],
            )
            counts.update((name, office, _TEXT) for name, office in _read_run(words, before, after))
    return [
        Mention(name=name, office=office, place=place, count=count)
        for (name, office, place), count in sorted(counts.items())
    ]


def _read_run(words: Sequence[str], before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield (name, office) of a run of words; ``before`` and ``after`` are the text around it."""
    past = "former " if _PAST.search(before) else ""
    index = 1
    while index < len(words):
        end = _name_end(words, index)
        if end is None or not _is_office_end(words[index - 1]):
            index += 1
            continue
        first = _skip_place(words, index, end)
        if first is None:
            index = end
            continue
        name = _tidy(" ".join(words[first:end]))
        behind = " ".join([*words[end:], after.lstrip()]) if end < len(words) else after
        ends = _ends_sentence(words[end - 1]) and not _SUFFIX.search(words[end - 1])
        place = None if ends else _FROM.match(behind if behind.startswith((",", " ")) else f" {behind}")
        country = f" of {_cut_place(place['place'])}" if place else ""
        country = f" of {' '.join(words[index:first])}" if first > index else country
        start = _office_start(words, index)
        for office in split_offices(words[start:index]):
            if _has_head(office.split()):
                yield name, (past if start == 0 else "") + office + country
        index = end
    yield from _read_apposition(words)


def _skip_place(words: Sequence[str], start: int, end: int) -> int | None:
    """Return where the name begins in 'Prime Minister of Torvia Jan Kowal'; None where there is a place and no full name."""
    if words[start - 1] not in _JOINTS:
        return start
    first = end - 2
    while first > start and (_INITIAL.search(words[first]) or _SUFFIX.search(words[first + 1])):
        first -= 1
    return first if words[start - 1] in {"of", "the"} and first > start and words[first] not in _PARTICLES else None


def _cut_place(place: str) -> str:
    """Return a place without what another office behind it says: 'France and Chancellor Orr' is France."""
    words = place.split()
    stop = next((i for i, word in enumerate(words) if i and word == "and" and is_office_word(words[i + 1])), len(words))
    return " ".join(words[:stop])


def _is_office_end(word: str) -> bool:
    return is_office_word(word) and not word.endswith((",", ";", ":")) and not _ends_sentence(word)


def _ends_sentence(word: str) -> bool:
    """Say whether a word ends a sentence or a possessive; 'Dr.' and 'U.S.' do not."""
    return _ENDS.search(word) is not None and not _INITIAL.search(word) and word.lower().rstrip(".") not in _ABBREVIATED


def _name_end(words: Sequence[str], start: int) -> int | None:
    """Return where a name that begins at ``start`` ends; None where none begins there."""
    if not _may_name(words[start]):
        return None
    end, names = start, 0
    while end < len(words) and names < _MOST_NAMES:
        word = words[end]
        if word in _PARTICLES and any(map(_may_name, words[end + 1 : end + 3])):
            end += 1
            continue
        if not _may_name(word) or (is_office_word(word) and end == start):
            break
        if is_office_word(word) and not _SUFFIX.search(word):
            break
        names += not _INITIAL.search(word)
        end += 1
        if _SUFFIX.search(words[end - 1]):
            break
        follows = words[end] if end < len(words) else ""
        if word.endswith(",") and not _SUFFIX.search(follows):
            break
        if _ENDS.search(word) and not _INITIAL.search(word):
            break
    return end if names else None


def _may_name(word: str) -> bool:
    bare = word.rstrip(',.;:!?)”"')
    capitals = bare.isupper() and len(bare) > 1 and not _INITIAL.search(word)
    return (
        bool(bare)
        and not _CONTRACTED.search(bare)
        and bare[0].isupper()
        and not capitals
        and not is_office_word(word)
        and bare.lower() not in _NO_QUALIFIERS
    )


def _office_start(words: Sequence[str], end: int) -> int:
    """Return where the office that ends before ``end`` begins, with up to two words that qualify it ('Quay House')."""
    start = end - 1
    while start and end - start < _MOST_OFFICE_WORDS and not words[start - 1].endswith((",", ";", ":", ".”")):
        before = words[start - 1]
        if before in _JOINTS:
            if start < 2 or not is_office_word(words[start - 2]) or words[start - 2].endswith((",", ";", ":")):
                break
        elif _ends_sentence(before) or not (is_office_word(before) or _qualifies(words, start - 1)):
            break
        start -= 1
    while words[start].lower() in _JOINTS:
        start += 1
    return start


def _qualifies(words: Sequence[str], index: int) -> bool:
    """Say whether a word belongs to the office behind it: capitalised, no sentence's first word, no end of a name."""
    word = words[index]
    if word.lower().strip(".,") in _NO_QUALIFIERS or not word[0].isupper() or _ENDS.search(word):
        return False
    return word not in _PARTICLES


def _read_apposition(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (name, office) where an office follows a full name: 'Ruth Orr, Press Secretary'."""
    for index, word in enumerate(words[:-1]):
        follows = words[index + 1]
        if not word.endswith(",") or follows in _JOINTS - {"the"} or not is_office_word(follows) or not _may_name(word):
            continue
        start = index
        while (
            start
            and _may_name(words[start - 1])
            and not words[start - 1].endswith(",")
            and index - start < _MOST_NAMES - 1
        ):
            start -= 1
        if start == index or (start and is_office_word(words[start - 1])):
            continue
        ends = (
            i + 1
            for i in range(index + 1, len(words))
            if words[i].endswith((",", ";", ":")) or _ends_sentence(words[i])
        )
        office = list(words[index + 1 : next(ends, len(words))])
        if not _has_head(office) or any(_may_name(word) for word in office[: _first_joint(office)]):
            continue
        for one in split_offices(office):
            yield _tidy(" ".join(words[start : index + 1])), one


def _first_joint(words: Sequence[str]) -> int:
    return next((index for index, word in enumerate(words) if index and word in {"of", "for"}), len(words))


def split_offices(words: Sequence[str]) -> Iterator[str]:
    """Yield the offices that words joined by 'and' name: 'Assistant to the President and Homeland Security Advisor'.

    Articles and honorifics around them are left out; of 'Counsel to President' (Vale) the office is the last: 'President'.
    """
    rest = [re.sub(r"(?:’s)?[,;:)]*$", "", word) for word in words]
    if rest and _ends_sentence(rest[-1]):
        rest[-1] = rest[-1].rstrip(".!?”")
    for index, word in enumerate(rest):
        before, behind = rest[:index], rest[index + 1 :]
        if word.lower() in {"and", "&"} and _has_head(before) and _has_head(behind):
            yield from split_offices(before)
            yield from split_offices(behind)
            return
    while len(rest) > 1 and (rest[-1].lower() in _JOINTS or _is_honorific(rest[-1])):
        rest.pop()
    while len(rest) > 1 and (_is_no_part(rest) or _is_honorific(rest[0])):
        rest.pop(0)
    if index := _last_title(rest):
        # 'Homeland Security Advisor' and 'Ambassador'; but of 'Counsel to President' only the President is named here.
        if rest[index - 1] not in {"to", "for", "of"}:
            yield " ".join(rest[:index])
        rest = rest[index:]
    if rest:
        yield " ".join(rest)


def _last_title(words: Sequence[str]) -> int:
    """Return where a second title begins that is the last words, behind a title or 'to', 'for' or 'of'; 0 for none."""
    for index in range(1, len(words)):
        if " ".join(words[index:]).upper() in TITLES:
            is_second = words[index - 1].lower().rstrip(".") in HEADS - word_set("titles.before_titles")
            return index if is_second or words[index - 1] in {"to", "for", "of"} else 0
    return 0


def _is_no_part(words: Sequence[str]) -> bool:
    """Say whether the first word is no part of the office: an article, or 'Under President Vale'."""
    first = words[0].lower()
    return first in _JOINTS | {"our", "my", "his", "her"} or (first == "under" and words[1].lower() != "secretary")


def _is_honorific(word: str) -> bool:
    return word.lower().rstrip(".") in FORMS_OF_ADDRESS


def _has_head(words: Sequence[str]) -> bool:
    return any(word.lower().strip(".,") in HEADS or word.lower() == "assistant" for word in words)


def _tidy(name: str) -> str:
    """Return a name without the punctuation or possessive behind it."""
    bare = re.sub(r"[’']s?$", "", name.rstrip(',;:!?)”"'))
    bare = re.sub(r"\.$", "", bare) if not re.search(r"(?:\b[^\W\d_]|Jr|Sr)\.$", bare) else bare
    return bare.replace(", ", " ") if _SUFFIX.search(bare) else bare
