"""Forms: what programs may ask of ``/api``, and its bounds."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from retrieval import LONGEST_QUESTION, Filters, Question

MOST_TURNS = 20  # of a conversation so far
_MOST_NAMES = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _read_day(value: object) -> object:
    """Return a day from its ISO form; raises ValueError for all else: pydantic would take 0 for one as well."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError("give a day as YYYY-MM-DD, for example 2021-08-31")


def _read_count(value: object) -> object:
    """Return what may be a number; raises ValueError for true and false, which pydantic would take for 1 and 0."""
    if isinstance(value, bool):
        raise ValueError("give a whole number")
    return value


_Text = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Names = Annotated[list[_Name], Field(max_length=_MOST_NAMES)]
_Count = Annotated[int, BeforeValidator(_read_count)]
_Version = Annotated[int, Field(ge=1, le=10_000_000), BeforeValidator(_read_count)]
_Day = Annotated[date, BeforeValidator(_read_day)]
_From = Annotated[_Day | None, Field(alias="from", description="only from this day on")]
_To = Annotated[_Day | None, Field(alias="to", description="only up to this day")]


class Form(BaseModel):
    """What all forms share: nothing that is not named here may be sent."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class FiltersForm(Form):
    """What an answer may draw on; what is left out is not limited."""

    speakers: _Names = Field(default=[], description="only these people's words: full names, or words of them")
    since: _From = None
    until: _To = None
    kinds: _Names = Field(default=[], description="only these kinds of release, as GET /api/releases tells them")

    def read(self) -> Filters:
        """Return the filters; raises UsageError for a period that ends before it begins."""
        return Filters(speakers=tuple(self.speakers), since=self.since, until=self.until, kinds=tuple(self.kinds))


class TurnForm(Form):
    """An earlier question of the same conversation."""

    question: _Text
    filters: FiltersForm = FiltersForm()

    def read(self) -> Question:
        """Return the question; raises UsageError for filters that cannot be."""
        return Question(text=self.question, filters=self.filters.read())


class AskForm(TurnForm):
    """A question to the archive."""

    conversation: list[TurnForm] = Field(
        default=[],
        max_length=MOST_TURNS,
        description="the questions before this one, oldest first, to which it may refer",
    )
    as_asked: StrictBool = Field(default=False, description="read no filters from the question")
    asked_on: _Day | None = Field(
        default=None, description="the day that 'last month' is relative to; else the last release's"
    )
    stream: StrictBool = Field(default=False, description="answer with server-sent events: the answer as it grows")

    def read(self) -> Question:
        """Return the question; raises UsageError for filters that cannot be."""
        return Question(text=self.question, filters=self.filters.read(), as_asked=self.as_asked, asked_on=self.asked_on)


class CheckForm(Form):
    """A quotation to be checked."""

    quote: str = Field(min_length=1, max_length=5000, description="the words that are said to have been said")
    said_by: _Name | None = Field(default=None, description="who is said to have said them")


class ArticleForm(Form):
    """A text whose quotations are checked, each attributed as the text attributes it."""

    text: str = Field(min_length=1, max_length=200_000)


class TimelineForm(FiltersForm):
    """A topic, to be shown in order of date."""

    topic: _Text = Field(description="what was spoken about, in a few words")
    limit: _Count = Field(default=40, ge=0, le=10_000, description="only so many statements, the strongest; 0: all")


class ReleasesForm(Form):
    """Which releases are listed."""

    kinds: _Names = []
    since: _From = None
    until: _To = None
    title: str = Field(default="", max_length=200, description="words that all stand in the title")
    offset: _Count = Field(default=0, ge=0, le=10_000_000)
    limit: _Count = Field(default=50, ge=1, le=200)


class HeldForm(Form):
    """Who held an office."""

    office: _Name
    on: _Day | None = Field(default=None, description="on this day; without it, ever")


class VersionForm(Form):
    """Which text of a release is read."""

    version: _Version | None = Field(default=None, description="an earlier version's number")
