"""Conversation: questions asked one after another, each resolved by the ones before it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from retrieval.answer import Answer, Status
from retrieval.answering.runnable import ArchiveAnswerer
from retrieval.query import leans_back, mark_change, mark_return, measure_nearness, points_back
from retrieval.question import Filters, Heard, Question

# What gets one of these was no question to the archive: nothing leans on it.
_NO_TOPIC = frozenset({Status.OUT_OF_SCOPE, Status.UNCLEAR, Status.BUSY, Status.FAILED})


class Conversation:
    """One person's questions, in order. What each was understood as is its answer's ``resolved_question``."""

    def __init__(self, answerer: ArchiveAnswerer, *, before: Sequence[Answer] = ()) -> None:
        """Go on after the answers given ``before``, oldest first."""
        self._answerer = answerer
        self.asked: list[Question] = []  # as they were understood, in order; not those that were answered before
        self._openings: list[str] = []  # the questions that opened a topic, the present one last
        self._heard: Heard | None = None
        for answer in before:
            self._remember(answer)

    def ask(self, question: str | Question, *, filters: Filters = Filters()) -> Answer:
        """Return the answer to the next question; raises UsageError only for a question too long to be one."""
        asked = question if isinstance(question, Question) else Question(text=question, filters=filters)
        began = time.perf_counter()
        prepared = self.prepare(asked)
        took = (time.perf_counter() - began) * 1000
        answer = self._answerer.invoke(prepared)
        if not answer.answered and (other := self._other_than(prepared, asked)):
            second = self._answerer.invoke(other)
            if second.answered or other.opening:
                prepared, answer = other, second
        self.asked.append(prepared)
        self._remember(answer)
        times = answer.timings_ms
        return replace(answer, timings_ms={**times, "understand": took, "total": times.get("total", 0.0) + took})

    def _other_than(self, prepared: Question, asked: Question) -> Question | None:
        """Return what else a question that got no answer may mean, None where there is no doubt.

        One that points back may lean on what came before though it seemed to stand alone; one that does not may stand alone.
        """
        bare, changed = mark_change(asked.text)
        if asked.resolved or changed or not self._openings or bool(prepared.opening) is points_back(asked.text):
            return None
        return self._alone(asked, bare) if prepared.opening else self._leaning(asked, self._openings[-1])

    def prepare(self, question: Question) -> Question:
        """Return a question as it would be asked with nothing before it: itself where it stands alone.

        One that leans on an earlier question gets that as its opening, in the person's own words, and who was heard last. One
        that is resolved stays as it is.
        """
        if question.resolved:
            return question
        bare, changed = mark_change(question.text)
        opening = "" if changed else self._find_opening(question.text)
        return self._leaning(question, opening) if opening else self._alone(question, bare)

    def _alone(self, question: Question, bare: str) -> Question:
        return replace(question, own=bare, resolved=True)

    def _leaning(self, question: Question, opening: str) -> Question:
        own, _ = mark_return(question.text)
        return replace(question, own=own, opening=opening, heard=self._heard, resolved=True)

    def _find_opening(self, question: str) -> str:
        """Return the opening question that a question leans on, '' where it stands alone."""
        if not self._openings:
            return ""
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
        if answer.opening in self._openings:
            self._openings.remove(answer.opening)
        self._openings.append(answer.opening or answer.resolved_question)
        first = answer.retrieved[0] if answer.retrieved else None
        self._heard = Heard(speaker=first.speaker or "", day=first.date) if first else None
