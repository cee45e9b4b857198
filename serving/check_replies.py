"""Replies about quotations: the verdicts in the form of the machine interface, as their schemas say."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from retrieval import Verdict, Voice
from serving.replies import JsonReply, Timings


class DiffReply(JsonReply):
    """A run of words: what the quotation and the release have."""

    edit: str
    quoted: str
    source: str


class MatchReply(JsonReply):
    """A place that a verdict rests on."""

    release_id: str
    title: str
    date: date | None
    page: int | None
    last_page: int | None
    url: str | None
    kind: str
    office: str | None
    start: int
    end: int
    quote: str
    speaker: str | None
    speaker_name: str
    label: str | None
    voice: Voice
    similarity: float
    credited: bool | None
    read_out_by: str | None
    quoted: bool
    diff: list[DiffReply]
    left_out: list[str]
    before: str
    after: str
    corrected: list[str]
    version: int
    meaning: float | None
    cut_from: str | None


class CheckReply(JsonReply):
    """The verdict on a quotation."""

    schema_version: Literal[1] = Field(alias="schema")
    quote: str
    claimed_speaker: str | None
    verdict: Verdict
    speaker: str | None
    matches: list[MatchReply]
    changes: list[str]
    common: bool
    notes: list[str]
    timings_ms: Timings


class CheckedReply(JsonReply):
    """A quotation of an article, with its place in it."""

    n: int
    start: int
    end: int
    quote: str
    attributed_to: str | None
    note: str
    check: CheckReply | None


class ArticleReply(JsonReply):
    """The verdicts on an article's quotations."""

    schema_version: Literal[1] = Field(alias="schema")
    counts: dict[str, int]
    quotations: list[CheckedReply]
