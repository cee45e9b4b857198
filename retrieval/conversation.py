"""Conversation: questions asked one after another, each resolved by the ones before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Answer
from retrieval.ask import ArchiveAnswerer
from retrieval.follow_up import opens_topic, resolve
from retrieval.question import Filters, Question


class Conversation:
    """One person's questions, in order. What each was understood as is its answer's ``resolved_question``."""

    def __init__(self, answerer: ArchiveAnswerer, *, asked: Sequence[str] = ()) -> None:
        """Go on after the questions ``asked`` before, oldest first."""
        self._answerer = answerer
        self._opening = ""
        for question in asked:
            self.understand(question)

    def ask(self, question: str | Question, *, filters: Filters = Filters()) -> Answer:
        """Return the answer to the next question; raises UsageError only for a question too long to be one."""
        asked = question if isinstance(question, Question) else Question(text=question, filters=filters)
        understood = self.understand(asked.text)
        return self._answerer.invoke(replace(asked, resolved=asked.resolved or understood))

    def understand(self, question: str) -> str:
        """Return a question as it stands alone, and remember it where it opens a topic."""
        resolved = resolve(question, opening=self._opening)
        if not self._opening or opens_topic(question):
            self._opening = resolved
        return resolved
