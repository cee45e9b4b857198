"""Naming: whether each name of a claim is the cited words' own or stands beside them, and whose words they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

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
from retrieval.answer import Citation
from retrieval.answering.verify.clauses import find_clauses
from retrieval.answering.verify.composed import Composed, Fault
from retrieval.answering.verify.outcome import Reason
from retrieval.answering.verify.reading import Cited, ReadText, ReadWord

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


def find_wrong_names(composed: Composed) -> Iterator[Fault]:
    """Yield the names of a sentence that are neither in the cited words nor beside them."""
    cited = composed.cited
    known = _known(cited)
    for at in _names(composed):
        word = composed.read.words[at]
        replaced = [cited.read.words[place] for place in composed.replacing.get(at, ())]
        beside = word.stem not in cited.read.stems and any(
            one.has_meaning and one.written[:1].isupper() for one in replaced
        )
        if word.folded not in _initials(cited.read) and (
            beside or not all(part in known or _is_people_of(part, known) for part in fold_name(word.written))
        ):
            yield Fault(at, Reason.NAME)


def find_wrong_sayers(composed: Composed) -> Iterator[Fault]:
    """Yield whom a sentence makes the sayer though the words are not theirs; all of it where they are no official's.

    A guest's words may be given where the sentence names the guest as who says them.
    """
    cited, sayers = composed.cited, _sayers(composed.read.text)
    voice = cited.first.voice
    named = voice is Voice.GUEST and any(_is_sayer(who, cited.first) for who, _ in sayers)
    if voice not in OFFICIAL_VOICES and not named:
        yield Fault(None, Reason.SPEAKER)
        return
    for who, start in sayers:
        if not _is_sayer(who, cited.first) and not _is_reported(who, cited):
            # Who is the only one that is said to say something says all of it.
            yield Fault(composed.read.at(start) if len(sayers) > 1 else None, Reason.SPEAKER)


def find_claims_of_others(composed: Composed) -> Iterator[Fault]:
    """Yield a fault for each clause that tells as a fact what its speaker only says that somebody else said.

    'Skarrow says that the papers were not in order' does not bear 'The papers were not in order'.
    """
    cited = composed.cited
    if not cited.first.speaker or _SAYS.search(composed.read.text):
        return
    others = [cited.read.at(start) for who, start in _sayers(cited.read.text) if not _is_sayer(who, cited.first)]
    for clause in find_clauses(composed.read) if others else ():
        places = [
            match.at for at in clause if at in composed.content and (match := composed.matches[at]) and match.same
        ]
        if places and any(_tells_all(cited.read, other, places) for other in others):
            yield Fault(clause.start, Reason.SPEAKER)


def _tells_all(read: ReadText, other: int, places: Sequence[int]) -> bool:
    """Whether all the places stand in the sentence of who is said to say something, behind the name."""
    sentence = read.words[other].sentence
    return all(read.words[place].sentence == sentence and place > other for place in places)


@lru_cache(maxsize=1024)
def _known(cited: Cited) -> frozenset[str]:
    known = {*cited.read.folded, *cited.named_beside}
    return frozenset(known | {part for word in known for part in fold_name(word)})


def _names(composed: Composed) -> Iterator[int]:
    """Yield the positions of the words that are names, or parts of one: those with a capital not the sentence's own."""
    for at, word in enumerate(composed.read.words):
        if not word.written[:1].isupper() or word.folded in _NO_NAMES or word.is_number:
            continue
        if at or _is_name_at_start(composed):
            yield at


def _is_name_at_start(composed: Composed) -> bool:
    words = composed.read.words
    first = words[0]
    if any(char.isupper() for char in first.written[1:]) or is_first_name(first.folded):
        return True
    if any(word.written.islower() and word.stem == first.stem for word in composed.cited.read.words):
        return False
    follows = len(words) > 1 and words[1].written[:1].isupper()
    return follows or re.search(rf"(?<=[a-z,] ){re.escape(first.written)}\b", composed.question) is not None


def _is_people_of(part: str, known: frozenset[str]) -> bool:
    """Whether a word is the people's or the country's form of one that is known: 'Verranian' of 'Verrania'."""
    bares = [part.removesuffix(ending) for ending in _ENDINGS if part.endswith(ending)]
    return any(
        bare == word or (word.startswith(bare) and word[len(bare) :] in _LAND_ENDINGS)
        for bare in bares
        if len(bare) > _LONGEST_NAME
        for word in known
    )


@lru_cache(maxsize=1024)
def _initials(read: ReadText) -> frozenset[str]:
    """Return the initials of each run of capitalised words, small ones between them left out."""
    return frozenset(_list_initials(read.words))


def _list_initials(words: Sequence[ReadWord]) -> Iterator[str]:
    run = ""
    for word in words:
        if word.written[:1].isupper():
            run += word.folded[:1]
            yield from (run[start:] for start in range(len(run) - 1))
        elif word.folded not in STOP_WORDS:
            run = ""


@lru_cache(maxsize=4096)
def _is_sayer(who: str, told: Citation) -> bool:
    """Whether a name or an office is that of who speaks in a citation."""
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
    """Whether the cited words themselves say that somebody said it: one line, where what is said stands beside who says it."""
    if len(one.citations) > 1:
        return False
    last = fold_name(who)[-1:]
    return any(fold_name(found)[-1:] == last for found, _ in _sayers(one.read.text))


@lru_cache(maxsize=1024)
def _sayers(text: str) -> list[tuple[str, int]]:
    found = [(match["who"], match.start("who")) for shape in (_SUBJECT, _SOURCE) for match in shape.finditer(text)]
    return [(who, start) for who, start in found if who.lower() not in _NO_NAMES]
