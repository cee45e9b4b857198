"""Mentioned speakers: of whom a question says that they said something, and which voices it asks for by name.

A person is a limit only where the question makes them the one who speaks: 'what did Orr say', 'according to the minister',
'as Orr put it'. Where they are what is talked about, or what they did is ('has Orr appointed', 'did Orr order'), others may
be the ones who tell. Nor are verbs a limit by which others tell what a person said: in the 6,123 passages of office prose of
a real archive 'announced' follows a person 89 times, 'noted' 23, 'emphasized' 19, 'promised' 5, 'said' 3 and 'told' never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive import Voice
from language import each_pattern, pattern, patterns, word_set
from retrieval.query.follow_up import read_ellipsis
from retrieval.query.guests import is_official, is_stranger
from retrieval.query.people import People, resolve_speaker

_ASKING = [
    asking for name in ("did_say", "has_said", "did_give", "as_said") for asking in each_pattern(f"saying.{name}")
]
_SOURCE, _GOES_ON, _OWNED, _HEADED = patterns("saying", "source", "goes_on", "owned", "headed")
_REPORTERS, _GUESTS, _WHOEVER = patterns("saying", "reporters_asked", "guests_said", "whoever")
_ASKED_OF, _IN_PRIVATE, _STILL_SPEAKING = patterns("saying", "asked_of", "in_private", "still_speaking")
_ADVERBS_BEHIND = pattern("saying.adverbs_behind")
_ASIDE, _JOINT, _NAME_WORD, _SOMEBODY, _TO_SOMEBODY = patterns(
    "saying", "aside_in_question", "joint_of_names", "name_word", "somebody_behind", "to_somebody_behind"
)
_ADDRESSING, _ADDRESSING_WITH_TO = word_set("saying.addressing"), word_set("saying.addressing_with_to")


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
    asked = [speaker for mention in _asked(text) for speaker in _resolve_all(text, mention, people, on)]
    found = [*asked, *_sources(text, people, on)] or list(_owners(text, people, on))
    first = {speaker.start: speaker for speaker in reversed(found)}
    return [] if _asks_of_others(text, set(first), people, on) else [first[start] for start in sorted(first)]


def find_voices(text: str, people: People) -> tuple[int, int, tuple[Voice, ...]] | None:
    """Return (start, end, voices) where a question asks what reporters or guests said, None where it does not.

    'the minister' asks for no guest's words where one of the archive's own officials is called so.
    """
    if match := _REPORTERS.search(text):
        return match.start(), match.end(), (Voice.REPORTER,)
    if (match := _GUESTS.search(text)) and not is_official(match["guests"], people):
        return match.start(), match.end(), (Voice.GUEST,)
    whoever = _WHOEVER.search(text)
    return (*whoever.span("who"), (Voice.OFFICIAL, Voice.OFFICE, Voice.GUEST)) if whoever else None


def find_stranger(text: str, people: People) -> tuple[int, int] | None:
    """Return where a question makes somebody a speaker who is none of the archive's own; None where it does not."""
    mentions = (*_asked(text), *(_Mention(*found.span("who"), "", found.end()) for found in _OWNED.finditer(text)))
    for one in mentions:
        called = _ADVERBS_BEHIND.sub("", text[one.start : one.end])
        known = resolve_speaker(called, people, on=None)
        if (known is not None and known.voices) or (known is None and is_stranger(called, people)):
            return one.start, one.end
    return None


def keeps_speaker(text: str) -> bool:
    """Whether a follow-up still asks for the words of the same speaker: 'and in May?', 'how did she explain it?'.

    A follow-up with a clause of its own may be about what somebody did, which others may tell.
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
    for asking in _ASKING:
        for match in asking.finditer(text):
            start, end = match.span("who")
            yield _Mention(start, start + len(text[start:end].rstrip(" ,")), match["verb"].lower(), match.end())


def _resolve_all(text: str, mention: _Mention, people: People, on: date | None) -> list[MentionedSpeaker]:
    """Return everybody of a mention ('Orr and Vale'); nobody where one of them is unknown, as the answer may be theirs."""
    who = _ASIDE.sub("", text[mention.start : mention.end])
    without_adverbs = _ADVERBS_BEHIND.sub("", who)
    return _resolve_each(text, mention, who, people, on) or (
        _resolve_each(text, mention, without_adverbs, people, on) if without_adverbs != who else []
    )


def _resolve_each(text: str, mention: _Mention, who: str, people: People, on: date | None) -> list[MentionedSpeaker]:
    found = []
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
        for word in reversed(list(_NAME_WORD.finditer(match["who"]))):
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
    ends = [word.end() for word in _NAME_WORD.finditer(words)]
    return any(resolve_speaker(words[:end], people, on=on) for end in reversed(ends))


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of each of several people: 'Orr and Vale', 'Orr, Vale or Marsh'."""
    joints = [joint.span() for joint in _JOINT.finditer(text, start, end)]
    return list(zip([start, *(after for _, after in joints)], [*(before for before, _ in joints), end], strict=True))


def _is_somebody(rest: str, verb: str) -> bool:
    """Whether what follows a verb is a name: of one other person, of whom a readout may tell what was said to them."""
    name = _TO_SOMEBODY if verb in _ADDRESSING_WITH_TO else _SOMEBODY
    return bool(name.match(rest))
