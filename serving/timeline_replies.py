"""Replies about a topic over time: a timeline in the form of the machine interface, as its schema says."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from retrieval import Voice
from serving.replies import FiltersReply, JsonReply, StoreReply, Timings


class CitedReply(JsonReply):
    """Cited words of a timeline."""

    release_id: str
    title: str
    date: date | None
    url: str | None
    kind: str
    voice: Voice
    speaker: str | None
    speaker_label: str | None
    quoted: bool
    quoted_by: str | None
    quote: str
    start: int
    end: int
    page: int | None
    last_page: int | None


class AlsoReply(CitedReply):
    """Another place where the same words stand."""

    n: int


class EntryReply(AlsoReply):
    """A statement of a timeline."""

    strength: float
    also_in: list[AlsoReply]


class SentenceReply(JsonReply):
    """The sentence that a number stands in."""

    quote: str
    start: int
    end: int


class NumberReply(CitedReply):
    """A number that was stated; ``statement`` is the number of its statement."""

    statement: int
    value: str
    measure: str
    sentence: SentenceReply


class ChangingReply(JsonReply):
    """What was stated again with another number."""

    numbers: list[NumberReply]


class CountReply(JsonReply):
    """How many statements of somebody a week or month has."""

    since: date = Field(alias="from")
    speaker: str
    count: int


class TimelineReply(JsonReply):
    """What officials said on a topic, in order of date."""

    schema_version: Literal[1] = Field(alias="schema")
    topic: str
    filters: FiltersReply
    found: int
    first: int | None
    latest: int | None
    period: str
    undated_left_out: int
    counts: list[CountReply]
    statements: list[EntryReply]
    changing_numbers: list[ChangingReply]
    timings_ms: Timings
    store: StoreReply
