"""Mentioned speakers: of whom a question says that they said something, and which voices it asks for by name.

A person is a limit only where the question makes them the one who speaks: 'what did Orr say', 'according to the minister',
'as Orr put it'. Where they are what is talked about, or what they did ('has Orr appointed', 'did Orr order'), others may be
the ones who tell. Nor are verbs a limit that a readout or a fact sheet uses of the person ('announced', 'pledged', 'raised').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from archive.releases import Voice

# Verbs of speaking: after 'did', and in the past or the present.
_BASE = (
    "say|tell|explain|describe|answer|reply|respond|react|comment|remark|mention|claim|argue|insist|concede|acknowledge|admit"
    "|confirm|deny|justify|characteri[sz]e|joke|quip|tease|recall|compare|credit|blame|defend|predict|warn|promise|clarify"
    "|recount|testify|boast|complain|cite|quote|phrase|shoot back|fire back|hit back|point out|read (?:out|off|aloud)|put it"
)
_PAST = (
    "says?|said|tells?|told|explain(?:s|ed)|describe[sd]|answer(?:s|ed)|replie[sd]|respond(?:s|ed)|comment(?:s|ed)"
    "|mention(?:s|ed)|claim(?:s|ed)|argue[sd]|insist(?:s|ed)|concede[sd]|acknowledge[sd]|admit(?:s|ted)|confirm(?:s|ed)"
    "|denie[sd]|characteri[sz]e[sd]|joke[sd]|recall(?:s|ed)|predict(?:s|ed)|warn(?:s|ed)|promise[sd]|recount(?:s|ed)"
    "|point(?:s|ed) out|put it|shot back"
)
_GIVING = "give|offer|make|provide|cite|come up with|have"
_SAID_THINGS = (
    "explanation|reason|justification|answer|reply|response|estimate|figure|number|count|tally|remark|comment|quip|joke"
    "|comeback|statement|promise|argument|description|assessment|example|definition|advice|warning|message|account|excuse"
    "|reassurance|grounds|rationale|comparison|anecdote|story"
)
_ADVERBS = (
    r"(?:(?:ever|also|once|herself|himself|themselves|publicly|just|really|then|first|later|actually|originally)\s+)*"
)
_WHO = r"(?P<who>(?:[^\W_][\w.’'&-]*,?\s+){1,9}?)"
_POSSESSED = (
    "remarks?|comments?|statement|speech|address|eulogy|answer|reply|explanation|quip|joke|comeback|account|description"
    "|testimony|words|justification|reasons?|argument|slides?|toast"
)
_HAVE = r"(?:has|have|had)"
_PATTERNS = [
    re.compile(rf"\b(?:did|does|do|would|could|can|will)\s+{_WHO}{_ADVERBS}(?P<verb>{_BASE})\b", re.IGNORECASE),
    re.compile(rf"\b{_HAVE}\s+{_WHO}{_ADVERBS}(?P<verb>{_PAST})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_SAID_THINGS})\b[^?.!;]{{0,60}}?\b(?:did|does|do)\s+{_WHO}{_ADVERBS}(?P<verb>{_GIVING})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:as|what)\s+{_WHO}{_ADVERBS}(?P<verb>{_PAST})\b", re.IGNORECASE),
]
_SOURCE = re.compile(
    r"\b(?:according\s+to|per|in\s+the\s+(?:words|view)\s+of|quoting)\s+(?P<after>(?:[^\W_][\w.’'&-]*,?\s*){1,9})",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?:^|\b(?:in|from|during|was|were|with|how\s+did)\s+)(?P<who>(?:[^\W_][\w.&-]*\s+){0,5}?[^\W_][\w.&-]*)[’']s?\s+"
    rf"(?:[\w-]+\s+){{0,3}}?(?P<thing>{_POSSESSED})\b",
    re.IGNORECASE,
)
_REPORTERS = re.compile(
    r"\b(?:what|how|why|which\s+questions?)\b[^?]{0,30}?\b(?:did|do|does)\s+(?:a|an|the|any|some|one)?\s*"
    r"(?:reporters?|journalists?|correspondents?|press\s+corps)\s+(?:ask|say|claim|tell|suggest|want|put|raise)\b"
    r"|\b(?:which|what)\s+(?:reporters?|journalists?|correspondents?)\s+(?:asked|said|claimed|told|put|wanted|raised)\b"
    r"|\bwhat\s+was\s+[^?]{1,40}?\basked\b|\bwho\s+asked\b",
    re.IGNORECASE,
)
_GUESTS = re.compile(
    r"\b(?:did|does|do|has|had|have)\s+(?:a|an|the|any|some)?\s*(?P<who>governors?|mayors?|guests?|ambassador\s+of"
    r"|prime\s+minister|senators?|congress(?:man|woman)|chief\s+executive|ceo|chancellor)\b[^?]{0,40}?"
    rf"\b(?:{_BASE}|{_PAST})\b",
    re.IGNORECASE,
)
# Whom a verb of speaking is addressed to.
_ADDRESSED = re.compile(r"^\s*(?:to\s+)?(?P<whom>(?:[^\W_][\w.&-]*\s*){1,4})")
_ADDRESSING = frozenset(
    {"tell", "told", "tells", "say", "said", "explain", "explained", "promise", "promised", "warn", "warned"}
)
_PRIVATE = re.compile(
    r"\b(?:readout|phone\s+call|call\s+with|met\s+with|meeting\s+with|bilateral|on\s+the\s+phone)\b", re.IGNORECASE
)
# They speak through many: no one person's words are meant.
_NOBODY = re.compile(
    r"^(?:an?\b|any|some|many|most|all|no|i|we|you|he|she|they|it|this|that|there|one|who|anyone|somebody|someone|everyone"
    r"|officials?|(?:the\s+)?(?:white\s+house|administration|ministry|government|department|officials?|office|archive|archives"
    r"|press|releases?))\b",
    re.IGNORECASE,
)
MOST_NAMESAKES = 3  # people whom one mention may stand for; more is nobody in particular


class KnownPerson(Protocol):
    """Who speaks in the archive: the name that passages carry, and how many turns (or passages) in each voice."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def official(self) -> int: ...  # noqa: D102

    @property
    def guest(self) -> int: ...  # noqa: D102


@runtime_checkable
class People(Protocol):
    """How people are looked up; ``archive.reader.CatalogueReader`` does it."""

    def people_named(self, words: str) -> Sequence[KnownPerson]:
        """Return who has a name or label with all these words, most turns first."""
        ...

    def holders(self, office: str, on: date | None = None) -> Sequence[KnownPerson]:
        """Return who held an office on a day, or ever."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedSpeaker:
    """Somebody whom a question makes a speaker: ``text[start:end]`` are the words, ``names`` whom they stand for here.

    ``voices`` is empty for officials; for a guest it holds the voices in which they speak. ``said_end`` is where the verb or
    the mention of the source ends.
    """

    start: int
    end: int
    names: tuple[str, ...]
    voices: tuple[Voice, ...]
    said_end: int


def find_speakers(text: str, people: People, *, on: date | None) -> list[MentionedSpeaker]:
    """Return the people of the archive whom a question makes speakers, in order; offices are those of the day ``on``."""
    found: dict[int, MentionedSpeaker] = {}
    if _PRIVATE.search(text):
        return []
    for start, end, said_end, verb in _mentions(text):
        for first, last in _split(text, start, end):
            mentioned = resolve_speaker(text[first:last], people, on=on)
            addressed = verb in _ADDRESSING and _speaks_to_somebody(text[said_end:], people)
            if mentioned and not addressed:
                names, voices = mentioned
                found.setdefault(
                    first, MentionedSpeaker(start=first, end=last, names=names, voices=voices, said_end=said_end)
                )
    return [found[start] for start in sorted(found)]


def find_voices(text: str) -> tuple[int, int, tuple[Voice, ...]] | None:
    """Return (start, end, voices) where a question asks what reporters or guests said, None where it does not."""
    for pattern, voices in ((_REPORTERS, (Voice.REPORTER,)), (_GUESTS, (Voice.GUEST,))):
        match = pattern.search(text)
        if match:
            return match.start(), match.end(), voices
    return None


def resolve_speaker(words: str, people: People, *, on: date | None) -> tuple[tuple[str, ...], tuple[Voice, ...]] | None:
    """Return (names, voices) of whom the words stand for; None where they name nobody, or too many."""
    bare = re.sub(r"[’']s?$", "", words.strip(" ,"))
    if not bare or _NOBODY.search(bare) or re.search(r"[’']s?\s", bare):
        return None
    named = list(people.people_named(re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE)))
    if not named or bare.lower().startswith("the "):
        named = list(people.holders(re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE), on)) or named
    return _choose(named)


def _choose(named: list[KnownPerson]) -> tuple[tuple[str, ...], tuple[Voice, ...]] | None:
    if not named or len(named) > MOST_NAMESAKES:
        return None
    names = tuple(dict.fromkeys(person.name for person in named))
    guest, official = any(p.guest for p in named), any(p.official for p in named)
    if not guest:
        return names, ()
    return names, (Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST) if official else (Voice.GUEST,)


def _mentions(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield (start, end, end of what makes it a source, verb) of each run of words that may name a speaker."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield (*_trimmed(text, *match.span("who")), match.end(), match["verb"].lower())
    for match in _OWNED.finditer(text):
        yield (*_trimmed(text, *match.span("who")), match.end(), "")
    for match in _SOURCE.finditer(text):
        # The longest run of words from here on that names somebody is tried first.
        start, words = match.start("after"), match["after"]
        for length in sorted({m.end() for m in re.finditer(r"[^\W_][\w.&-]*", words)}, reverse=True):
            yield start, start + length, start + length, ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip(" ,"))


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of each of several people: 'Orr and Vale', 'Orr, Vale or Marsh'."""
    parts, at = [], start
    for joint in re.finditer(r",?\s+(?:and|or)\s+|,\s+", text[start:end]):
        parts.append((at, start + joint.start()))
        at = start + joint.end()
    return [*parts, (at, end)]


def _speaks_to_somebody(rest: str, people: People) -> bool:
    """Whether what follows a verb is another person of the archive: what was said to them a readout may tell."""
    match = _ADDRESSED.match(rest)
    words = re.findall(r"[^\W_][\w.&-]*", match["whom"]) if match else []
    names = [" ".join(words[:length]) for length in range(len(words), 0, -1)]
    return any(name[0].isupper() and people.people_named(name) for name in names)
