"""Mentioned speakers: of whom a question says that they said something, and which voices it asks for by name.

A person is a limit only where the question makes them the one who speaks: 'what did Orr say', 'according to the minister',
'as Orr put it'. Where they are what is talked about, or what they did is ('has Orr appointed', 'did Orr order'), others may
be the ones who tell. Nor are verbs a limit by which others tell what a person said: in the 6,123 passages of office prose of
a real archive 'announced' follows a person 89 times, 'noted' 23, 'emphasized' 19, 'promised' 5, 'said' 3 and 'told' never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive import Voice
from retrieval.query.follow_up import read_ellipsis
from retrieval.query.people import People, resolve_speaker

# Verbs of speaking: after 'did', and in the past or the present.
_BASE = (
    "say|tell|explain|describe|answer|reply|comment|remark|mention|claim|argue|insist|concede|acknowledge|admit|confirm|deny"
    "|justify|characteri[sz]e|joke|quip|tease|recall|compare|credit|blame|defend|predict|warn|clarify|recount|disclose|reveal|testify|boast"
    "|complain|cite|quote|phrase|shoot back|fire back|hit back|point out|read (?:out|off|aloud)|put it"
    # To a storm one responds by acts.
    r"|(?:respond|react)(?=\s*(?:[?.!,]|$|when\b|after\b|to\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:questions?|reporters?|criticism"
    r"|suggestions?|claims?|charges?|accusations?|allegations?|news|verdict|ruling|being\s+asked)\b))"
)
_PAST = (
    "says?|said|tells?|told|explain(?:s|ed)|describe[sd]|answer(?:s|ed)|replie[sd]|comment(?:s|ed)|mention(?:s|ed)"
    "|claim(?:s|ed)|argue[sd]|insist(?:s|ed)|concede[sd]|admit(?:s|ted)|acknowledge[sd]|confirm(?:s|ed)|denie[sd]|warn(?:s|ed)|characteri[sz]e[sd]|joke[sd]|recall(?:s|ed)"
    "|predict(?:s|ed)|recount(?:s|ed)|disclose[sd]|reveal(?:s|ed)|point(?:s|ed) out|put it|shot back"
)
_GIVING = "give|offer|make|provide|cite|come up with"
_SAID_THINGS = (
    "explanation|reason|justification|answer|reply|response|estimate|figure|number|count|tally|remark|comment|quip|joke"
    "|comeback|statement|argument|description|assessment|example|definition|advice|warning|message|account|excuse"
    "|reassurance|grounds|rationale|comparison|anecdote|story"
)
_OWN_WORDS = (
    "remarks?|comments?|statement|speech|address|eulogy|answer|reply|explanation|quip|joke|comeback|account|description"
    "|testimony|words|justification|reasons?|argument|slides?|toast"
)
_NAME_WORD = r"[^\W_][\w.&-]*"
_ADVERBS = (
    r"(?:(?:ever|also|once|herself|himself|themselves|publicly|just|really|then|first|later|actually|originally)\s+)*"
)
_WHO = r"(?P<who>(?:[^\W_][\w.’'&-]*,?\s+){1,9}?)"
_ASKING = [
    re.compile(rf"\b(?:did|does|do)\s+{_WHO}{_ADVERBS}(?P<verb>{_BASE})(?!\w)", re.IGNORECASE),
    re.compile(rf"\b(?:has|have|had)\s+{_WHO}{_ADVERBS}(?P<verb>{_PAST})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:{_SAID_THINGS})s?\b[^?.!;]{{0,60}}?\b(?:did|does|do)\s+{_WHO}{_ADVERBS}(?P<verb>{_GIVING})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:as|what)\s+{_WHO}{_ADVERBS}(?P<verb>{_PAST})\b", re.IGNORECASE),
]
_SOURCE = re.compile(
    rf"\b(?:according\s+to|per|in\s+the\s+words\s+of)\s+(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,8}})", re.IGNORECASE
)
_OWNED = re.compile(
    rf"(?:^(?!(?:what|which|who|whose|how|when|where|why|was|did|does|is|are|in|from|on|at|the)\b)|\b(?:in|from|was|were)\s+)"
    rf"(?P<who>(?:{_NAME_WORD}\s+){{0,5}}?{_NAME_WORD})[’'](?:s\b)?\s+(?:[\w-]+\s+){{0,3}}?"
    rf"(?:{_OWN_WORDS})\b",
    re.IGNORECASE,
)
# 'Orr on the port'.
_HEADED = re.compile(rf"\s*(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}}?)\s*(?:\bon\b|:)\s+\w", re.IGNORECASE)
# After a source's name: the sentence goes on, or what is theirs is words of their own.
_GOES_ON = re.compile(
    rf"\s*(?:$|[^\w\s’'-]|-\s|[’']s?\s+(?:[\w-]+\s+){{0,3}}?(?:{_OWN_WORDS}|briefing|interview|memo|letter|order|proclamation)\b"
    r"|(?:in|on|at|during|when|while|after|before|as|by|and|or|how|what|which|who|why|where|did|was|were|is|are|about|himself"
    r"|herself|from|since|that|there|then|speech|memo|remarks|address|statement)\b)",
    re.IGNORECASE,
)
_PRESS = r"(?:reporters?|journalists?|correspondents?|press\s+corps)"
_REPORTERS = re.compile(
    rf"\b(?:what|how|why|which\s+questions?)\b[^?]{{0,30}}?\b(?:did|do|does)\s+(?:(?:a|an|the|any|some|one)\s+)?{_PRESS}\s+"
    r"(?:ask|say|claim|tell|suggest|want|put|raise)\b"
    rf"|\b(?:which|what)\s+{_PRESS}\s+(?:asked|said|claimed|told|put|wanted|raised)\b|\bwhat\s+was\s+[^?]{{1,40}}?\basked\b",
    re.IGNORECASE,
)
_GUESTS = re.compile(
    r"\b(?:did|does|do|has|had|have)\s+(?:(?:a|an|the|any|some)\s+)?(?:governors?|mayors?|guests?|(?:foreign\s+)?(?:prime\s+)?"
    r"ministers?|senators?|congress(?:man|woman)|chief\s+executives?|ceos?|chancellor|survivors?|parents?|students?|families)\b"
    rf"[^?]{{0,40}}?\b(?:{_BASE}|{_PAST})(?!\w)",
    re.IGNORECASE,
)
# 'Who at the talks said that ...': whoever it was; a guest may have been.
_WHOEVER = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but)\s)\W*(?P<who>who|which\s+(?!officials?\b)(?:[\w’'-]+\s+){0,2}?[\w’'-]+)"
    r"(?:,[^,?]{1,60},|\s+(?:at|in|on|from|beside|next\s+to)\s[^,?]{1,40}?)?"
    rf"\s+{_ADVERBS}(?:{_PAST}|reported|compared|contrasted|thanked|called|noted|wondered)\b",
    re.IGNORECASE,
)
# Another question within the question: 'what did Orr say, and how did Vale vote?'
_ASKED_OF = re.compile(
    rf"\b(?:what|how|why|when|where|which|who|whom)\b[^?,;]{{0,40}}?\b(?:did|does|do|has|had|have)\s+"
    rf"(?P<who>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}})",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\s+[A-Z]")
_ADDRESSED_TO = re.compile(r"\s+to\s+(?:the\s+)?[A-Z]")
_ADDRESSING = frozenset("tell told tells say said says explain explained warn warned".split())
# What was said to one other is told by a readout, in the office's words.
_IN_PRIVATE = re.compile(
    r"\b(?:readout|phone\s+call|call\s+with|met\s+with|meeting\s+with|bilateral|on\s+the\s+phone)\b", re.IGNORECASE
)
_STILL_SPEAKING = re.compile(
    rf"\b(?:did|does|do|has|have|had)\s+(?:he|she|they)\s+{_ADVERBS}(?:{_BASE}|{_PAST}|{_GIVING})(?!\w)", re.IGNORECASE
)
# 'did the envoy, in the Great Hall in May, say': what is between the commas is no part of the name.
_ASIDE = re.compile(
    r",\s+(?:in|at|on|during|while|when|after|before|speaking|standing|sitting|next\s+to|alongside|beside|from|as|by|with)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedSpeaker:
    """Somebody whom a question makes a speaker: ``text[start:end]`` are the words, ``names`` whom they stand for here.

    ``voices`` is empty for officials; for a guest it holds the voices in which they speak. ``said_end`` is where the verb or
    the mention of the source ends. ``names`` is empty where they speak to one person, which others may tell as well.
    """

    start: int
    end: int
    names: tuple[str, ...]
    voices: tuple[Voice, ...]
    said_end: int


def find_speakers(text: str, people: People, *, on: date | None) -> list[MentionedSpeaker]:
    """Return the people of the archive whom a question makes speakers, in order; offices are those of the day ``on``."""
    if _IN_PRIVATE.search(text):
        return []
    asked = [one for mention in _asked(text) for one in _resolve_all(text, mention, people, on)]
    found = [*asked, *_sources(text, people, on)]
    found += [] if found else _owners(text, people, on)
    first = {one.start: one for one in reversed(found)}
    return [] if _asks_of_others(text, set(first), people, on) else [first[start] for start in sorted(first)]


def find_voices(text: str) -> tuple[int, int, tuple[Voice, ...]] | None:
    """Return (start, end, voices) where a question asks what reporters or guests said, None where it does not."""
    for pattern, voices in ((_REPORTERS, (Voice.REPORTER,)), (_GUESTS, (Voice.GUEST,))):
        match = pattern.search(text)
        if match:
            return match.start(), match.end(), voices
    whoever = _WHOEVER.search(text)
    return (*whoever.span("who"), (Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST)) if whoever else None


def keeps_speaker(text: str) -> bool:
    """Whether a follow-up still asks for the words of whoever was asked about: 'and in May?', 'how did she explain it?'.

    One with a clause of its own is of somebody's or something's doing, which others may tell.
    """
    return bool(_STILL_SPEAKING.search(text) or read_ellipsis(text))


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words that may name somebody, the verb that makes them a speaker, and where it ends."""

    start: int
    end: int
    verb: str
    said_end: int


def _asked(text: str) -> Iterator[_Mention]:
    """Yield what stands between 'did' and a verb of speaking, and the like."""
    for pattern in _ASKING:
        for match in pattern.finditer(text):
            start, end = match.span("who")
            yield _Mention(start, start + len(text[start:end].rstrip(" ,")), match["verb"].lower(), match.end())


def _resolve_all(text: str, mention: _Mention, people: People, on: date | None) -> list[MentionedSpeaker]:
    """Return everybody of a mention ('Orr and Vale'); nobody where one of them is not known: the answer may be theirs."""
    found = []
    who = _ASIDE.sub("", text[mention.start : mention.end])
    private = mention.verb in _ADDRESSING and _is_somebody(text[mention.said_end :], mention.verb)
    for start, end in _split(text, mention.start, mention.start + len(who)):
        speaker = resolve_speaker(text[start:end], people, on=on)
        if not speaker:
            return []
        names = () if private else speaker.names
        if names or speaker.voices:
            found.append(
                MentionedSpeaker(start=start, end=end, names=names, voices=speaker.voices, said_end=mention.said_end)
            )
    return found


def _sources(text: str, people: People, on: date | None) -> Iterator[MentionedSpeaker]:
    """Yield whom 'according to' names: the longest run of words that does, where it is not a part of a longer name."""
    for match in _SOURCE.finditer(text):
        start = match.start("who")
        for word in reversed(list(re.finditer(_NAME_WORD, match["who"]))):
            end = start + word.end()
            speaker = resolve_speaker(text[start:end], people, on=on) if _GOES_ON.match(text, end) else None
            if speaker:
                yield MentionedSpeaker(start=start, end=end, names=speaker.names, voices=speaker.voices, said_end=end)
                break


def _owners(text: str, people: People, on: date | None) -> Iterator[MentionedSpeaker]:
    """Yield whose own words a question is about: 'what was Orr's answer', 'in Orr's speech', 'Orr on the port'."""
    headed = _HEADED.match(text)
    for match in (*([headed] if headed else []), *_OWNED.finditer(text)):
        start, end = match.span("who")
        speaker = resolve_speaker(text[start:end], people, on=on)
        if speaker:
            yield MentionedSpeaker(
                start=start, end=end, names=speaker.names, voices=speaker.voices, said_end=match.end()
            )


def _asks_of_others(text: str, starts: set[int], people: People, on: date | None) -> bool:
    """Whether the question also asks what somebody else did: a limit to the speakers would lose half of the answer."""
    subjects = list(_ASKED_OF.finditer(text)) if starts else []
    return len(subjects) > 1 and any(
        subject.start("who") not in starts and _names_at_start(subject["who"], people, on) for subject in subjects
    )


def _names_at_start(words: str, people: People, on: date | None) -> bool:
    ends = [word.end() for word in re.finditer(_NAME_WORD, words)]
    return any(resolve_speaker(words[:end], people, on=on) for end in reversed(ends))


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of each of several people: 'Orr and Vale', 'Orr, Vale or Marsh'."""
    parts, at = [], start
    for joint in re.finditer(r",?\s+(?:and|or)\s+|,\s+", text[start:end]):
        parts.append((at, start + joint.start()))
        at = start + joint.end()
    return [*parts, (at, end)]


def _is_somebody(rest: str, verb: str) -> bool:
    """Whether what follows a verb is a name: of one other person, of whom a readout may tell what was said to them."""
    shape = _ADDRESSED_TO if verb.startswith(("say", "said", "explain")) else _ADDRESSED
    return bool(shape.match(rest))
