"""Curation: a small file, people.toml, in which somebody who knows corrects what the archive was read to say of people."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from ingest.names import name_words


class CuratedOffice(BaseModel):
    """An office that a person held, from a day to a day (both included; open where it is not given)."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str = Field(min_length=1)
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")


class CuratedPerson(BaseModel):
    """A person: the name to show, other names that are the same person's, and offices."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    offices: tuple[CuratedOffice, ...] = ()


class Apart(BaseModel):
    """Names that are not one person's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...] = Field(min_length=2)


class Curation(BaseModel):
    """All that the file says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: tuple[CuratedPerson, ...] = ()
    apart: tuple[Apart, ...] = ()

    def apart_words(self) -> frozenset[frozenset[tuple[str, ...]]]:
        """Return the pairs of names that are kept apart, each as its folded words."""
        pairs = set()
        for one in self.apart:
            words = [name_words(name) for name in one.names]
            pairs |= {frozenset({a, b}) for a in words for b in words if a != b}
        return frozenset(pairs)
