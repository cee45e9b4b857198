"""Conversation: questions asked one after another, each resolved by the ones before it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from archive import CatalogueReader
from retrieval.answer import Answer, Citation, Status
from retrieval.answering.runnable import ArchiveAnswerer
from retrieval.answering.state import PipelineState
from retrieval.query import (
    asks_for_more,
    asks_time,
    check_scope,
    counts_through,
    has_clause,
    is_bare,
    leans_back,
    mark_change,
    mark_return,
    measure_nearness,
    points_back,
    read_correction,
    read_ellipsis,
    read_nth,
    restate,
)
from retrieval.question import RELEASES_HEARD, CitedPlace, Filters, Heard, Question

# What gets one of these was no question to the archive: nothing leans on it.
_NO_TOPIC = frozenset({Status.OUT_OF_SCOPE, Status.UNCLEAR, Status.BUSY, Status.FAILED})
_NOTHING_FOUND = frozenset({Status.NOT_IN_ARCHIVE, Status.UNCLEAR})
_ITEM = re.compile(r"^\s*(?:[-•*–]|\d{1,2}[.)])\s+(?P<item>\S.*)$", re.MULTILINE)
_LONGEST_NAME = 160  # characters of cited words that stand for them


class Conversation:
    """One person's questions, in order. What each was understood as is its answer's ``resolved_question``."""

    def __init__(self, answerer: ArchiveAnswerer, *, before: Sequence[Answer] = ()) -> None:
        """Go on after the answers given ``before``, oldest first."""
        self._answerer = answerer
        self.asked: list[Question] = []  # as they were understood, in order; not those that were answered before
        self._openings: list[str] = []  # the questions that opened a topic, the present one last
        self._heard: Heard | None = None
        self._last: Answer | None = None  # to a question to the archive
        self._answers: list[Answer] = []  # to such questions, oldest first
        self._cited: tuple[CitedPlace, ...] = ()  # for the last question, however often more was asked for
        self._things: list[str] = []  # that were listed or cited last, more than one
        for answer in before:
            self._remember(answer)

    def ask(self, question: str | Question, *, filters: Filters = Filters()) -> Answer:
        """Return the answer to the next question; raises UsageError only for a question too long to be one."""
        *_, answer = self.stream(question, filters=filters)
        return answer

    def stream(self, question: str | Question, *, filters: Filters = Filters()) -> Iterator[Answer]:
        """Yield the answer to the next question as soon as it stands, then as it grows: the last one is whole.

        Raises as ``ask`` does. The conversation goes on with it once its first form is there.
        """
        asked = question if isinstance(question, Question) else Question(text=question, filters=filters)
        prepared, found, took = self._look_up(asked)
        if found.done is not None and self._may_rewrite(asked, found.done):
            yield self._timed(found.done, took)  # what the rules came to: a model may take long
            rewritten = self._rewrite(asked)
            if rewritten is not None and _answers(better := self._answerer.look_up(rewritten)):
                prepared, found = rewritten, better
        self.asked.append(prepared)
        remembered = False
        for answer in self._answerer.write(found):
            if not remembered:
                self._remember(answer)
                remembered = True
            yield self._timed(answer, took)

    def try_out(self, question: str) -> Answer | None:
        """Return what a question would be answered with as the next one, in the archive's own words; nothing is remembered."""
        return self._look_up(Question(text=question))[1].done

    def _look_up(self, asked: Question) -> tuple[Question, PipelineState, float]:
        """Return the next question as it is understood, what was found for it, and the milliseconds that understanding took."""
        began = time.perf_counter()
        prepared = self.prepare(asked)
        took = (time.perf_counter() - began) * 1000
        found = self._answerer.look_up(prepared)
        if not _answers(found) and (other := self._other_than(prepared, asked)):
            second = self._answerer.look_up(other)
            if _answers(second) or other.opening:
                return other, second, took
        return prepared, found, took

    @staticmethod
    def _timed(answer: Answer, took: float) -> Answer:
        times = answer.timings_ms
        return replace(answer, timings_ms={**times, "understand": took, "total": times.get("total", 0.0) + took})

    def _may_rewrite(self, asked: Question, answer: Answer) -> bool:
        """Whether a model may put a question in other words: one in a conversation that the rules found nothing for.

        One that stands alone comes back as it was, and is not asked again.
        """
        return (
            self._answerer.rewriter is not None
            and bool(self._answers)
            and not asked.resolved
            and answer.status in _NOTHING_FOUND
        )

    def _rewrite(self, asked: Question) -> Question | None:
        """Return a follow-up as the model puts it, None where it has none. Filters are read from it as from any question."""
        rewriter = self._answerer.rewriter
        own = rewriter.rewrite(asked.text, self._answers) if rewriter else ""
        return self._alone(asked, own) if own else None

    def _other_than(self, prepared: Question, asked: Question) -> Question | None:
        """Return what else a question that got no answer may mean, None where there is no doubt.

        One that points back may lean on what came before though it seemed to stand alone; one that does not may stand alone.
        One that was made from the question before it has no other meaning.
        """
        bare, changed = mark_change(asked.text)
        made = prepared.own not in asked.text
        if asked.resolved or changed or made or not self._openings or bool(prepared.opening) is points_back(asked.text):
            return None
        return self._alone(asked, bare) if prepared.opening else self._leaning(asked, self._openings[-1])

    def prepare(self, question: Question) -> Question:
        """Return a question as it would be asked with nothing before it: itself where it stands alone.

        One that asks for more, for another speaker or period, or by its number for what was cited is asked in the words of the
        question before. One that leans on an earlier question gets that as its opening, in the person's own words, and who was
        heard last. One that is resolved stays as it is.
        """
        if question.resolved:
            return question
        bare, changed = mark_change(question.text)
        outside = check_scope(bare)
        if changed or self._last is None or (outside and outside[0] is Status.OUT_OF_SCOPE):
            return self._alone(question, bare)
        if made := self._make(question, self._last):
            return made
        corrected = read_correction(question.text)
        rest = corrected or question.text
        only_named = corrected and not has_clause(corrected)
        opening = self._openings[-1] if only_named else self._find_opening(rest)
        return self._leaning(replace(question, own=rest), opening) if opening else self._alone(question, rest)

    def _alone(self, question: Question, bare: str) -> Question:
        return replace(question, own=bare, resolved=True)

    def _leaning(self, question: Question, opening: str) -> Question:
        own, _ = mark_return(question.own)
        return replace(question, own=own, opening=opening, heard=self._heard, resolved=True)

    def _make(self, question: Question, last: Answer) -> Question | None:
        """Return what a follow-up means that is made of the question before it, None where it is none of these."""
        text = question.text
        corrected = read_correction(text)
        if corrected and (own := self._restate(last.resolved_question, corrected, question)):
            return self._alone(question, own)
        change = read_ellipsis(text)
        if change and (own := self._restate(self._openings[-1], change, question)):
            return replace(self._alone(question, own), heard=self._heard)
        if asks_for_more(text):
            return self._more(question, last)
        if is_bare(text):
            cited = () if asks_time(text) else self._cited
            return replace(self._leaning(question, self._openings[-1]), cited=cited)
        return self._ask_of_nth(question)

    def _restate(self, before: str, change: str, question: Question) -> str:
        return restate(before, change, self._catalogue, asked_on=question.asked_on)

    def _more(self, question: Question, last: Answer) -> Question:
        """Return the question before once more, for what was not cited yet."""
        own = last.resolved_question.removeprefix(last.opening).strip()
        return replace(self._leaning(replace(question, own=own), last.opening), cited=self._cited)

    def _ask_of_nth(self, question: Question) -> Question | None:
        """Return what is asked of a thing that was listed or cited in the place that the question names."""
        read, things = read_nth(question.text), self._things
        if read is None or counts_through(self._openings[-1]) or not -1 <= read[0] < len(things):
            return None
        nth, start, end = read
        rest = f"{question.text[:start]} {question.text[end:]}"
        bare = is_bare(read_ellipsis(rest) or rest)
        own = things[nth] if bare else question.text[:start] + things[nth] + question.text[end:]
        return self._alone(question, own)

    @property
    def _catalogue(self) -> CatalogueReader:
        return self._answerer.store.generation().catalogue

    def _find_opening(self, question: str) -> str:
        """Return the opening question that a question leans on, '' where it stands alone."""
        _, topic = mark_return(question)
        if topic:
            vectors = self._answerer.embedder.embed([topic, *self._openings])
            return self._openings[int(np.argmax(vectors[1:] @ vectors[0]))]
        opening = self._openings[-1]
        nearness = measure_nearness(self._answerer.store.generation(), self._answerer.embedder, question, opening)
        return opening if leans_back(question, nearness, self._answerer.tools.weights.follow_up) else ""

    def _remember(self, answer: Answer) -> None:
        if answer.status in _NO_TOPIC:
            return
        again = self._last is not None and answer.resolved_question == self._last.resolved_question
        self._cited = (*(self._cited if again else ()), *map(_place, answer.citations))
        self._last = answer
        self._answers.append(answer)
        self._things = _list_things(answer) or self._things
        if answer.opening in self._openings:
            self._openings.remove(answer.opening)
        self._openings.append(answer.opening or answer.resolved_question)
        first = answer.retrieved[0] if answer.retrieved else None
        releases = tuple(dict.fromkeys(found.release_id for found in answer.retrieved))[:RELEASES_HEARD]
        self._heard = Heard(speaker=first.speaker or "", day=first.date, releases=releases) if first else None


def _answers(found: PipelineState) -> bool:
    return found.done is not None and found.done.answered


def _place(citation: Citation) -> CitedPlace:
    return CitedPlace(release_id=citation.release_id, start=citation.start, end=citation.end)


def _list_things(answer: Answer) -> list[str]:
    """Return what can be asked about by its place: the titles, the items of a list, or the statements; none where it is one."""
    items = [item["item"] for one in answer.statements for item in _ITEM.finditer(one.text)]
    things = items if len(items) > 1 else [" ".join(one.text.split()) for one in answer.statements]
    return [_shorten(thing) for thing in things] if len(things) > 1 else []


def _shorten(words: str) -> str:
    return words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rsplit(" ", 1)[0]
