"""Denied claims: what officials say is not so, or not decided, and how likely it is what a question takes for granted.

A claim is denied in three ways. In words of its own: 'We have not raised the fee'. By what is said of the sentence before it:
'They say that the fee was raised. That is not true.' And in reply to a reporter, who put it: 'Has the fee been raised?' 'No.'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from archive import OFFICIAL_VOICES, Generation, Passage, find_reporter_question
from language import (
    EVASION,
    calls_untrue,
    content_words,
    denies_outright,
    find_denials,
    is_negated,
    pattern,
    patterns,
    reads_undecided,
    share_of,
    split_sentences,
    stem,
    stems,
)
from retrieval.answering.state import Findings
from retrieval.search import RANKED, RankedSentence, interact_all, read_sentences
from retrieval.spans import Span
from retrieval.weights import Premises, PremiseWeights

CURT, ALL_TOLD = 14, 60  # words: a denial of fewer is given with what is said next, as long as both have no more

_FALLS_SHORT = pattern("negation.falls_short")
_SELECTS, _TAG, _YES_OR_NO, _ASKS_WHAT = patterns("questions", "selects", "tag", "yes_or_no", "asks_what")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedClaim:
    """What an official denies: the words to be quoted, and where a reporter put it, if one did.

    ``denied`` are the stems of what is denied, ``features`` those of ``PremiseWeights``, ``score`` the logarithm of the odds
    that it is what the question takes for granted.
    """

    passage: Passage
    start: int
    end: int
    denied: frozenset[str]
    asked: Passage | None
    features: tuple[float, ...]
    score: float

    def feature(self, name: str) -> float:
        """Return one of its features."""
        return self.features[PremiseWeights.names().index(name)]

    @property
    def span(self) -> Span:
        """The words that deny it."""
        return Span(passage=self.passage, start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
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

    places: tuple[tuple[int, int], ...]
    first: int
    last: int
    reply: bool = False
    undecided: bool = False
    asked: Passage | None = None


def find_denied_claims(findings: Findings, bounds: Premises) -> list[DeniedClaim]:
    """Return what officials deny in the ranked passages and in their replies to the reporters who asked much the same.

    Best first. The features: ``about``, how near the denied words come to the question's, in the mean (late interaction);
    ``reply``, whether it is denied by calling untrue what was said or asked before; ``undecided``; ``rank`` of its passage;
    ``selects``, whether the question asks which of several, so that a denial of one leaves the others; ``confidence``, how
    probable an answer is; ``outdone``, that times how far the match of the denied words and their sentence is below that of
    the best sentence of all.
    """
    replies = list(_read_passages(findings))
    best = max((sentence.match for reply in replies for sentence in reply.sentences), default=0.0)
    selects = float(_SELECTS.match(findings.question) is not None)
    found: list[DeniedClaim] = []
    for reply in replies:
        interaction, rank = reply.sentences[0].interaction, reply.sentences[0].rank
        for denied in _find_denied(reply, findings, bounds):
            match = interaction.score_all([*denied.places, reply.sentences[denied.last].place])
            about = sum(interaction.about(*place) for place in denied.places) / len(denied.places)
            if match >= bounds.least_match and about >= bounds.least_about:
                features = {
                    "about": about,
                    "reply": float(denied.reply),
                    "undecided": float(denied.undecided),
                    "rank": bounds.reply_rank if rank is None else rank / RANKED,
                    "selects": selects,
                    "confidence": findings.confidence,
                    "outdone": findings.confidence * (best - match),
                }
                found.append(
                    _make_claim(reply, denied, tuple(features[name] for name in PremiseWeights.names()), bounds)
                )
    return sorted(found, key=lambda claim: -claim.score)


def _make_claim(reply: _Reply, denied: _Denied, features: tuple[float, ...], bounds: Premises) -> DeniedClaim:
    return DeniedClaim(
        passage=reply.passage,
        start=reply.sentences[denied.first].start,
        end=_go_on(reply, denied),
        denied=frozenset().union(*(stems(_words(reply.passage, place)) for place in denied.places)),
        asked=denied.asked,
        features=features,
        score=bounds.intercept + float(np.dot(features, bounds.weights.vector)),
    )


def _words(passage: Passage, place: tuple[int, int]) -> str:
    return f"{passage.context}\n{passage.text}"[slice(*place)]


def _read_passages(findings: Findings) -> Iterator[_Reply]:
    """Yield the officials' passages, those of the ranking first, then the replies that it lacks, each once."""
    ranking, catalogue = findings.ranking, findings.generation.catalogue
    seen: set[tuple[str, int]] = set()
    ranked = [(passage, found) for passage, found in zip(ranking.passages, ranking.sentences, strict=True) if found]
    for passage, sentences in ranked:
        if passage.voice in OFFICIAL_VOICES:
            seen.add((passage.release_id, passage.start))
            yield _Reply(passage=passage, sentences=sentences, asked=find_reporter_question(passage.context))
    for passage in (exchange.reply for exchange in findings.exchanges):
        if (passage.release_id, passage.start) not in seen:
            seen.add((passage.release_id, passage.start))
            passage_id = catalogue.passage_id(passage.release_id, passage.start)
            (interaction,) = interact_all(findings.generation, ranking.asked.tokens, [passage_id])
            sentences = read_sentences(passage, interaction, None)
            yield _Reply(passage=passage, sentences=sentences, asked=find_reporter_question(passage.context))


def _find_denied(reply: _Reply, findings: Findings, bounds: Premises) -> Iterator[_Denied]:
    """Yield what a passage denies."""
    rarity = findings.ranking.asked.rarity
    for number, sentence in enumerate(reply.sentences):
        start = sentence.place[0]
        denials, undecided = find_denials(sentence.text), reads_undecided(sentence.text)
        untrue = number > 0 and calls_untrue(sentence.text)
        if not (denials or undecided or untrue) or EVASION.search(sentence.text):
            continue
        for denial in denials:
            short = _FALLS_SHORT.match(sentence.text, denial.start)
            enough = share_of(rarity, sentence.text[denial.start : denial.end]) >= bounds.least_share
            if enough and (not short or stem(short.group(1)) in rarity):
                yield _Denied(places=((start + denial.start, start + denial.end),), first=number, last=number)
        if undecided and share_of(rarity, sentence.text) >= bounds.least_share:
            yield _Denied(places=(sentence.place,), first=number, last=number, undecided=True)
        if untrue:
            before = reply.sentences[number - 1].place
            yield _Denied(places=(before,), first=number - 1, last=number, reply=True)
    yield from _find_denied_in_reply(reply, findings.generation)


def _find_denied_in_reply(reply: _Reply, generation: Generation) -> Iterator[_Denied]:
    """Yield what a reporter asked and the official denied from the first words on, or called untrue."""
    if not reply.asked:
        return
    first = reply.sentences[0]
    outright = denies_outright(reply.passage.text) and not EVASION.search(first.text)
    untrue = [number for number, sentence in enumerate(reply.sentences[:2]) if calls_untrue(sentence.text)]
    if not (outright or untrue) or not asks_whether(read_reporters_question(_words(reply.passage, reply.question))):
        return
    asked = generation.catalogue.passage_before(reply.passage.release_id, reply.passage.start)
    if asked is None or asked.voice in OFFICIAL_VOICES:
        return  # the passage begins later in the reply
    if outright:
        yield _Denied(places=(reply.question, first.place), first=0, last=0, reply=True, asked=asked)
    for number in untrue:
        yield _Denied(places=(reply.question,), first=0, last=number, reply=True, asked=asked)


def _go_on(reply: _Reply, denied: _Denied) -> int:
    """Return where the denying sentences end, or where what is said next does, if they are too curt to tell what is denied."""
    start, end = reply.sentences[denied.first].start, reply.sentences[denied.last].end
    for sentence in reply.sentences[denied.last + 1 :] if denied.reply else ():
        told, more = (
            len(reply.passage.text[start - reply.passage.start : until - reply.passage.start].split())
            for until in (end, sentence.end)
        )
        if told < CURT and more <= ALL_TOLD:
            end = sentence.end
    return end


LEANS = 3  # a question of fewer words that carry meaning ('Could you confirm that?') leans on what was said before it
_LAST_QUESTION = re.compile(r"[^.?!]*\?[^?]*$")  # with what is said after it


def read_reporters_question(asked: str) -> str:
    """Return what a reporter asks: the last question, with the sentence before it where it leans on that.

    Where nothing is asked ('There is talk of a secret annex.') it is all that the reporter says.
    """
    asked = _TAG.sub("?", _YES_OR_NO.sub("", asked))
    last = _LAST_QUESTION.search(asked)
    if last is None:
        return asked
    if len(content_words(last.group())) >= LEANS:
        return last.group()
    before = [asked[start:end] for start, end in split_sentences(asked[: last.start()])]
    return " ".join([*before[-1:], last.group()])


def asks_whether(question: str) -> bool:
    """Whether a 'no' denies what a reporter asks: no question of who, what or why, and none that is negated itself."""
    return not is_negated(question) and not _ASKS_WHAT.match(question)
