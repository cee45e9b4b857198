"""Denied claims: what officials say is not so, or not decided, and how likely it is what a question takes for granted.

A claim is denied in three ways. In words of its own: 'We have not raised the fee'. By what is said of the sentence before it:
'They say that the fee was raised. That is not true.' And in reply to a reporter, who put it: 'Has the fee been raised?' 'No.'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive import OFFICIAL_VOICES, Generation, Passage, find_asked
from language import (
    EVASION,
    calls_untrue,
    content_words,
    denies_outright,
    find_denials,
    is_negated,
    reads_undecided,
    share_of,
    split_sentences,
    stem,
    stems,
)
from retrieval.answering.state import Findings
from retrieval.search import RANKED, Interaction, interact
from retrieval.spans import Span

# What is known of a denied claim, and what each counts for the logarithm of its odds. ``about``: how near the denied words
# come to the question's, in the mean (late interaction); ``reply``: whether it is denied by calling untrue what was said or
# asked before; ``undecided``; ``rank``: of its passage; ``selects``: whether the question asks which of several, so that a
# denial of one leaves the others; ``confidence``: how probable an answer is; ``outdone``: that, times how far the match of the
# denied words and their sentence is below that of the best sentence of all. Fitted by ``benchmarks.fit_premises``, which tells
# what comes of it: weights fitted on the other sets take 37 of 121 false premises for contradicted, and 3 of 218 true ones;
# on a set that nothing was chosen by, 16 of 68 and 2 of 60, with the contrary and other numbers (November 2026). Tried and
# dropped, as they gave nothing: how well the denied words answer the question's tokens, the share of the question's words
# among them and of theirs among the question's, the place of the sentence among those that bear on an answer, its length, how
# much of the match is in the passage's title, day and speaker, and whether the embedding comes nearer to the question with a
# 'not' in it.
WEIGHTS: dict[str, float] = {
    "about": 7.99, "reply": 1.12, "undecided": 1.85, "rank": -4.16, "selects": -0.43, "confidence": -2.52,
    "outdone": -9.51,
}  # fmt: skip
INTERCEPT = -0.45
FEATURES = tuple(WEIGHTS)
REPLY_RANK = 0.5  # of a reply that is not among the ranked passages
LEAST_MATCH = 0.28  # late interaction of the denied words and their sentence
LEAST_ABOUT = 0.28
LEAST_SHARE = 0.08  # of the question's words, by their rarity, that are denied, where nobody asked
CURT, ALL_TOLD = 14, 60  # words: a denial of fewer is given with what is said next, as long as both have no more

# 'There is no need to visit' denies no visit; 'we don't plan to sign' does deny that it was signed.
_FALLS_SHORT = re.compile(
    r"\W*(?:really |currently )?(need|needs|have|require|rush|mean|means|matter)\b", re.IGNORECASE
)
_SELECTS = re.compile(
    r"\W*(?:\w+ )?(?:which (?!(?:day|date|week|month|year)\b)|what (?:kind|kinds|sort|sorts|type|types)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedClaim:
    """What an official denies: the words to be quoted, and where a reporter put it, if one did.

    ``denied`` are the stems of what is denied, ``features`` those of FEATURES, ``score`` the logarithm of the odds that it is
    what the question takes for granted.
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
        return self.features[FEATURES.index(name)]

    @property
    def span(self) -> Span:
        """The words that deny it."""
        return Span(passage=self.passage, start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An official's passage cut into sentences, with what the question's tokens found in it.

    Places are offsets in its context, a line break, and its text; ``said`` are those of the sentences, and ``put`` is where
    the reporter's words stand, none where nobody asked. ``rank`` is None for a reply that is not among the ranked passages.
    """

    passage: Passage
    interaction: Interaction
    rank: int | None
    said: tuple[tuple[int, int], ...]
    put: tuple[tuple[int, int], ...]

    def text(self, place: tuple[int, int]) -> str:
        """Return the words at a place."""
        return f"{self.passage.context}\n{self.passage.text}"[slice(*place)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Denied:
    """Where the denied words stand, and the first and the last of the sentences that deny them."""

    places: tuple[tuple[int, int], ...]
    first: int
    last: int
    reply: bool = False
    undecided: bool = False
    asked: Passage | None = None


def find_denied_claims(findings: Findings) -> list[DeniedClaim]:
    """Return what officials deny in the ranked passages and in their replies to the reporters who asked much the same.

    Best first.
    """
    generation = findings.generation
    passages = list(_read_passages(findings))
    best = max((one.interaction.score(*place) for one in passages for place in one.said), default=0.0)
    selects = float(_SELECTS.match(findings.question) is not None)
    found: list[DeniedClaim] = []
    for one in passages:
        for denied in _find_denied(one, findings.ranking.own_weights, generation):
            match = one.interaction.score_all([*denied.places, one.said[denied.last]])
            about = sum(one.interaction.about(*place) for place in denied.places) / len(denied.places)
            if match >= LEAST_MATCH and about >= LEAST_ABOUT:
                features = {
                    "about": about,
                    "reply": float(denied.reply),
                    "undecided": float(denied.undecided),
                    "rank": REPLY_RANK if one.rank is None else one.rank / RANKED,
                    "selects": selects,
                    "confidence": findings.confidence,
                    "outdone": findings.confidence * (best - match),
                }
                found.append(_make_claim(one, denied, tuple(features[name] for name in FEATURES)))
    return sorted(found, key=lambda one: -one.score)


def _make_claim(read: _Read, denied: _Denied, features: tuple[float, ...]) -> DeniedClaim:
    before = len(read.passage.context) + 1 - read.passage.start
    return DeniedClaim(
        passage=read.passage,
        start=read.said[denied.first][0] - before,
        end=_go_on(read, denied) - before,
        denied=frozenset().union(*(stems(read.text(place)) for place in denied.places)),
        asked=denied.asked,
        features=features,
        score=INTERCEPT + sum(WEIGHTS[name] * value for name, value in zip(FEATURES, features, strict=True)),
    )


def _read_passages(findings: Findings) -> Iterator[_Read]:
    """Yield the officials' passages, each once."""
    ranking, catalogue = findings.ranking, findings.generation.catalogue
    seen: set[tuple[str, int]] = set()
    for rank, (passage, interaction) in enumerate(zip(ranking.passages, ranking.interactions, strict=True)):
        if passage.voice in OFFICIAL_VOICES:
            seen.add((passage.release_id, passage.start))
            yield _read(passage, interaction, rank)
    projection = catalogue.projection
    for reply in (one.reply for one in findings.exchanges):
        place = reply.release_id, reply.start
        if place not in seen and projection is not None:
            seen.add(place)
            codes = projection.decode(catalogue.token_codes_at(*place))
            yield _read(reply, interact(ranking.own_tokens, codes), None)


def _read(passage: Passage, interaction: Interaction, rank: int | None) -> _Read:
    before, asked = len(passage.context) + 1, find_asked(passage.context)
    return _Read(
        passage=passage,
        interaction=interaction,
        rank=rank,
        said=tuple((start + before, end + before) for start, end in split_sentences(passage.text)),
        put=((asked, len(passage.context)),) if asked else (),
    )


def _find_denied(read: _Read, weights: Mapping[str, float], generation: Generation) -> Iterator[_Denied]:
    """Yield what a passage denies."""
    for number, place in enumerate(read.said):
        sentence = read.text(place)
        if EVASION.search(sentence):
            continue
        for one in find_denials(sentence):
            short = _FALLS_SHORT.match(sentence, one.start)
            denied = (place[0] + one.start, place[0] + one.end)
            enough = share_of(weights, read.text(denied)) >= LEAST_SHARE
            if enough and (not short or stem(short.group(1)) in weights):
                yield _Denied(places=(denied,), first=number, last=number)
        if reads_undecided(sentence) and share_of(weights, sentence) >= LEAST_SHARE:
            yield _Denied(places=(place,), first=number, last=number, undecided=True)
        if number and calls_untrue(sentence):
            yield _Denied(places=(read.said[number - 1],), first=number - 1, last=number, reply=True)
    yield from _find_denied_in_reply(read, generation)


def _find_denied_in_reply(read: _Read, generation: Generation) -> Iterator[_Denied]:
    """Yield what a reporter put and the official denied from the first words on, or called untrue."""
    if not read.put:
        return
    outright = denies_outright(read.passage.text) and not EVASION.search(read.text(read.said[0]))
    untrue = [number for number, place in enumerate(read.said[:2]) if calls_untrue(read.text(place))]
    if not (outright or untrue) or not asks_whether(read_put(read.text(read.put[0]))):
        return
    asked = generation.catalogue.passage_before(read.passage.release_id, read.passage.start)
    if asked is None or asked.voice in OFFICIAL_VOICES:
        return  # the passage begins later in the reply
    if outright:
        yield _Denied(places=(*read.put, read.said[0]), first=0, last=0, reply=True, asked=asked)
    for number in untrue:
        yield _Denied(places=read.put, first=0, last=number, reply=True, asked=asked)


def _go_on(read: _Read, denied: _Denied) -> int:
    """Return where the denying sentences end, or where what is said next does, if they are too curt to tell what is denied."""
    start, ends = read.said[denied.first][0], read.said[denied.last][1]
    for _, end in read.said[denied.last + 1 :] if denied.reply else ():
        if len(read.text((start, ends)).split()) < CURT and len(read.text((start, end)).split()) <= ALL_TOLD:
            ends = end
    return ends


LEANS = 3  # a question of fewer words that carry meaning ('Could you confirm that?') leans on what was said before it
_TAG = re.compile(
    r",\s*(?:is|are|was|were|has|have|had|do|does|did|wo|ca)n[’']t (?:it|he|she|they|you|we|there|that)\s*\?",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"\byes or no\b\W*", re.IGNORECASE)
_LAST_QUESTION = re.compile(r"[^.?!]*\?[^?]*$")  # with what is said after it
_ASKS_WHAT = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


def read_put(asked: str) -> str:
    """Return what a reporter put to the official: the last question, with the sentence before it where it leans on that.

    Who asks nothing ('There is talk of a secret annex.') puts all that he says.
    """
    asked = _TAG.sub("?", _YES_OR_NO.sub("", asked))
    last = _LAST_QUESTION.search(asked)
    if last is None:
        return asked
    if len(content_words(last.group())) >= LEANS:
        return last.group()
    before = [asked[start:end] for start, end in split_sentences(asked[: last.start()])]
    return " ".join([*before[-1:], last.group()])


def asks_whether(put: str) -> bool:
    """Whether what was put is denied by a 'no': what asks who, what or why is not, nor what says itself that it is not so."""
    return not is_negated(put) and not _ASKS_WHAT.match(put)
