"""A small archive of the Harbour Office to walk through: briefings, a notice, a release without a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive import Mention, Office, Passage, Person, Release, Turn, Voice
from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from tests.archive.conftest import cut, fill

MARCH, APRIL, LATER = date(2031, 3, 5), date(2031, 4, 9), date(2032, 1, 2)
DAWN = "MS. VALE: The ferry sails at dawn. Q Will the toll rise? MS. VALE: The toll will not rise this year."
DUSK = "GOVERNOR MOE: We sail at dusk with the ferry of Marl. MS. VALE: Thank you all."
NOTICE = "The quay is closed for the ~~winter~~ [summer]. Nobody may moor a ferry there."
NO_DAY = "Harbour Trust: The toll pays for the lamps of the quay."


def release(
    release_id: str, title: str, text: str, *turns: Turn, day: date | None, kind: str = "press briefing"
) -> Release:
    """Return a release; without turns it is the office's own prose."""
    said = turns or (Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE),)
    return Release(id=release_id, title=title, date=day, kind=kind, text=text, digest=release_id, turns=said)


def turns_of(text: str, *labelled: tuple[str, Voice, str | None]) -> tuple[Turn, ...]:
    """Return the turns of a text, each with the label that it begins with, its voice and its speaker."""
    starts: list[int] = []
    for label, _, _ in labelled:
        starts.append(text.index(label, starts[-1] + 1 if starts else 0))
    return tuple(
        Turn(start=start, said=start + len(label) + 1, end=end, voice=voice, label=label.rstrip(":"), speaker=speaker)
        for start, end, (label, voice, speaker) in zip(starts, [*starts[1:], len(text)], labelled, strict=True)
    )


VALE = ("MS. VALE:", Voice.OFFICIAL, "Ida Vale")
RELEASES = [
    release("dawn.md", "Briefing by Harbour Secretary Ida Vale", DAWN, *turns_of(DAWN, VALE, ("Q", Voice.REPORTER, None), VALE),
            day=MARCH),
    release("dusk.md", "Remarks of Governor Bo Moe", DUSK, *turns_of(DUSK, ("GOVERNOR MOE:", Voice.GUEST, "Bo Moe"), VALE),
            day=LATER, kind="remarks"),
    release("notice.md", "Notice on the quay", NOTICE, day=APRIL, kind="notice"),
    release("trust.md", "On the lamps", NO_DAY, *turns_of(NO_DAY, ("Harbour Trust:", Voice.GUEST, "Harbour Trust")), day=None,
            kind="notice"),
]  # fmt: skip
MENTIONS = {
    "dawn.md": [Mention(name="Ida Vale", office="Harbour Secretary", place="title", count=1)],
    "notice.md": [
        Mention(name="Ida Vale", office="Secretary", place="text", count=3),
        Mention(name="Vale", office="Mayor", place="text", count=9),
    ],
}


def person(name: str, *, official: int = 0, guest: int = 0, offices: tuple[str, ...] = (), label: str = "") -> Person:
    """Return a person who is heard from March on."""
    held = tuple(Office(name=office, first=MARCH, last=APRIL, count=4) for office in offices)
    return Person(
        id=name.casefold().replace(" ", "-"), name=name, offices=held, official=official, guest=guest, releases=1,
        first=MARCH, last=LATER,
    )  # fmt: skip


PEOPLE = [
    person("Ida Vale", official=3, offices=("Harbour Secretary", "Mayor")),
    person("Bo Moe", guest=2),
    person("Harbour Trust", guest=1),
    person("Ms. Orr", official=1),
]


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> CatalogueReader:
    """The archive, open."""
    path: Path = tmp_path_factory.mktemp("harbour") / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        fill(writer, [])
        with writer.transaction():
            for one in RELEASES:
                writer.put_release(one, cut_with_title(one), root="/archive", mentions=MENTIONS.get(one.id, ()))
            writer.put_people(PEOPLE, {})
        fill(writer, [])
    return CatalogueReader(path)


def cut_with_title(one: Release) -> list[Passage]:
    """Return a passage a turn, with the title in its context, as ingest cuts them."""
    return [replace(passage, context=f"{one.title}.") for passage in cut(one)]
