"""State: what the stages have found so far for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive import Generation, Passage
from retrieval import wording
from retrieval.answer import Answer
from retrieval.answering.answerability import Grounds
from retrieval.answering.evidence import Sentence
from retrieval.answering.non_answers import Exchange
from retrieval.question import Filters, Question, Reading
from retrieval.search import Candidates, Ranking, count_left_out
from retrieval.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineState:
    """What each stage has found so far. ``done`` holds the answer as soon as there is one.

    ``set_filters`` are the person's own; ``reading`` is what the question itself says, and ``used`` what of it was kept.
    ``parts`` are the sentences as they bear on each part of the question, empty where it asks one thing. ``exchanges`` are
    those in which reporters asked much the same, ``asked`` the largest cosine of any reporter's question, ``unknown`` the
    names that the archive never mentions, ``office`` the words of the office whose holder is asked for and not known.
    ``remark`` is told with the answer, and so is ``of_language``, what there is to say of the question's language.
    """

    question: Question
    generation: Generation
    set_filters: Filters = Filters()
    reading: Reading = field(default_factory=Reading)
    used: Reading = field(default_factory=Reading)
    found: Candidates | None = None
    ranking: Ranking | None = None
    asked: float = 0.0
    grounds: Grounds | None = None
    sentences: tuple[Sentence, ...] = ()
    parts: tuple[tuple[Sentence, ...], ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    unknown: tuple[str, ...] = ()
    office: frozenset[str] = frozenset()
    confidence: float | None = None
    remark: str = ""
    of_language: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    done: Answer | None = None

    @property
    def candidates(self) -> Candidates:
        """What the searches found: after the stage 'search'."""
        if self.found is None:
            raise AssertionError("the stage 'search' comes first")
        return self.found

    @property
    def ranked(self) -> Ranking:
        """The ranked passages: after the stage 'rank'."""
        if self.ranking is None:
            raise AssertionError("the stage 'rank' comes first")
        return self.ranking

    @property
    def findings(self) -> Findings:
        """What was found, to decide by: after the stage 'estimate'."""
        if self.confidence is None:
            raise AssertionError("the stage 'estimate' comes first")
        return Findings(
            question=self.question.own,
            ranking=self.ranked,
            exchanges=self.exchanges,
            confidence=self.confidence,
            generation=self.generation,
        )

    @property
    def notice(self) -> str:
        """What there is to say of the language, the remark, what was not followed, and what a period left out."""
        left_out = [chip.words for chip in self.reading.chips if chip not in self.used.chips] if self.ranking else []
        told = wording.NOT_FOLLOWED.format(words=wording.list_names(left_out)) if left_out else ""
        undated = count_left_out(self.generation.catalogue, self.question.filters) if self.ranking else 0
        return " ".join(filter(None, (self.of_language, self.remark, told, wording.tell_undated(undated))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """The words of a question that officials contradict, their own words, and what a reporter asked, if one did."""

    words: str
    span: Span
    asked: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found for a question before it is decided whether to answer; ``confidence`` is how probable an answer is."""

    question: str
    ranking: Ranking
    exchanges: Sequence[Exchange]
    confidence: float
    generation: Generation
