"""People of a whole archive: who is one and who is two, under which name, in what office, in whose voice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from archive.people import Appearance, DatedMention, Person
from archive.releases import Voice
from ingest.people.curation import Apart, CuratedPerson, Curation
from ingest.people.likeness import is_misprint
from ingest.people.register import describe_people
from ingest.people.resolution import Resolver

DAY = date(2031, 5, 1)
NO_CURATION = Curation()

# A speaker: (days after DAY, label, what the release alone reads, voice). A mention: (days after DAY, name, office, times).
Speaker = tuple[int, str | None, str | None, str]
Printed = tuple[int, str, str, int]


def resolve(
    speakers: Sequence[Speaker], printed: Sequence[Printed] = (), curation: Curation = NO_CURATION
) -> tuple[list[Person], list[tuple[str | None, str]]]:
    """Return the people, and (name, voice) of each speaker in order."""
    appearances = [
        Appearance(
            release_id=f"{i}.md",
            date=DAY + timedelta(days=days),
            label=label,
            speaker=speaker,
            voice=Voice(voice),
            turns=1,
        )
        for i, (days, label, speaker, voice) in enumerate(speakers)
    ]
    mentions = [
        DatedMention(
            release_id=f"m{i}.md", date=DAY + timedelta(days=days), name=name, office=office, place="text", count=times
        )
        for i, (days, name, office, times) in enumerate(printed)
    ]
    people, found = describe_people(Resolver(appearances, mentions, curation).resolve(), curation)
    return people, [found.get(one, (one.speaker, one.voice)) for one in appearances]


NAMES: list[tuple[str, list[Speaker], list[Printed], list[str | None]]] = [
    (
        "a label is who else has it",
        [(0, "MS. ORR", "Ruth Orr", "official"), (9, "MS. ORR", "Ms. Orr", "official")], [], ["Ruth Orr", "Ruth Orr"],
    ),
    (
        "but not years later",
        [(0, "MS. ORR", "Ruth Orr", "official"), (900, "MS. ORR", "Ms. Orr", "official")], [], ["Ruth Orr", "Ms. Orr"],
    ),
    (
        "two of one surname stay two",
        [(0, "MS. ORR", "Ruth Orr", "official"), (1, "MS. ORR", "Pia Orr", "official"), (9, "MS. ORR", "Ms. Orr", "official")],
        [], ["Ruth Orr", "Pia Orr", "Ms. Orr"],
    ),
    (
        "the office tells who of them it is",
        [(0, "MINISTER ORR", "Minister Orr", "official"), (0, "MAYOR ORR", "Mayor Orr", "guest")],
        [(0, "Ruth Orr", "Minister of Bread", 9), (0, "Tim Orr", "Mayor", 9)], ["Ruth Orr", "Tim Orr"],
    ),
    (
        "two with one title stay open",
        [(0, "SENATOR ORR", "Senator Orr", "guest")], [(0, "Ruth Orr", "Senator", 5), (0, "Tim Orr", "Senator", 4)],
        ["Senator Orr"],
    ),
    (
        "unless that day prints one of them",
        [(0, "SENATOR ORR", "Senator Orr", "guest")], [(0, "Ruth Orr", "Senator", 5), (40, "Tim Orr", "Senator", 4)],
        ["Ruth Orr"],
    ),
    (
        "titled, full and signed are one, by the name most printed",
        [(0, "THE PRESIDENT", "President Vale", "official"), (0, None, "Joseph R. Vale", "official"),
         (0, "PRESIDENT VALE", "Joe Vale", "official")],
        [(0, "Joe Vale", "President", 9), (0, "Joseph R. Vale Jr.", "President", 4), (0, "Bo Vale", "First Lady", 9)],
        ["Joe Vale"] * 3,
    ),
    (
        "a label without a name is who has it near that day",
        [(0, "THE PRESIDENT", "Joe Vale", "official"), (30, "THE PRESIDENT", None, "official"),
         (300, "THE PRESIDENT", None, "official")],
        [], ["Joe Vale", "Joe Vale", None],
    ),
    (
        "short forms and one office at one time",
        [(0, "MINISTER VALE", "Ali Vale", "official"), (1, "MINISTER VALE", "Alejandro Vale", "official")],
        [(0, "Ali Vale", "Minister of Bread", 2), (5, "Alejandro Vale", "Minister of Bread", 5),
         (9, "Ali Vale", "Bread Minister", 1)],
        ["Alejandro Vale", "Alejandro Vale"],
    ),
    (
        "Paula is not Paul",
        [(0, "MR. VALE", "Paul Vale", "guest"), (0, "MS. VALE", "Paula Vale", "guest")], [], ["Paul Vale", "Paula Vale"],
    ),
    (
        "a surname of two words is no full name",
        [(0, "GOVERNOR LUND VALE", "Governor Lund Vale", "guest")],
        [(0, "Ana Lund Vale", "Governor", 2), (0, "Lund Vale", "Governor", 9)], ["Ana Lund Vale"],
    ),
    (
        "a label may give the full name, or a surname of two words",
        [(0, "MS. ASHLEY VALE", "Ms. Ashley Vale", "guest"), (0, "MS. LUND VALE", "Ms. Lund Vale", "guest")], [],
        ["Ashley Vale", "Ms. Lund Vale"],
    ),
    (
        "the family name may stand first",
        [(0, "PRESIDENT MOON", "President Moon", "guest")], [(0, "Moon Ha-ru", "President of Torvia", 2)], ["Moon Ha-ru"],
    ),
    (
        "a deputy who rose",
        [(0, "DEPUTY MINISTER ORR", "Deputy Minister Orr", "official"), (90, "MINISTER ORR", "Ruth Orr", "official")], [],
        ["Ruth Orr", "Ruth Orr"],
    ),
    (
        "but a judge of that surname is another",
        [(0, "JUDGE ORR", "Judge Orr", "guest"), (90, "MINISTER ORR", "Ruth Orr", "official")], [], ["Judge Orr", "Ruth Orr"],
    ),
    (
        "a guest by an honorific is no namesake",
        [(0, "MR. ORR", "Tim Orr", "guest"), (9, "MR. ORR", "Mr. Orr", "guest")],
        [(0, "Pia Orr", "Senator", 9)], ["Tim Orr", "Mr. Orr"],
    ),
    (
        "an interpreter's or a moderator's label is nobody's",
        [(0, "MODERATOR", None, "official"), (0, "SENIOR OFFICIAL", "Senior Administration Official", "official")], [],
        [None, "Senior Administration Official"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("speakers", "printed", "names"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_names(speakers: list[Speaker], printed: list[Printed], names: list[str | None]) -> None:
    _, found = resolve(speakers, printed)
    assert [name for name, _ in found] == names


def test_order_of_releases_does_not_matter() -> None:
    for _, speakers, printed, names in NAMES:
        _, found = resolve(speakers[::-1], printed[::-1])
        assert [name for name, _ in found] == names[::-1]


def test_guests_of_two_events_are_two_people_of_one_name() -> None:
    people, _ = resolve(
        [(0, "MS. ORR", "Ms. Orr", "guest"), (1, "MS. ORR", "Ms. Orr", "guest"), (90, "MS. ORR", "Ms. Orr", "guest")]
    )
    assert [(one.id, one.name, one.releases) for one in people] == [
        ("ms-orr", "Ms. Orr", 2),
        ("ms-orr-2", "Ms. Orr", 1),
    ]


VOICES = [
    ("an official elsewhere, with an office", 3, 30, "Press Secretary", "official"),
    ("with an office printed but in passing", 2, 30, "Press Secretary", "guest"),
    ("with a company's office", 9, 30, "Executive Director", "guest"),
    ("with another state's office", 9, 30, "Ambassador of Torvia", "guest"),
    ("heard as an official two years away", 9, 700, "Press Secretary", "guest"),
]


@pytest.mark.parametrize(
    ("times", "away", "office", "voice"), [row[1:] for row in VOICES], ids=[row[0] for row in VOICES]
)
def test_voice_of_an_official_at_an_event(times: int, away: int, office: str, voice: str) -> None:
    speakers: list[Speaker] = [(0, "MS. ORR", "Ruth Orr", "guest"), (away, "MS. ORR", "Ruth Orr", "official")]
    _, found = resolve(speakers, [(0, "Ruth Orr", office, times)])
    assert found == [("Ruth Orr", voice), ("Ruth Orr", "official")]


def test_namesakes_with_offices_in_turns_are_two() -> None:
    speakers: list[Speaker] = [
        (0, "GOVERNOR VALE", "Ana Vale", "guest"), (10, "MINISTER VALE", "Minister Vale", "official"),
        (20, "GOVERNOR VALE", "Governor Vale", "guest"), (30, "MINISTER VALE", "Ana Vale", "official"),
    ]  # fmt: skip
    printed: list[Printed] = [(0, "Ana Vale", "Governor", 5), (10, "Ana Vale", "Minister", 5)]
    people, found = resolve(speakers, printed)
    governor, minister = ("Governor Ana Vale", "guest"), ("Minister Ana Vale", "official")
    assert found == [governor, minister, governor, minister]
    assert [(one.id, one.offices[0].name) for one in people] == [
        ("governor-ana-vale", "Governor"), ("minister-ana-vale", "Minister")
    ]  # fmt: skip
    risen: list[Speaker] = [speakers[0], speakers[2], *(((day, *speakers[3][1:])) for day in (40, 50))]
    assert {name for name, _ in resolve(risen, printed)[1]} == {"Ana Vale"}


def test_a_governor_stays_a_guest() -> None:
    speakers: list[Speaker] = [(0, "GOVERNOR ORR", "Ruth Orr", "guest"), (9, "MS. ORR", "Ruth Orr", "official")]
    _, found = resolve(speakers, [(0, "Ruth Orr", "Coordinator", 9)])
    assert found[0] == ("Ruth Orr", "guest")


def test_offices() -> None:
    people, _ = resolve(
        [(0, "SECRETARY ORR", "Secretary Orr", "official"), (200, "SECRETARY ORR", "Secretary Orr", "official")],
        [(0, "Ruth Orr", "Secretary of Bread", 4), (50, "Ruth Orr", "Bread Secretary", 2), (60, "Ruth Orr", "former Mayor", 9),
         (70, "Orr", "Secretary", 5), (80, "Ruth Orr", "Dr.", 9), (90, "Ruth Orr", "Chair", 1)],
    )  # fmt: skip
    assert [(office.name, office.first, office.last) for office in people[0].offices] == [
        ("Secretary of Bread", DAY, DAY + timedelta(days=200))
    ]


def test_office_far_from_its_term_is_not_held() -> None:
    printed: list[Printed] = [(day, "Ruth Orr", "Press Secretary", 20) for day in range(0, 100, 10)]
    people, _ = resolve([(0, "MS. ORR", "Ruth Orr", "official")], [*printed, (400, "Ruth Orr", "Press Secretary", 1)])
    assert people[0].offices[0].last == DAY + timedelta(days=90)


def test_office_ends_where_a_successor_is_called_so() -> None:
    people, _ = resolve(
        [(0, "MINISTER ORR", "Ruth Orr", "official"), (50, "MINISTER ORR", "Ruth Orr", "official"),
         (60, "MINISTER LIND", "Tim Lind", "official"), (90, "MINISTER LIND", "Tim Lind", "official")],
        [(10, "Ruth Orr", "Minister", 20), (95, "Ruth Orr", "Minister", 1), (99, "Tim Lind", "Minister", 1)],
    )  # fmt: skip
    ends = {one.name: one.offices[0].last for one in people}
    assert ends == {"Ruth Orr": DAY + timedelta(days=50), "Tim Lind": DAY + timedelta(days=99)}


def test_curation_merges_and_keeps_apart() -> None:
    speakers: list[Speaker] = [
        (0, "MS. ORR", "Ruth Orr", "official"), (0, "MS. LIND", "Ruth Lind", "official"), (0, "MR. VALE", "Joe Vale", "guest"),
        (0, "MR. VALE", "Joseph Vale", "guest"),
    ]  # fmt: skip
    assert [name for name, _ in resolve(speakers)[1]] == ["Ruth Orr", "Ruth Lind", "Joe Vale", "Joe Vale"]
    curation = Curation(
        people=(CuratedPerson(name="Ruth Orr Lind", also=("Ruth Orr", "ruth lind")),),
        apart=(Apart(names=("Joe Vale", "Joseph Vale")),),
    )
    people, found = resolve(speakers, (), curation)
    assert [name for name, _ in found] == ["Ruth Orr Lind", "Ruth Orr Lind", "Joe Vale", "Joseph Vale"]
    assert len(people) == 3


@pytest.mark.parametrize(
    ("label", "known", "is_one"),
    [
        ("MINSITER VALE", "MINISTER VALE", True),
        ("S. VALE", "MS. VALE", True),
        ("MR. VALE", "MS. VALE", False),
        ("DR. WALESNKY", "DR. WALENSKY", True),
        ("MS. ORR", "MS. ORT", False),
        ("DR. MURPHYS", "DR. MURTHYS", False),
        ("MR. ANDERSEN", "MR. ANDERSON", False),
        ("MINISTER KOWALLSKI", "MINISTER KOWALSKI", True),
        ("MINISTER JOHNSTON", "MINISTER JOHNSON", False),
    ],
)
def test_misprints(label: str, known: str, is_one: bool) -> None:
    assert is_misprint(label, known, surnames={"johnston"}) is is_one
