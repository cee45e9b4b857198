"""Replies: the forms in which ``/api`` and MCP answer, as their schemas say; the nouns themselves are ``retrieval``'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from retrieval import (
    ChipField,
    Correction,
    Coverage,
    HeldOffice,
    ModelUse,
    Person,
    Place,
    Premise,
    Relation,
    ReleaseList,
    StatementKind,
    Status,
    Turn,
    Voice,
)

Timings = dict[str, float]


class JsonReply(BaseModel):
    """What all replies share."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class StoreReply(JsonReply):
    """Which store answered; ``by_meaning`` is the share of its passages that could be found by meaning, not by words alone."""

    generation: int
    embedding_model: str
    by_meaning: float = 1.0


class FiltersReply(JsonReply):
    """What an answer was limited to; ``inferred`` says that some of it was read from the question."""

    speakers: list[str]
    since: date | None = Field(alias="from")
    until: date | None = Field(alias="to")
    kinds: list[str]
    voices: list[Voice]
    inferred: bool


class ChipReply(JsonReply):
    """One thing that was read from the question: its words, and what they were read as."""

    field: ChipField
    words: str
    start: int
    end: int
    in_opening: bool
    filters: FiltersReply


class StatementReply(JsonReply):
    """One line of an answer; ``kind`` 'quoted' is the release's own words, 'composed' a model's, which was checked."""

    text: str
    citations: list[int]
    kind: StatementKind


class RelatedReply(JsonReply):
    """A release to be read beside a cited one; ``relation`` is what the cited release is to it."""

    release_id: str
    title: str
    date: date | None
    url: str | None
    relation: Relation
    difference: str
    version: int


class CitationReply(JsonReply):
    """The exact span that a statement rests on: ``quote`` is ``text[start:end]`` of that version of the release."""

    n: int
    release_id: str
    title: str
    date: date | None
    url: str | None
    kind: str
    voice: Voice = Field(description="whose words they are: a reporter's, a guest's or a reader's are no official's")
    speaker: str | None
    speaker_label: str | None
    quote: str
    start: int
    end: int
    corrections: list[Correction]
    values: list[tuple[int, int]]
    related: list[RelatedReply]
    office: str | None
    quoted: bool
    quoted_by: str | None
    header: str
    in_reply_to: str = Field(description="what a reporter had asked, where the quotation begins a reply; else empty")
    version: int
    page: int | None
    last_page: int | None
    text_sha256: str = Field(description="SHA-256 of the whole text of that version; empty for a nearest passage")


class RetrievedReply(JsonReply):
    """One ranked passage."""

    release_id: str
    start: int
    end: int
    text: str
    score: float
    title: str
    date: date | None
    voice: Voice
    speaker: str | None
    label: str | None


class AnswerReply(JsonReply):
    """An answer, schema 1 of the machine interface: a status, and statements with citations, or why there are none."""

    schema_version: Literal[1] = Field(alias="schema")
    question: str
    resolved_question: str
    status: Status
    answered: bool
    text: str
    lead: str
    notice: str
    statements: list[StatementReply]
    citations: list[CitationReply]
    nearest: list[CitationReply]
    asked_at: Place | None
    premise: Premise | None
    retrieved: list[RetrievedReply]
    filters: FiltersReply
    chips: list[ChipReply]
    confidence: float | None
    timings_ms: Timings
    store: StoreReply
    model: ModelUse | None


class ToolAnswerReply(JsonReply):
    """An answer as MCP's tool gives it: what a person is shown of it. `POST /api/ask` tells all."""

    question: str
    resolved_question: str
    status: Status
    text: str
    statements: list[StatementReply]
    citations: list[CitationReply]
    nearest: list[CitationReply]
    filters: FiltersReply


class SpokenReply(JsonReply):
    """What one speaker says in a row: words of a release, verbatim."""

    speaker: str | None
    label: str | None
    voice: Voice
    start: int
    end: int
    text: str


class ReadReply(JsonReply):
    """A part of a release: its characters from ``start`` to ``end`` of ``length``, by who speaks."""

    id: str
    title: str
    date: date | None
    kind: str
    url: str
    version: int
    current_version: int
    withdrawn: bool
    start: int
    end: int
    length: int
    turns: list[SpokenReply]


class PeopleReply(JsonReply):
    """The people who speak in the archive, those with most turns first."""

    people: list[Person]


class NamingReply(JsonReply):
    """A release that prints a name with an office."""

    release_id: str
    title: str
    date: date | None
    url: str | None


class HolderReply(JsonReply):
    """A name with an office as printed; ``on_day`` is whether the day that was asked for lies between the days of that."""

    name: str
    person_id: str | None = Field(
        description="as GET /api/people tells it; null for one who does not speak in the archive"
    )
    office: str
    first: date | None
    last: date | None
    releases: int
    on_day: bool
    citations: list[CitationReply]
    printed_in: list[NamingReply]


class HeldReply(JsonReply):
    """Who held an office; nobody where the archive does not print it."""

    office: str
    on: date | None
    held: list[HolderReply]


class ListedReply(JsonReply):
    """A release as a list shows it."""

    id: str
    title: str
    date: date | None
    kind: str
    office: str | None
    url: str | None
    version: int


class ReleasesReply(JsonReply):
    """A page of a list of releases, how many there are in all, and the kinds that there are."""

    total: int
    offset: int
    kinds: dict[str, int]
    releases: list[ListedReply]


class ReleaseReply(JsonReply):
    """A release as it is read: its text with its turns, each with who speaks from where to where."""

    id: str
    title: str
    date: date | None
    kind: str
    text: str
    turns: list[Turn]
    url: str | None
    office: str | None
    byline: str | None
    version: int
    withdrawn: bool
    current_version: int
    earlier_versions: list[int]
    corrections: list[Correction]
    related: list[RelatedReply]
    notes: list[str]
    pages: list[int]


def as_json(value: Any) -> Any:
    """Return a noun of ``retrieval`` as JSON-ready values: days in ISO form, enumerations by their value."""
    if is_dataclass(value):
        return {one.name: as_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def people_as_json(people: tuple[Person, ...]) -> dict[str, Any]:
    """Return the form of PeopleReply."""
    return {"people": [as_json(person) for person in people]}


def held_as_json(office: str, on: date | None, held: tuple[HeldOffice, ...]) -> dict[str, Any]:
    """Return the form of HeldReply."""
    return {"office": office, "on": on.isoformat() if on else None, "held": [as_json(one) for one in held]}


def releases_as_json(found: ReleaseList, coverage: Coverage, *, offset: int) -> dict[str, Any]:
    """Return the form of ReleasesReply."""
    listed = [as_json(one) for one in found.releases]
    return {"total": found.total, "offset": offset, "kinds": dict(coverage.kinds), "releases": listed}
