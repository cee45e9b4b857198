"""Naming: whether each name of a claim is the cited words' own or stands beside them, and whose words they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive import OFFICIAL_VOICES, Voice
from language import (
    NAME,
    STOP_WORDS,
    Words,
    end_alike,
    fold_name,
    is_first_name,
    is_title_word,
    may_be_one,
    name_words,
    office_key,
    patterns,
    word_set,
)
from retrieval.answering.verify.composed import Composed
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited, ReadWord

_SAYS, _ACCORDING = patterns("composed", "says", "according")
_SUBJECT = re.compile(rf"(?P<who>{NAME})(?:,[^,]{{1,60}},)?\s+(?={_SAYS.pattern})")
_SOURCE = re.compile(rf"(?i:{_ACCORDING.pattern.rstrip('$')})(?:the |an? )?(?P<who>{NAME})")
_NO_NAMES = (
    STOP_WORDS
    | word_set("names.openings", "names.no_names", "time.months", "time.weekdays")
    | {word.lower() for word in word_set("time.months", "time.weekdays")}
)
_ENDINGS, _LAND_ENDINGS = (
    word_set("composed.people_endings"),
    word_set("composed.people_endings", "composed.land_endings"),
)
_LONGEST_NAME = 3  # letters: a shorter stem of a people's name is no country's


def check_names(claim: Composed, cited: Sequence[Cited]) -> Reason | None:
    """Return Reason.NAME where a name is neither in the cited words nor beside them."""
    known = frozenset(word for one in cited for word in (*one.read.folded, *one.named_beside))
    known |= {part for word in known for part in fold_name(word)}
    initials = frozenset(form for one in cited for form in _initials(one.read.words))
    for word in _names(claim, cited):
        if not all(part in known or _is_people_of(part, known) for part in fold_name(word.written)) and (
            word.folded not in initials
        ):
            return Reason.NAME
    return None


def check_sayer(claim: Composed, cited: Sequence[Cited]) -> Reason | None:
    """Return Reason.SPEAKER where words are given as somebody's whose they are not, or as an official's though a guest's."""
    sayers = _sayers(claim.read.text)
    for one in cited:
        voice = one.citation.voice
        if voice not in OFFICIAL_VOICES and not (voice is Voice.GUEST and any(_is_sayer(who, one) for who in sayers)):
            return Reason.SPEAKER
    for who in sayers:
        if not any(_is_sayer(who, one) or _is_reported(who, one) for one in cited):
            return Reason.SPEAKER
    return None


def _names(claim: Composed, cited: Sequence[Cited]) -> Iterator[ReadWord]:
    """Yield the words that are names, or parts of one: those with a capital that is not the sentence's own."""
    words = claim.read.words
    for at, word in enumerate(words):
        if not word.written[:1].isupper() or word.folded in _NO_NAMES or word.is_number:
            continue
        if at or _is_name_at_start(claim, cited):
            yield word


def _is_name_at_start(claim: Composed, cited: Sequence[Cited]) -> bool:
    words = claim.read.words
    first = words[0]
    if any(char.isupper() for char in first.written[1:]) or is_first_name(first.folded):
        return True
    if any(word.written.islower() and word.stem == first.stem for one in cited for word in one.read.words):
        return False
    follows = len(words) > 1 and words[1].written[:1].isupper()
    return follows or re.search(rf"(?<=[a-z,] ){re.escape(first.written)}\b", claim.question) is not None


def _is_people_of(part: str, known: frozenset[str]) -> bool:
    """Whether a word is the people's or the country's form of one that is known: 'Verranian' of 'Verrania'."""
    bares = [part.removesuffix(ending) for ending in _ENDINGS if part.endswith(ending)]
    return any(
        bare == word or (word.startswith(bare) and word[len(bare) :] in _LAND_ENDINGS)
        for bare in bares
        if len(bare) > _LONGEST_NAME
        for word in known
    )


def _initials(words: Sequence[ReadWord]) -> Iterator[str]:
    """Yield the initials of each run of capitalised words, small ones between them left out."""
    run = ""
    for word in words:
        if word.written[:1].isupper():
            run += word.folded[:1]
            yield from (run[start:] for start in range(len(run) - 1))
        elif word.folded not in STOP_WORDS:
            run = ""


def _is_sayer(who: str, one: Cited) -> bool:
    """Whether a name or an office is that of who speaks in a citation."""
    told = one.citation
    title = told.title if told.voice is Voice.OFFICE else ""
    office = office_key(" ".join(filter(None, (told.office, told.speaker_label, title))))
    own = _without_titles(who)
    names = [_without_titles(name) for name in (told.speaker, told.speaker_label) if name]
    if own and any(name and (may_be_one(own, name) or end_alike(own, name)) for name in names):
        return True
    return bool(office_key(who)) and office_key(who) <= office


def _without_titles(name: str) -> Words:
    return tuple(word for word in name_words(name) if not is_title_word(word))


def _is_reported(who: str, one: Cited) -> bool:
    """Whether the cited words themselves say that somebody said it."""
    last = fold_name(who)[-1:]
    return any(fold_name(found)[-1:] == last for found in _sayers(one.read.text))


def _sayers(text: str) -> list[str]:
    return [match["who"] for shape in (_SUBJECT, _SOURCE) for match in shape.finditer(text)]
