"""Exchanges: where reporters asked much the same, and what the official replied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive import Generation, Passage, Selection, Voice
from language import EVASION, split_sentences
from retrieval.query import holds_expected
from retrieval.question import Filters
from retrieval.search import AskedTokens, interact
from retrieval.spans import Span

LOOKED_AT = 5  # exchanges
# An exchange is about what is asked where the reporter's question is this near to it, and about as near as the nearest
# official passage, which holds the reporter's question in its context; and where, token by token, it matches what is asked
# about as well as the best of those passages does. By nearness alone, five of eleven on the development questions were about
# something else: all that is said of one country in one week is near.
NEAR_ENOUGH, FURTHER_AT_MOST = 0.55, 0.05
MATCHES_LESS_AT_MOST = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A reporter's question, how near it is to what is asked, and the first passage of the official's reply.

    ``similarity`` is the cosine, ``match`` how well the tokens of what is asked are answered by those of the reporter's
    question with its context (late interaction).
    """

    asked: Passage
    reply: Passage
    similarity: float
    match: float

    @property
    def replied(self) -> Span:
        """The reply's first sentences, up to the one that evades."""
        text = self.reply.text
        evasion = EVASION.search(text)
        until = evasion.end() if evasion else 0
        ends = [end for start, end in split_sentences(text) if start < max(until, 1)]
        return Span(passage=self.reply, start=self.reply.start, end=self.reply.start + ends[-1])

    @property
    def evaded(self) -> bool:
        """Whether the reply begins by not answering."""
        return evades(self.reply)


def find_exchanges(
    generation: Generation, vector: NDArray[np.float32], tokens: AskedTokens, filters: Filters
) -> tuple[float, list[Exchange]]:
    """Return the largest similarity of any reporter's question to a unit vector, and the nearest that were replied to.

    Of the filters only the period counts: the speaker who is asked for may be the one who was asked about.
    """
    ids, vectors = generation.vectors_of(Voice.REPORTER)
    if not len(ids):
        return 0.0, []
    similarities = vectors @ vector
    nearest = np.argsort(-similarities)[:LOOKED_AT]
    chosen = [int(ids[row]) for row in nearest]
    asked = generation.catalogue.passages(chosen)
    matches = _match(generation, tokens, chosen)
    replies = [_reply(generation.catalogue.passages_after(one.release_id, one.start, limit=4)) for one in asked]
    found = [
        Exchange(asked=one, reply=reply, similarity=float(similarities[row]), match=match)
        for one, reply, row, match in zip(asked, replies, nearest, matches, strict=True)
        if reply is not None and _is_within(one, filters)
    ]
    return float(similarities[nearest[0]]), found


def choose_evaded(
    exchanges: Sequence[Exchange], question: str, *, nearest: float, best_match: float, selection: Selection
) -> Exchange | None:
    """Return the nearest exchange about what is asked in which the official did not say; None where there is none.

    ``nearest`` is the largest cosine similarity of any official passage to what is asked, ``best_match`` the best match of
    its tokens in any that was ranked. Who gave the number or the time
    that is asked for, and only then did not say more, has said; and where somebody is asked for, another's reply does not
    tell of them.
    """
    enough = max(NEAR_ENOUGH, nearest - FURTHER_AT_MOST)
    near = (
        one
        for one in exchanges
        if one.evaded and one.similarity >= enough and one.match >= best_match - MATCHES_LESS_AT_MOST
    )
    asked_for = frozenset(selection.speakers)
    return next(
        (
            one
            for one in near
            if not holds_expected(question, one.replied.quote) and (not asked_for or one.reply.speaker in asked_for)
        ),
        None,
    )


def _match(generation: Generation, tokens: AskedTokens, ids: Sequence[int]) -> list[float]:
    projection = generation.catalogue.projection
    if projection is None:
        raise AssertionError("a catalogue that has passages has what their tokens were projected by")
    codes = generation.catalogue.token_codes(ids)
    return [interact(tokens, projection.decode(codes[one])).score() for one in ids]


def _reply(following: Sequence[Passage]) -> Passage | None:
    """Return the official's passage that comes next, after no more than the rest of the question."""
    rest = next((one for one in following if one.voice is not Voice.REPORTER), None)
    return rest if rest is not None and rest.voice is Voice.OFFICIAL else None


def _is_within(passage: Passage, filters: Filters) -> bool:
    return (filters.since or passage.date) <= passage.date <= (filters.until or passage.date)


# Said at the start of a reply: what comes after a long answer is mostly about the next part of the question.
OPENING = 350  # characters


def evades(reply: Passage) -> bool:
    """Whether a reply begins by not answering."""
    return EVASION.search(reply.text[:OPENING]) is not None
