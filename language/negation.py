"""Denials: where a sentence says that something is not so, or not decided, and which of its words it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.evasion import EVASION
from language.sentences import split_sentences
from language.vocabulary import list_words, patterns, word_set

LONGEST = 300  # characters: a longer sentence denies a part of what it holds, and matches by its length
FEWEST_DENIED = 3  # words
SHORT = 14  # words: a sentence of more says something besides
FEW_WORDS = 5  # 'No, they are not.': what it denies stands in the sentence after it, if anywhere
BEFORE = 60  # characters before a negation that may tell that nothing is denied

_ASIDE = re.compile(r" [—–] [^—–.;:?!]{1,60} [—–] ")  # 'We set no conditions — political or other — on the doses'
_NEGATION, _ASKED_NEGATION, _DENIES_NOTHING, _SAYS_NOTHING, _UNREAL, _UNREAL_NEGATION, _IN_PASSING, _ORDER = patterns(
    "negation", "negation", "asked_negation", "denying_nothing_behind", "saying_nothing_behind", "unreal_before",
    "unreal_negation", "in_passing", "order",
)  # fmt: skip
_CLAUSE_END, _OUTRIGHT, _OUTRIGHT_IF_SHORT, _UNDECIDED, _CALLED_UNTRUE, _CONDITION = patterns(
    "negation", "clause_end", "outright", "outright_if_short", "undecided", "called_untrue", "condition"
)
_NEGATIONS, _CONTRACTED = word_set("negation.negations", "negation.weaker_negations"), list_words("negation.contracted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A negation and the words that it denies: ``text[start:end]``, from behind the negation to the end of its clause."""

    start: int
    end: int


def find_denials(sentence: str) -> list[Denial]:
    """Return what an official's sentence denies, in order.

    Nothing of a question, an order or a long sentence; nothing that should or would not be; nothing that is only not said
    ('I don't have anything on that'); nothing inside quotation marks, which may be another's words.
    """
    if not _states(sentence) or _ORDER.match(sentence):
        return []
    negations = list(_NEGATION.finditer(sentence))
    evasions = [match.span() for match in EVASION.finditer(sentence)] if negations else []
    found = [_deny(sentence, match) for match in negations if _is_real(sentence, match, evasions)]
    return [denial for denial in found if len(sentence[denial.start : denial.end].split()) >= FEWEST_DENIED]


def reads_undecided(sentence: str) -> bool:
    """Whether a sentence says that something is not done, or not decided, so far."""
    return _states(sentence) and _UNDECIDED.search(sentence) is not None


def calls_untrue(sentence: str) -> bool:
    """Whether a sentence says of what was said just before it that it is not true, and not much more."""
    short = len(sentence.split()) <= SHORT
    return (
        short and _states(sentence) and not _CONDITION.search(sentence) and _CALLED_UNTRUE.search(sentence) is not None
    )


def is_negated(text: str) -> bool:
    """Whether what is asked denies anything, in whatever way."""
    return _NEGATION.search(text) is not None or _ASKED_NEGATION.search(text) is not None


def is_negation(folded: str) -> bool:
    """Whether a folded word denies."""
    return folded in _NEGATIONS or folded.endswith(_CONTRACTED)


def denies_outright(reply: str) -> int:
    """Return where the sentence ends by which a reply denies from its first words what was asked; 0 where it does not.

    A short denial ('No.') is taken with the sentence after it. What evades ('No, I don't have anything on that') denies
    nothing, and one that tells what is not so ('I have not read the report') denies that, not what was asked.
    """
    sentences = split_sentences(reply)[:2]
    if not sentences:
        return 0
    start, end = sentences[0]
    first = reply[start:end]
    short = len(first.split()) <= FEW_WORDS
    opening = _OUTRIGHT.match(first) or (_OUTRIGHT_IF_SHORT.match(first) if short else None)
    if opening is None or first.rstrip().endswith("?") or _SAYS_NOTHING.match(first, opening.end()):
        return 0
    if any(b > opening.end() for _, b in (match.span() for match in EVASION.finditer(first))):
        return 0
    return (
        sentences[1][1]
        if len(first.split()) < FEW_WORDS and len(sentences) > 1 and _goes_on(reply, sentences[1])
        else end
    )


def _states(sentence: str) -> bool:
    """Whether a sentence is a statement, of a length at which what it denies is what it says."""
    return len(sentence) <= LONGEST and not sentence.rstrip("”\"’') ").endswith("?")


def _goes_on(reply: str, sentence: tuple[int, int]) -> bool:
    said = reply[slice(*sentence)]
    return said[:1] not in "([" and not EVASION.search(said) and not said.rstrip().endswith("?")


def _deny(sentence: str, negation: re.Match[str]) -> Denial:
    unbroken = _ASIDE.sub(lambda aside: " " * len(aside.group()), sentence)
    ends = _CLAUSE_END.search(unbroken, negation.end())
    return Denial(start=negation.end(), end=ends.start() if ends else len(sentence))


def _is_real(sentence: str, negation: re.Match[str], evasions: list[tuple[int, int]]) -> bool:
    before = sentence[max(0, negation.start() - BEFORE) : negation.start()]
    quoted = sentence.count("“", 0, negation.start()) > sentence.count("”", 0, negation.start())
    return not (
        quoted
        or sentence[negation.end() : negation.end() + 1] == ","  # 'No, we do'
        or _DENIES_NOTHING.match(sentence, negation.end())
        or _SAYS_NOTHING.match(sentence, negation.end())
        or _UNREAL.search(before)
        or _IN_PASSING.search(before)
        or _UNREAL_NEGATION.fullmatch(negation.group())
        or any(start <= negation.start() < end for start, end in evasions)
    )
