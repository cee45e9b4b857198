"""People in the catalogue: what they are made from, how they come back, and who speaks in which turn and passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from archive.people import Alias, Appearance, Mention, Office, Person
from archive.releases import Quotation, Voice
from tests.archive.conftest import cut, make_release

DAY, LATER = date(2031, 5, 1), date(2031, 6, 1)


def person(name: str, *, official: int, offices: Sequence[Office] = (), labels: Sequence[str] = ()) -> Person:
    """Return a person who is heard in May and June."""
    return Person(
        id=name.casefold(), name=name, aliases=tuple(Alias(name=label, count=official) for label in labels),
        offices=tuple(offices), official=official, guest=0, releases=2, first=DAY, last=LATER,
    )  # fmt: skip


VALE = person(
    "Ida Vale",
    official=4,
    labels=("GOVERNOR VALE", "MS. VALE"),
    offices=[Office(name="Harbour Governor", first=DAY, last=LATER, count=3)],
)
MANN = person("Rolf Mann", official=9)
CAPTAIN = Quotation(start=0, end=2, speaker="Captain Bo Moe", voice=Voice.GUEST, cue="", confidence=0.9)
BY_HER_NAME = replace(CAPTAIN, start=2, end=4, speaker="Governor Vale", voice=Voice.OFFICIAL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two briefings of Ms. Vale, of which the second quotes two people, and a third that was withdrawn."""
    path = tmp_path / "catalogue.sqlite"
    printed = [Mention(name="Ida Vale", office="Harbour Governor", place="title", count=1)]
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for release_id, day in (("a.md", DAY), ("b.md", LATER), ("gone.md", DAY)):
                release = make_release(release_id, day=day)
                if release_id == "b.md":
                    release = replace(release, quotations=(CAPTAIN, BY_HER_NAME))
                writer.put_release(release, cut(release), root="/archive", mentions=printed)
            writer.withdraw("gone.md")
            writer.put_people([VALE, MANN], {})
        writer.finish()
    return path


@pytest.fixture
def catalogue(path: Path) -> CatalogueReader:
    """What can be read of it."""
    return CatalogueReader(path)


def test_people_come_back_whole_those_with_most_turns_first(catalogue: CatalogueReader) -> None:
    assert catalogue.people() == [MANN, VALE]
    assert catalogue.people_named("ms vale") == [VALE]
    assert catalogue.office_on("Ida Vale", DAY) == "Harbour Governor"


def test_people_take_the_place_of_those_that_were_there(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            writer.put_people([replace(VALE, offices=())], {})
        writer.finish()
    assert CatalogueReader(path).people() == [replace(VALE, offices=())]


def test_people_are_made_from_what_current_releases_say(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        appearances, mentions, titles = writer.evidence_of_people()
    assert [(one.release_id, one.date, one.label, one.turns) for one in appearances] == [
        ("a.md", DAY, "MS. VALE", 2), ("b.md", LATER, "MS. VALE", 2),
    ]  # fmt: skip
    assert [(one.release_id, one.date, one.name) for one in mentions] == [
        ("a.md", DAY, "Ida Vale"), ("b.md", LATER, "Ida Vale"),
    ]  # fmt: skip
    assert set(titles) == {"a.md", "b.md"}


def test_who_speaks_is_written_into_turns_and_passages_and_can_be_taken_back(path: Path) -> None:
    def speak(speakers: dict[Appearance, tuple[str | None, Voice]]) -> int:
        with CatalogueWriter(path) as writer, writer.transaction():
            return writer.put_people([VALE], speakers)

    with CatalogueWriter(path) as writer:
        first = writer.evidence_of_people()[0][0]
    guest = {first: ("Ida Vale the Younger", Voice.GUEST)}
    assert (speak(guest), speak(guest)) == (2, 0)
    catalogue = CatalogueReader(path)
    turns = catalogue.release("a.md").release.turns
    assert [turn.voice for turn in turns if turn.label == "MS. VALE"] == [Voice.GUEST] * 2
    assert [(one.voice, one.speaker) for one in catalogue.passages_of("a.md") if one.label == "MS. VALE"] == [
        (Voice.GUEST, "Ida Vale the Younger")
    ] * 2
    assert {one.speaker for one in catalogue.passages_of("b.md") if one.label == "MS. VALE"} == {"Ida Vale"}
    assert speak({}) == 2, "what is resolved no longer is what the release alone says"
    assert {one.speaker for one in CatalogueReader(path).passages_of("a.md") if one.label} == {"Ida Vale", None}


def test_whom_releases_quote_is_who_is_meant_or_the_name_as_printed(catalogue: CatalogueReader) -> None:
    assert catalogue.quoted_people == {"Governor Vale": "Ida Vale", "Captain Bo Moe": "Captain Bo Moe"}
    (moe,) = catalogue.quoted_named("moe")
    assert (moe.name, moe.official, moe.guest, moe.first, moe.releases) == ("Captain Bo Moe", 0, 1, LATER, 1)
    assert catalogue.quoted_named("vale") == [], "who speaks is not only quoted"


def test_passages_are_counted_by_speaker_and_voice(catalogue: CatalogueReader) -> None:
    assert catalogue.count_speakers() == {"Ida Vale": 4}
    assert catalogue.count_speakers([Voice.REPORTER]) == {}
    assert catalogue.labels_of_speakers() == {"Ida Vale": frozenset({"MS. VALE"})}


def test_full_names_are_those_of_several_words_without_an_office(catalogue: CatalogueReader) -> None:
    assert {("ida", "vale"), ("rolf", "mann")} <= catalogue.full_names
    assert not any("governor" in name for name in catalogue.full_names)
