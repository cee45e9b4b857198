"""State: what the stages have found so far for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive import Generation, Passage
from retrieval import wording
from retrieval.answer import Answer
from retrieval.answering.evidence import Sentence
from retrieval.answering.non_answers import Exchange
from retrieval.question import Filters, Question, Reading
from retrieval.search import Ranking
from retrieval.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What each stage has found so far. ``done`` holds the answer as soon as there is one.

    ``set_filters`` are the person's own; ``reading`` is what the question itself says, and ``used`` what of it was kept.
    ``parts`` are the sentences as they bear on each part of the question, empty where it asks one thing. ``exchanges`` are
    those in which reporters asked much the same, ``unknown`` the names that the archive never mentions, and ``against`` is
    what officials said against what the question takes for granted. ``remark`` is told with the answer.
    """

    question: Question
    generation: Generation
    set_filters: Filters = Filters()
    reading: Reading = field(default_factory=Reading)
    used: Reading = field(default_factory=Reading)
    ranking: Ranking | None = None
    sentences: tuple[Sentence, ...] = ()
    parts: tuple[tuple[Sentence, ...], ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    unknown: tuple[str, ...] = ()
    confidence: float | None = None
    against: Contradiction | None = None
    remark: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    done: Answer | None = None

    @property
    def findings(self) -> Findings:
        """What was found, to decide by: after the stages 'rank' and 'ground'."""
        if self.ranking is None or self.confidence is None:
            raise AssertionError("nothing was found yet")
        return Findings(
            question=self.question.own,
            ranking=self.ranking,
            exchanges=self.exchanges,
            confidence=self.confidence,
            generation=self.generation,
        )

    @property
    def notice(self) -> str:
        """The remark, and what of the question was not followed, because nothing in the archive was left by it."""
        left_out = [chip.words for chip in self.reading.chips if chip not in self.used.chips] if self.ranking else []
        told = wording.NOT_FOLLOWED.format(words=wording.list_names(left_out)) if left_out else ""
        return " ".join(filter(None, (self.remark, told)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The words of a question that officials contradict, their own words, best first, and what reporters asked, if they did.

    ``certain`` is whether they take the place of an answer: if not, they may be about something close to it.
    """

    words: str
    spans: tuple[Span, ...]
    certain: bool
    asked: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found for a question before it is decided whether to answer; ``confidence`` is how probable an answer is."""

    question: str
    ranking: Ranking
    exchanges: Sequence[Exchange]
    confidence: float
    generation: Generation
