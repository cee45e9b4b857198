"""Question sets: what evaluators ask, and what a right answer holds.

The pydantic classes here are the definition; ``json_schema`` gives them as JSON Schema.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    model_serializer,
    model_validator,
)

from retrieval import LONGEST_QUESTION, UsageError

AnswerableKind = Literal["fact", "number", "when", "who", "list", "speaker", "dated", "cross", "reason", "quote-lookup"]
UnanswerableKind = Literal["unanswerable", "false-premise"]
_UNANSWERABLE_KINDS = frozenset({"unanswerable", "false-premise"})
FIRST_TURN, LATER_TURN = "first-turn", "later-turn"

NonEmpty = Annotated[str, Field(min_length=1)]
# A turn's id is the case's with '#' and its number.
CaseId = Annotated[str, Field(min_length=1, pattern=r"^[^#]*$")]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Evidence(_Record):
    """Where an answer stands: the release's path below the archive's root, and its exact words."""

    release: NonEmpty
    quote: NonEmpty


class _Asked(_Record):
    question: str = Field(min_length=1, max_length=LONGEST_QUESTION, description="the question, as a person asks it")
    answer: str = Field(default="", description="the answer as a careful person would write it")
    must_include: tuple[NonEmpty, ...] = Field(
        default=(), description="strings that any right answer holds, without case"
    )
    evidence: tuple[Evidence, ...] = Field(default=(), description="where the answer stands; any one counts")
    speaker: str | None = Field(default=None, description="who said it; null for the office's own prose")
    date: dt.date | None = Field(default=None, description="date of the release")
    asked_on: dt.date | None = Field(
        default=None, description="the day that 'last month' is relative to; null: the archive's last"
    )
    why: str | None = Field(default=None, description="a note for those who read the set")

    @model_serializer(mode="wrap")
    def _write(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write ``asked_on`` only where it is given: a set keeps its fingerprint."""
        values: dict[str, Any] = write(self)
        return {name: value for name, value in values.items() if name != "asked_on" or value is not None}


class AnswerableCase(_Asked):
    """A question that the archive answers."""

    id: CaseId
    kind: AnswerableKind

    @model_validator(mode="after")
    def _can_be_judged(self) -> AnswerableCase:
        _need_expectation(self)
        return self


class UnanswerableCase(_Asked):
    """A question that the archive does not answer, or whose premise it does not bear out: to be refused."""

    id: CaseId
    kind: UnanswerableKind


class UnfinishedCase(_Asked):
    """A question of which a person has yet to say what a right answer holds: it is not asked."""

    id: CaseId
    kind: Literal["to-do"]


class ConversationTurn(_Asked):
    """One question of a conversation; answerable unless its ``kind`` says otherwise."""

    kind: AnswerableKind | UnanswerableKind | None = None

    @model_validator(mode="after")
    def _can_be_judged(self) -> ConversationTurn:
        if self.kind not in _UNANSWERABLE_KINDS:
            _need_expectation(self)
        return self


class ConversationCase(_Record):
    """Questions asked one after another, in one conversation."""

    id: CaseId
    kind: Literal["conversation"]
    turns: Annotated[tuple[ConversationTurn, ...], Field(min_length=1)]
    why: str | None = None


class QuoteCheckCase(_Record):
    """Words claimed to have been said, and what a check of them should find."""

    id: CaseId
    kind: Literal["quote-check"]
    quote: NonEmpty
    verdict: Literal["verbatim", "altered", "misattributed", "not-found"]
    claimed_speaker: str | None = None
    speaker: str | None = None
    date: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    why: str | None = None


Case: TypeAlias = Annotated[
    AnswerableCase | UnanswerableCase | ConversationCase | QuoteCheckCase, Field(discriminator="kind")
]
CASE: TypeAdapter[Case] = TypeAdapter(Case)
# What a line may hold: a case, or one that is still to do.
Line: TypeAlias = Annotated[
    AnswerableCase | UnanswerableCase | ConversationCase | QuoteCheckCase | UnfinishedCase, Field(discriminator="kind")
]
LINE: TypeAdapter[Line] = TypeAdapter(Line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question as it is asked and judged: a case, or one turn of a conversation (``CASE#1``, ``CASE#2`` ...).

    ``group`` is 'answerable', 'unanswerable', 'first-turn' or 'later-turn'; ``kind`` is the case's kind, or the group of a
    turn that has none. ``turn`` counts from 1, and is 0 outside a conversation.
    """

    id: str
    case_id: str
    kind: str
    group: str
    turn: int
    question: str
    answer: str
    must_include: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    speaker: str | None
    asked_on: dt.date | None = None

    @property
    def answerable(self) -> bool:
        """Whether the archive holds the answer."""
        return self.group != "unanswerable"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The cases of a set, in its order; ``to_do`` lines more are not complete, and are no cases."""

    name: str
    cases: tuple[Case, ...]
    to_do: int = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question that is asked, in order; quote checks are not among them."""
        return tuple(item for case in self.cases for item in items_of(case))

    @property
    def quote_checks(self) -> tuple[QuoteCheckCase, ...]:
        """The quote checks, in order."""
        return tuple(case for case in self.cases if isinstance(case, QuoteCheckCase))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the cases, in hexadecimal: the same for the same cases in the same order, whatever file held them."""
        return hashlib.sha256(b"\n".join(CASE.dump_json(case) for case in self.cases)).hexdigest()

    def narrowed(self, *, kinds: tuple[str, ...] = (), limit: int | None = None) -> QuestionSet:
        """Return the first ``limit`` cases of these kinds; raises UsageError for a kind that the set does not have."""
        present = Counter(case.kind for case in self.cases)
        for kind in kinds:
            if kind not in present:
                raise UsageError(f"--kind {kind!r}: {self.name} has no such case; its kinds are {', '.join(present)}")
        chosen = [case for case in self.cases if not kinds or case.kind in kinds]
        return QuestionSet(name=self.name, cases=tuple(chosen[:limit]), to_do=self.to_do)


def items_of(case: Case) -> tuple[Item, ...]:
    """Return the questions of a case in the order in which they are asked; none for a quote check."""
    if isinstance(case, QuoteCheckCase):
        return ()
    if isinstance(case, ConversationCase):
        return tuple(_turn_item(case.id, number, turn) for number, turn in enumerate(case.turns, 1))
    group = "unanswerable" if case.kind in _UNANSWERABLE_KINDS else "answerable"
    return (_item(case.id, case.id, case.kind, group, 0, case),)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line of a question set."""
    return {"title": "One line of a question set", **LINE.json_schema()}


def _turn_item(case_id: str, number: int, turn: ConversationTurn) -> Item:
    place = FIRST_TURN if number == 1 else LATER_TURN
    group = "unanswerable" if turn.kind in _UNANSWERABLE_KINDS else place
    return _item(f"{case_id}#{number}", case_id, turn.kind or place, group, number, turn)


def _item(item_id: str, case_id: str, kind: str, group: str, turn: int, asked: _Asked) -> Item:
    return Item(
        id=item_id, case_id=case_id, kind=kind, group=group, turn=turn, question=asked.question, answer=asked.answer,
        must_include=asked.must_include, evidence=asked.evidence, speaker=asked.speaker,
        asked_on=asked.asked_on,
    )  # fmt: skip


def _need_expectation(asked: _Asked) -> None:
    if not (asked.must_include or asked.evidence):
        raise ValueError("an answerable question needs must_include or evidence, else no answer to it can be judged")
