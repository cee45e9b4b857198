"""Non-answers: where reporters asked much the same, and the official did not say."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from archive import Generation, Passage, Voice
from language import EVASION, split_sentences, stems
from retrieval.answering.reporters_questions import ask_alike, read_reporters_question
from retrieval.query import holds_expected
from retrieval.question import Filters
from retrieval.search import Query, Ranking
from retrieval.spans import Span
from retrieval.weights import NonAnswers

# Said at the start of a reply: what comes after a long answer is mostly about the next part of the question.
OPENING = 350  # characters
FOLLOWING = 4  # passages after a reporter's question among which the reply is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A reporter's question, its cosine to what is asked, and the first passage of the official's reply."""

    asked: Passage
    reply: Passage
    similarity: float

    @property
    def replied(self) -> Span:
        """The reply's first sentences, up to the one that evades."""
        evasion = EVASION.search(self.reply.text)
        until = evasion.end() if evasion else 1
        ends = [end for start, end in split_sentences(self.reply.text) if start < until]
        return Span(passage=self.reply, start=self.reply.start, end=self.reply.start + ends[-1])

    @property
    def evaded(self) -> bool:
        """Whether the reply begins by not answering."""
        return EVASION.search(self.reply.text[:OPENING]) is not None


def find_exchanges(
    generation: Generation, searched: Query, filters: Filters, *, limit: int
) -> tuple[float, list[Exchange]]:
    """Return the largest cosine of any reporter's question to the question as searched, and the nearest that were replied to.

    Of the filters only the period counts: the speaker who is asked for may be the one who was asked about.
    """
    ids, vectors = generation.vectors_of(Voice.REPORTER)
    if not len(ids):
        return 0.0, []
    similarities = vectors @ searched.vector
    nearest = np.argsort(-similarities)[:limit]
    chosen = [int(ids[row]) for row in nearest]
    found = []
    for row, question in zip(nearest, generation.catalogue.passages(chosen), strict=True):
        reply = _reply(generation.catalogue.passages_after(question.release_id, question.start, limit=FOLLOWING))
        if reply is not None and _is_within(question, filters):
            found.append(Exchange(asked=question, reply=reply, similarity=float(similarities[row])))
    return float(similarities[nearest[0]]), found


def choose_evaded(
    exchanges: Sequence[Exchange], question: str, ranking: Ranking, bounds: NonAnswers
) -> Exchange | None:
    """Return the nearest exchange about what is asked in which the official did not say; None where there is none.

    It is about what is asked where the reporter's question is about as near to it as the nearest official passage, which holds
    the reporter's question in its context. Who gave the number or the time that is asked for, and then said no more, has
    said. Where somebody is asked for, another's reply does not tell of them.
    """
    speakers = frozenset(ranking.searched.selection.speakers)
    for exchange in exchanges:
        near = exchange.similarity >= ranking.nearest - bounds.further_at_most
        theirs = not speakers or exchange.reply.speaker in speakers
        if near and theirs and exchange.evaded and not holds_expected(question, exchange.replied.quote):
            return exchange
    return None


def is_declined(exchange: Exchange, question: str, asked: AbstractSet[str], bounds: NonAnswers) -> bool:
    """Whether an official was asked just this and did not say: so from the first sentence of the reply on.

    What counts is what the reporter asks in the end: for the same kind of thing, in most of the question's words; ``asked`` are
    the stems of those.
    """
    put = read_reporters_question(exchange.asked.text)
    start, end = split_sentences(exchange.reply.text)[0]
    evades = EVASION.search(exchange.reply.text[start:end]) is not None
    return evades and ask_alike(question, put) and len(asked & stems(put)) >= bounds.covered * len(asked) > 0


def _reply(following: Sequence[Passage]) -> Passage | None:
    """Return the official's passage that comes next, after no more than the rest of the question."""
    rest = next((passage for passage in following if passage.voice is not Voice.REPORTER), None)
    return rest if rest is not None and rest.voice is Voice.OFFICIAL else None


def _is_within(passage: Passage, filters: Filters) -> bool:
    if passage.date is None:
        return filters.since is None and filters.until is None
    return (filters.since or passage.date) <= passage.date <= (filters.until or passage.date)
