"""Curation: a small file, people.toml, in which somebody who knows corrects what the archive was read to say of people.

    [[people]]
    name = "Helena Marsh"                     # the name to show
    also = ["Minister Marsh", "H. J. Marsh"]  # names that are hers too, as they are printed
    [[people.offices]]
    name = "Minister"
    from = 2031-01-10
    to = 2033-06-30                           # left out: until the end of the archive

    [[apart]]
    names = ["Ana Vale", "Ana B. Vale"]       # not one person's

    [own]
    offices = ["Governor"]                    # whoever holds one speaks for the archive
    people = ["Ida Lund"]                     # and so do these

    [guests]
    offices = ["Prime Minister"]              # whoever holds one does not
    people = ["Jon Marl"]

Nothing of it is needed; an archive without the file is read as it stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from archive import UsageError
from language import Words, expand, fold_name, name_words, same_titles

FILE_NAME = "people.toml"


class CuratedOffice(BaseModel):
    """An office that a person held, from a day to a day, both included; without ``to``, to the end of the archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> CuratedOffice:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"'to' ({self.until}) is before 'from' ({self.since})")
        return self


class CuratedPerson(BaseModel):
    """A person: the name to show, other names that are the same person's, and offices."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    offices: tuple[CuratedOffice, ...] = ()

    def is_called(self, name: str) -> bool:
        """Say whether a name as printed is one of this person's; case, accents and full stops do not count."""
        return fold_name(name) in {fold_name(known) for known in (self.name, *self.also)}


class Apart(BaseModel):
    """Names that are not one person's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...] = Field(min_length=2)


class Side(BaseModel):
    """Who speaks for the archive, or does not: offices, and people by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offices: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """The offices as labels have them: in capitals, abbreviations written out."""
        return frozenset(same_titles(expand(office).upper())[0] for office in self.offices)

    def has(self, names: Iterable[str]) -> bool:
        """Say whether one of these names is among the people's; case, accents and full stops do not count."""
        own = {fold_name(name) for name in self.people}
        return bool(own) and not own.isdisjoint(map(fold_name, names))


class Curation(BaseModel):
    """All that the file says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: tuple[CuratedPerson, ...] = ()
    apart: tuple[Apart, ...] = ()
    own: Side = Side()
    guests: Side = Side()

    def apart_words(self) -> frozenset[frozenset[Words]]:
        """Return the pairs of names that are kept apart, each as its folded words."""
        groups = [[name_words(name) for name in group.names] for group in self.apart]
        return frozenset(frozenset({a, b}) for words in groups for a in words for b in words if a != b)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurationFile:
    """A curated file as read: its path ('' where there is none), its text, and what it says."""

    path: str = ""
    text: str = ""

    @property
    def curation(self) -> Curation:
        """What the file says; raises UsageError that names the line, the field and the value."""
        return read_curation(self.text, self.path)


def find_curation(given: Path | None, roots: Sequence[Path], kept: CurationFile) -> CurationFile:
    """Return the file that was given, else the one in an ingested folder, else what an earlier ingest was given.

    Raises UsageError where the file cannot be read, or where two folders have one each.
    """
    found = [given] if given else [root / FILE_NAME for root in roots if (root / FILE_NAME).is_file()]
    if len(found) > 1:
        listed = " and ".join(map(str, found))
        raise UsageError(f"there are two files of people, {listed}: say which holds with --people FILE")
    if found:
        try:
            return CurationFile(path=str(found[0].resolve()), text=found[0].read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{found[0]} cannot be read ({error}): give a UTF-8 text file in TOML") from error
    was_removed = kept.path and Path(kept.path).parent in roots
    return CurationFile() if was_removed else kept


def read_curation(text: str, path: str) -> Curation:
    """Return what a curated file says; raises UsageError that names the line, the field and the value."""
    try:
        return Curation.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is no TOML ({error}): README.md has an example") from error
    except ValidationError as error:
        faults = [_describe(text, fault["loc"], fault["msg"], fault["input"]) for fault in error.errors()]
        raise UsageError(f"{path} cannot be used:\n  " + "\n  ".join(faults)) from error


def _describe(text: str, place: tuple[int | str, ...], message: str, value: object) -> str:
    """Return a fault with the line of the table that it is in."""
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    shown = repr(value) if isinstance(value, (str, int, float, date)) else type(value).__name__
    at = ""
    if len(place) > 1 and isinstance(place[1], int):
        heads = [match.start() for match in re.finditer(rf"^[ \t]*\[\[\s*{place[0]}\s*\]\]", text, re.MULTILINE)]
        at = f"line {text.count(chr(10), 0, heads[place[1]]) + 1}: " if place[1] < len(heads) else ""
    return f"{at}{name}: {message[:1].lower()}{message[1:]} (found {shown})"
