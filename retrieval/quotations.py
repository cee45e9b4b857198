"""Quotations: the words in quotation marks inside prose, and whom the prose attributes them to.

Written for English as news and releases write it: '“...,” said Ida Vale', 'Ida Vale, the minister, said that “...”', 'Ida
Vale: “...”', a heading with a name above a paragraph that is one quotation. Where none of these is found, the quotation goes
on from the one before it in its paragraph, or is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.sentences import split_sentences

_VERBS = """
    said says say saying told tells added adds adding noted notes noting wrote writes writing stated states declared declares
    announced announces warned warns argued argues explained explains insisted insists replied replies asked asks
    acknowledged acknowledges emphasized emphasizes emphasised stressed stresses highlighted highlights remarked remarks
    continued continues concluded concludes observed observes claimed claims testified testifies tweeted tweets posted posts
    called calls calling described describes describing urged urges recalled recalls promised promises vowed vows
    reiterated reiterates underscored underscores commented comments quipped quips joked jokes admitted admits conceded
    concedes predicted predicts suggested suggests answered answers quoted quotes pledged pledges asserted asserts
    maintained maintains responded responds reported reports cautioned cautions boasted complained shared shares exclaimed
    exclaims thought thinks read reads praised criticized denounced
"""
_SAID = rf"(?:{'|'.join(_VERBS.split())}|pointed out|points out|put it|made clear)"
# A full stop belongs to a name only in an abbreviation: after any other word it ends the sentence.
_ABBREVIATED = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Jr|Sr|Gov|Sen|Rep|Amb|Sec|Gen|Adm|Col|Maj|Capt|Lt|Sgt|Cmdr|Brig|[A-ZÀ-Þ])"
    r"\.|(?:[A-Z]\.){2,})"
)
_CAPITALISED = rf"(?:{_ABBREVIATED}|[A-ZÀ-Þ][^\W\d_]*(?:[.’'-][^\W\d_]+)*)"
_NAME = rf"{_CAPITALISED}(?: (?:(?:of|for|de|la|van|von|bin|al) )?{_CAPITALISED})*"
_DESCRIBED = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Oo]ne) (?:[\w’'-]+ ){0,5}?[\w’'-]+"
_SOMEBODY = rf"(?:{_NAME}|{_DESCRIBED}|[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[Yy]ou)"
_ADVERB = (
    r"(?:(?:\w+ly|also|has|had|have|then|later|once|today|yesterday|further|recently|used to|always|on \w+day) ){0,3}"
)
_ASIDE = r"(?:,[^,“”\"\n]{1,160},|,[^“”\"\n]{1,220},)?"
_AFTER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[,.]?\s*{_ADVERB}{_SAID} (?P<who>{_SOMEBODY})(?=[\W]|$)",
        rf"[,.]?\s*(?P<who>{_SOMEBODY}){_ASIDE} {_ADVERB}{_SAID}\b",
        rf"[,.]?\s*according to (?P<who>{_SOMEBODY})(?=[\W]|$)",
        rf"\s*[—–-]+\s*(?P<who>{_NAME})(?=[\W]|$)",
    )
)
_BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<who>{_SOMEBODY}){_ASIDE} {_ADVERB}{_SAID}\b[^“”\"\n]{{0,120}}$",
        rf"[Aa]ccording to (?P<who>{_SOMEBODY}){_ASIDE}[,:]?\s*$",
        rf"(?:^|\n)(?P<who>{_NAME})(?:,[^:\n]{{1,80}})?:\s*$",
    )
)
_HEADING = re.compile(rf"(?:^|\n)(?:[-•*] )?(?P<who>{_NAME})(?:\s*[,–—|(-][^\n.!?]{{0,100}})?[:,]?\s*$")
# What begins a sentence, and is no part of the name after it.
_LEADING = re.compile(
    r"^(?:(?:But|And|So|Yet|Then|Now|On|In|At|As|When|While|After|Before|Later|Also|Still|Today|Yesterday|However|Earlier|Since|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Meanwhile|Asked|Speaking|Instead|Finally|For|If|Although|Though|That|This|What|There|It),? )+"
)
_PRONOUNS = frozenset({"he", "she", "they"})
_OWN = frozenset({"i", "we", "you"})
FURTHEST_HEADING = 160  # characters of a heading above a paragraph that is a quotation
LONGEST_ABBREVIATION = 3  # characters, the full stop among them
LONGEST_AFTER = 260  # characters read after a quotation for whom it is attributed to


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: ``text[start:end]`` without the marks, and whom they are attributed to, as written.

    ``speaker`` is None where the prose does not say. ``own`` is whether the one who is speaking quotes himself ('I said').
    """

    start: int
    end: int
    speaker: str | None = None
    own: bool = False


def find_quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Return the quotations of ``text[start:end]`` in order, their offsets into ``text``, each with its attribution."""
    stop = len(text) if end is None else end
    spans = list(_marked_spans(text, start, stop))
    found: list[Quotation] = []
    named: str | None = None
    for index, (a, b) in enumerate(spans):
        before = _before(text, spans[index - 1][1] + 1 if index else start, a - 1, start)
        after = text[b + 1 : min(spans[index + 1][0] - 1 if index + 1 < len(spans) else stop, b + 1 + LONGEST_AFTER)]
        # What follows a full stop inside the marks is the next sentence, unless a dash leads to a signature.
        ended = text[a:b].rstrip().endswith(".") and not re.match(r"\s*[—–-]", after)
        who = _attribution(before, "" if ended else after.split("\n")[0])
        who = _clean(who) if who else None
        quotation = Quotation(a, b, speaker=who)
        if who and who.casefold() in _OWN:
            quotation = replace(quotation, speaker=None, own=True)
        elif who and who.casefold() in _PRONOUNS:
            quotation = replace(quotation, speaker=named or who)
        elif not who and found and _goes_on(text, found[-1].end, a):
            quotation = replace(quotation, speaker=found[-1].speaker, own=found[-1].own)
        named = quotation.speaker or named
        found.append(quotation)
    return found


def _marked_spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans inside quotation marks. One that goes on in the next paragraph is opened there again."""
    opened: int | None = None
    for match in re.finditer(r"[“”\"«»]|\n\s*\n|\n", text[start:stop]):
        at, mark = start + match.start(), match.group()
        if mark in "“«":
            opened = at + 1 if opened is None else opened
        elif mark in "”»" or (mark == '"' and opened is not None):
            if opened is not None and text[opened:at].strip():
                yield opened, at
            opened = None
        elif mark == '"':
            opened = at + 1
        elif opened is not None and text[start + match.end() : start + match.end() + 1] not in ("“", '"', "«"):
            opened = None  # a mark that nothing closes in its paragraph
    return


def _before(text: str, floor: int, mark: int, start: int) -> str:
    """Return what stands before a quotation in its sentence, or the heading above it where it begins a paragraph."""
    floor = max(floor, start)
    line = text.rfind("\n", floor, mark) + 1
    lead = text[max(line, floor) : mark]
    if not lead.strip():
        above = text[:mark].rstrip()
        return text[max(floor, above.rfind("\n", 0, len(above)) + 1, mark - FURTHEST_HEADING) : mark] if above else ""
    sentences = split_sentences(lead)
    return lead[sentences[-1][0] :] if sentences else lead


def _attribution(before: str, after: str) -> str | None:
    """Return who is said to have spoken, as written: what follows directly first, then what leads to the quotation."""
    for pattern in _AFTER:
        if match := pattern.match(after):
            return match["who"]
    for pattern in _BEFORE:
        # The last of them stands nearest to the words.
        if matches := list(_every(pattern, before)):
            return matches[-1]["who"]
    heading = _HEADING.search(before) if before.endswith("\n") else None
    return heading["who"] if heading else None


def _every(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at each word of a text, so that the nearest can be chosen."""
    position = 0
    while match := pattern.search(text, position):
        yield match
        position = match.start("who") + max(1, len(match["who"]))


def _clean(who: str) -> str:
    """Return a name without what leads to it and without the full stop of its sentence ('Jr.' keeps its own)."""
    name = _LEADING.sub("", who).strip() or who
    return name.removesuffix(".") if len(name.split()[-1]) > LONGEST_ABBREVIATION else name


def _goes_on(text: str, last: int, start: int) -> bool:
    """Whether a quotation stands in the paragraph of the one before it."""
    return "\n" not in text[last:start]


def quotation_around(quotations: Sequence[Quotation], start: int, end: int) -> Quotation | None:
    """Return the quotation that holds all of ``[start:end]``, or None."""
    return next((one for one in quotations if one.start <= start and end <= one.end), None)
