"""Conversation: questions asked one after another, each resolved by the ones before it."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answer import Answer
from retrieval.ask import ArchiveAnswerer
from retrieval.follow_up import resolve
from retrieval.question import Filters, Question


class Conversation:
    """One person's questions, in order. What each was understood as is its answer's ``resolved_question``."""

    def __init__(self, answerer: ArchiveAnswerer) -> None:
        """Begin with nothing said."""
        self._answerer = answerer
        self._asked: list[str] = []

    def ask(self, question: str | Question, *, filters: Filters = Filters()) -> Answer:
        """Return the answer to the next question; raises UsageError only for a question too long to be one."""
        asked = question if isinstance(question, Question) else Question(text=question, filters=filters)
        resolved = asked.resolved or resolve(asked.text, before=self._asked)
        answer = self._answerer.invoke(replace(asked, resolved=resolved))
        self._asked.append(resolved)
        return answer
