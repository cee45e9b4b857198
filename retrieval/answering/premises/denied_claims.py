"""Denied claims: what officials say is not so, or not decided, and how much of it is what the question takes for granted.

A claim is denied in own words ('We have not raised the fee'), by what is said of the sentence before it ('They say that the
fee was raised. That is not true.'), in reply to a reporter, who put it ('Has the fee been raised?' 'No.'), or it is not
decided yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive import OFFICIAL_VOICES, Generation, Passage, find_reporter_question
from language import (
    EVASION,
    calls_untrue,
    content_words,
    denies_outright,
    find_denials,
    fold_name,
    pattern,
    patterns,
    reads_undecided,
    stem,
    stems,
    weigh_words,
    word_set,
)
from retrieval.answering.reporters_questions import asks_whether, read_what_is_put
from retrieval.answering.state import Findings
from retrieval.search import RankedSentence, interact_all, read_sentences
from retrieval.spans import Span
from retrieval.weights import Premises

CURT, ALL_TOLD = 14, 60  # words: a denial of fewer is given with what is said next, as long as both have no more

_FALLS_SHORT = pattern("negation.falls_short")
_SELECTS, _NAMED = patterns("questions", "selects", "named")
_TIMES = frozenset(map(stem, word_set("time.long_units", "time.weekdays", "time.days")))
_OF_THE_SPEAKER = pattern("negation.of_the_speaker")


class DenialKind(StrEnum):
    """In which way a claim is denied."""

    OWN_WORDS = "in own words"
    SAID_BEFORE = "what was said before"
    REPLY = "in reply"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedClaim:
    """What an official denies: the words to be quoted, and where a reporter put it, if one did.

    ``denied`` are the stems of what is denied. ``same`` is how much of it and of the question is the same, 0 to 1: of a claim
    denied in own words the share of its words, by their rarity, that the question has (0 where these are names alone), of any
    other the share of the question's words that it has. ``outdone`` is how many sentences of officials answer the question's
    words better than the denial does.
    """

    kind: DenialKind
    passage: Passage
    start: int
    end: int
    denied: frozenset[str]
    asked: Passage | None
    same: float
    outdone: int

    @property
    def span(self) -> Span:
        """The words that deny it."""
        return Span(passage=self.passage, start=self.start, end=self.end)

    def contradicts(self, bounds: Premises) -> bool:
        """Whether it is what the question takes for granted, as far as words tell."""
        least = bounds.held if self.kind is DenialKind.OWN_WORDS else bounds.covered
        return self.same >= least and self.outdone < bounds.best_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The sentences of an official's passage, and where the reporter's words stand in its context, 0 where nobody asked."""

    passage: Passage
    sentences: tuple[RankedSentence, ...]
    asked: int

    @property
    def question(self) -> tuple[int, int]:
        """Where the reporter's words stand, in the passage's context, a line break, and its text."""
        return self.asked, len(self.passage.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Denied:
    """Where the denied words stand, and the first and the last of the sentences that deny them.

    The places are offsets in the passage's context, a line break, and its text.
    """

    kind: DenialKind
    places: tuple[tuple[int, int], ...]
    first: int
    last: int
    asked: Passage | None = None


def find_denied_claims(findings: Findings, replies: list[Reply]) -> list[DeniedClaim]:
    """Return what officials deny in these passages, the most like what the question takes for granted first.

    Where a question asks which of several, a denial of one in own words leaves the others, and is none of these.
    """
    matches = [sentence.match for reply in replies for sentence in reply.sentences]
    selects = _SELECTS.match(findings.question) is not None
    found = [
        _make_claim(reply, denied, matches, findings)
        for reply in replies
        for denied in _find_denied(reply, findings)
        if not (selects and denied.kind is DenialKind.OWN_WORDS)
    ]
    return sorted(found, key=lambda claim: (-claim.same, claim.outdone))


def read_replies(findings: Findings) -> list[Reply]:
    """Return the officials' passages, those of the ranking first, then their replies to reporters that it lacks, each once."""
    return list(_read_replies(findings))


def _make_claim(reply: Reply, denied: _Denied, matches: list[float], findings: Findings) -> DeniedClaim:
    words = " ".join(_words(reply.passage, place) for place in denied.places)
    own = denied.kind is DenialKind.OWN_WORDS
    match = reply.sentences[0].interaction.score_all([*denied.places, reply.sentences[denied.last].place])
    return DeniedClaim(
        kind=denied.kind,
        passage=reply.passage,
        start=reply.sentences[denied.first].start,
        end=reply.sentences[denied.last].end if own else _go_on(reply, denied),
        denied=stems(words),
        asked=denied.asked,
        same=_held(words, findings) if own else _covered(_say(reply, denied), findings),
        outdone=sum(other > match for other in matches),
    )


def _held(denied: str, findings: Findings) -> float:
    """Return the share of the denied words that are the question's, by their rarity; 0 where it has only names of them.

    Words of time do not count: what is not so this year is said of many things.
    """
    catalogue, asked = findings.generation.catalogue, frozenset(findings.ranking.asked.rarity)
    rarity = weigh_words(denied, catalogue.document_frequencies(content_words(denied)), catalogue.passage_count)
    rarity = {word: weight for word, weight in rarity.items() if word not in _TIMES}
    held, names = asked & rarity.keys(), stems(" ".join(_NAMED.findall(findings.question)))
    return sum(rarity[word] for word in held) / sum(rarity.values()) if held - names else 0.0


def _covered(denied: str, findings: Findings) -> float:
    """Return the share of the question's words that are denied."""
    asked = findings.ranking.asked.rarity.keys()
    return len(asked & stems(denied)) / len(asked)


def _say(reply: Reply, denied: _Denied) -> str:
    """Return what is denied, in words: of a reporter's, what is asked in the end; else with the sentence that denies it."""
    if denied.kind is DenialKind.REPLY:
        return read_what_is_put(_words(reply.passage, reply.question))
    return " ".join(sentence.text for sentence in reply.sentences[denied.first : denied.last + 1])


def _words(passage: Passage, place: tuple[int, int]) -> str:
    return f"{passage.context}\n{passage.text}"[slice(*place)]


def _read_replies(findings: Findings) -> Iterator[Reply]:
    ranking, catalogue = findings.ranking, findings.generation.catalogue
    seen: set[tuple[str, int]] = set()
    ranked = [(passage, found) for passage, found in zip(ranking.passages, ranking.sentences, strict=True) if found]
    for passage, sentences in ranked:
        if passage.voice in OFFICIAL_VOICES:
            seen.add((passage.release_id, passage.start))
            yield Reply(passage=passage, sentences=sentences, asked=find_reporter_question(passage.context))
    for passage in (exchange.reply for exchange in findings.exchanges):
        if (passage.release_id, passage.start) not in seen:
            seen.add((passage.release_id, passage.start))
            passage_id = catalogue.passage_id(passage.release_id, passage.start)
            (interaction,) = interact_all(findings.generation, ranking.asked.tokens, [passage_id])
            sentences = read_sentences(passage, interaction, None)
            yield Reply(passage=passage, sentences=sentences, asked=find_reporter_question(passage.context))


def _find_denied(reply: Reply, findings: Findings) -> Iterator[_Denied]:
    """Yield what a passage denies."""
    rarity = findings.ranking.asked.rarity
    for number, sentence in enumerate(reply.sentences):
        start = sentence.place[0]
        if EVASION.search(sentence.text):
            continue
        for denial in find_denials(sentence.text):
            short = _FALLS_SHORT.match(sentence.text, denial.start)
            theirs = not _OF_THE_SPEAKER.search(sentence.text, 0, denial.start) or _is_named(reply.passage, findings)
            if theirs and (not short or stem(short.group(1)) in rarity):
                place = (start + denial.start, start + denial.end)
                yield _Denied(kind=DenialKind.OWN_WORDS, places=(place,), first=number, last=number)
        if reads_undecided(sentence.text):
            yield _Denied(kind=DenialKind.UNDECIDED, places=(sentence.place,), first=number, last=number)
        if number and calls_untrue(sentence.text):
            before = reply.sentences[number - 1].place
            yield _Denied(kind=DenialKind.SAID_BEFORE, places=(before,), first=number - 1, last=number)
    yield from _find_denied_in_reply(reply, findings.generation)


def _is_named(speaker: Passage, findings: Findings) -> bool:
    """Whether the question names the speaker of a passage: 'I have not' tells of nobody else."""
    asked = {*fold_name(findings.question), *fold_name(" ".join(findings.ranking.searched.selection.speakers))}
    return not asked.isdisjoint(fold_name(speaker.speaker or "")[-1:])


def _find_denied_in_reply(reply: Reply, generation: Generation) -> Iterator[_Denied]:
    """Yield what a reporter asked and the official denied from the first words on, or called untrue."""
    if not reply.asked:
        return
    first = reply.sentences[0]
    outright = denies_outright(reply.passage.text) and not EVASION.search(first.text)
    untrue = [number for number, sentence in enumerate(reply.sentences[:2]) if calls_untrue(sentence.text)]
    if not (outright or untrue) or not asks_whether(_words(reply.passage, reply.question)):
        return
    asked = generation.catalogue.passage_before(reply.passage.release_id, reply.passage.start)
    if asked is None or asked.voice in OFFICIAL_VOICES:
        return  # the passage begins later in the reply
    if outright:
        yield _Denied(kind=DenialKind.REPLY, places=(reply.question, first.place), first=0, last=0, asked=asked)
    for number in untrue:
        yield _Denied(kind=DenialKind.REPLY, places=(reply.question,), first=0, last=number, asked=asked)


def _go_on(reply: Reply, denied: _Denied) -> int:
    """Return where the denying sentences end, or where what is said next does, if they are too curt to tell what is denied."""
    start, end = reply.sentences[denied.first].start, reply.sentences[denied.last].end
    for sentence in reply.sentences[denied.last + 1 :]:
        told, more = (
            len(reply.passage.text[start - reply.passage.start : until - reply.passage.start].split())
            for until in (end, sentence.end)
        )
        if told < CURT and more <= ALL_TOLD:
            end = sentence.end
    return end
