"""Denials: where a sentence says that something is not so, or not decided, and which of its words it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.evasion import EVASION
from language.sentences import split_sentences

LONGEST = 300  # characters: a longer sentence denies a part of what it holds, and matches by its length
FEWEST_DENIED = 3  # words
SHORT = 14  # words: a sentence of more says something besides
FEW_WORDS = 5  # 'No, they are not.': what it denies stands in the sentence after it, if anywhere
BEFORE = 60  # characters before a negation that may tell that nothing is denied

_NEGATION = re.compile(
    r"\b(?:not(?!-)|never|no|none|nobody|nothing|neither|nor|(?!ca)\w+n[’']t|inaccurate|untrue|incorrect)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r" [—–] [^—–.;:?!]{1,60} [—–] ")  # 'We set no conditions — political or other — on the doses'
# What a person asks: 'cannot' as well, which denies nothing that is, and without its apostrophe.
_ASKED_NEGATION = re.compile(
    r"\bcan(?:no|[’']?)t\b|\b(?:is|are|was|were|do|does|did|has|have|had|wo|would|should|could|must|need)n[’']?t\b",
    re.IGNORECASE,
)
# 'not only', 'no later than', 'no doubt', 'not limited to', 'last but not least': they deny nothing.
_DENIES_NOTHING = re.compile(
    r"\W*(?:only|just|merely|simply|necessarily|solely|exactly|always|everyone|everybody|all|every|(?:later|earlier|less"
    r"|more|fewer|worse|better|other) than|least|sure|longer|doubts?|question|matter|wonder|secret|problem|reason|limited to"
    r"|to mention|surpris\w+|forget|worry|kidding|mistake about|uncertain terms|substitute for)\b",
    re.IGNORECASE,
)
# What should not be, what would not be and what is not so if something else is: none of it says what is.
_UNREAL = re.compile(
    r"\b(?:should|must|may|might|would|could|ought|if|whether|unless|until|let[’']?s)\b[^,;:—]*$", re.IGNORECASE
)
# 'A clerk who does not sing signed it': what is denied in passing is not what the sentence says.
_IN_PASSING = re.compile(r"\b(?:who|which|whose)(?:\W+\w+){0,2}\W*$", re.IGNORECASE)
_UNREAL_NEGATION = re.compile(r"(?:should|must|might|would|could)n[’']t", re.IGNORECASE)
_ORDER = re.compile(r"^\W*(?:please )?(?:do not|don[’']t|never)\b", re.IGNORECASE)
# 'I don't know', 'we don't confirm reports', 'I don't want to': who says it does not say.
_SAYS_NOTHING = re.compile(
    r"\W*(?:even |really |yet |quite |currently )?(?:know|knows|confirm|comment|recall|remember|understand|want|wish|speculate"
    r"|have (?:any|anything|a|an|the|more|new|further|additional|that|it)\b|seen|spoken|talked|heard|aware|certain|clear"
    r"|ask(?:ed|ing)?\b|(?:more|new|further|else) (?:for|to|on)\b|see (?:it|that|this)\b"
    r"|(?:think|believe) (?:I|we)(?:[’']re| are|[’']m| am|[’']d| would| could| can)\b)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[.;:?!]|,\s+(?:and|so|yet)\s+(?:I|we|you|he|she|it|they|there)\b| [—–-]{1,2} "
    r"|\b(?:but|because|except|unless|although|while)\b",
    re.IGNORECASE,
)

_FILLERS = r"^\W*(?:(?:well|look|so|again|oh|uh|now|yeah|actually|first|sorry|okay|ok)\b\W*)*"
_NO = (
    r"no\b(?!\W+(?:doubt|question|matter|problem|worries|thank|one|please|go ahead"
    r"|I (?:just|mean|think|understand|would|guess|appreciate|thought)))"
)
_NOT = (
    r"not (?:yet|true|accurate|correct|at all|at this (?:time|point|moment)|at the moment)\b|none\b|nope\b"
    r"|(?:absolutely|of course|certainly|definitely) not\b"
)
_UNTRUE = (
    r"(?:that|this|it)(?:[’']s| is| was) (?:just |simply |absolutely |completely )?(?:not (?:true|accurate|correct|right|the case"
    r"|so|what happened)|inaccurate|untrue|incorrect|false|wrong)\b"
    r"|that (?:isn|wasn)[’']t (?:true|accurate|correct|right|the case|so)\b"
)
_IS_NOT = (
    r"(?:he|she|they|we|it|that|there|I) (?:(?:is|are|was|were|has|have|had|do|does|did|will)(?: not\b|n[’']t\b| no\b)"
    r"|never (?:was|were|has|have|had|did)\b)"
)
# 'No, they are not.', 'Not yet.', 'That's not accurate.', 'There is no payment.', 'He has not.'
_OUTRIGHT = re.compile(
    f"{_FILLERS}(?:{_NO}|{_NOT}|{_UNTRUE}|{_IS_NOT})|^[^.?!]{{0,40}}?\\b(?:{_UNTRUE})", re.IGNORECASE
)

_MADE = r"(?:decisions?|determinations?|conclusions?|agreements?|assessments?|judgments?|announcements?|choices?)"
# 'We have not made a decision', 'no final decisions have been made', 'a decision has not been made', 'has yet to sign',
# 'is not yet open', 'we are still considering it'.
_UNDECIDED = re.compile(
    r"\bha(?:s|ve|d)(?: not|n[’']t)(?: yet)? (?:been )?(?:made|reached|come to|taken|issued)(?: \w+){0,3} "
    + _MADE
    + r"\b"
    r"|\bno (?:\w+ )?" + _MADE + r"(?: \w+)? (?:ha(?:s|ve)|was|were|is|are)\b"
    r"|\b" + _MADE + r" (?:\w+ ){0,3}(?:ha(?:s|ve)|was|were|is|are)(?: not|n[’']t)\b"
    r"|\bha(?:s|ve)(?: not|n[’']t) (?:yet )?(?:decided|determined|concluded|finalized|signed|passed|reached|begun|started"
    r"|happened|occurred|taken place|announced)\b"
    r"|\byet to\b|\bnot yet\b|\bstill (?:considering|assessing|reviewing|evaluating|deciding|determining)\b",
    re.IGNORECASE,
)
# 'That report is inaccurate.', 'Simply not true.', 'There is no truth to that.'
_CALLED_UNTRUE = re.compile(
    r"\bnot (?:true|accurate|correct|right|the case|so|what happened)\b|\bno truth\b"
    r"|\b(?:inaccurate|inaccurately|untrue|incorrect|false|misinformation|disinformation)\b"
    r"|\b(?:that|this|it)(?:[’']s| is| was) a lie\b|\b(?:is|was|are|were)(?:n[’']t)? wrong\b"
    r"|\b(?:isn|wasn|aren|weren)[’']t (?:true|accurate|correct|right|the case|so)\b",
    re.IGNORECASE,
)
_SAYS_IF = re.compile(r"\b(?:if|whether)\b", re.IGNORECASE)


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
    evasions = [match.span() for match in EVASION.finditer(sentence)]
    found = [_deny(sentence, match) for match in _NEGATION.finditer(sentence) if _is_real(sentence, match, evasions)]
    return [one for one in found if len(sentence[one.start : one.end].split()) >= FEWEST_DENIED]


def reads_undecided(sentence: str) -> bool:
    """Whether a sentence says that something is not done, or not decided, so far."""
    return _states(sentence) and _UNDECIDED.search(sentence) is not None


def calls_untrue(sentence: str) -> bool:
    """Whether a sentence says of what was said just before it that it is not true, and not much more."""
    short = len(sentence.split()) <= SHORT
    return short and _states(sentence) and not _SAYS_IF.search(sentence) and _CALLED_UNTRUE.search(sentence) is not None


def is_negated(text: str) -> bool:
    """Whether what is asked denies anything, in whatever way."""
    return _NEGATION.search(text) is not None or _ASKED_NEGATION.search(text) is not None


def denies_outright(reply: str) -> int:
    """Return where the sentence ends by which a reply denies from its first words what was asked; 0 where it does not.

    A short denial ('No.') is taken with the sentence after it. What evades ('No, I don't have anything on that') denies
    nothing.
    """
    sentences = split_sentences(reply)[:2]
    if not sentences:
        return 0
    start, end = sentences[0]
    first = reply[start:end]
    opening = _OUTRIGHT.match(first)
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
