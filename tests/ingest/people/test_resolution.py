"""Who is meant by a label, over the whole archive."""

from __future__ import annotations

import pytest

from ingest.people.curation import Apart, CuratedPerson, Curation
from tests.ingest.people.conftest import Printed, Speaker, resolve

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
    (
        "an undated label is whom the whole archive calls so",
        [(0, "MS. ORR", "Ruth Orr", "official"), (None, "MS. ORR", "Ms. Orr", "official")], [], ["Ruth Orr", "Ruth Orr"],
    ),
    (
        "in an archive without dates too",
        [(None, "MS. ORR", "Ruth Orr", "official"), (None, "MS. ORR", "Ms. Orr", "official")], [], ["Ruth Orr", "Ruth Orr"],
    ),
    (
        "but where two were called so, however seldom one of them, it is not known who",
        [(0, "SENATOR ORR", "Ruth Orr", "guest"), (None, "SENATOR ORR", "Senator Orr", "guest")],
        [(0, "Ruth Orr", "Senator", 99), (9000, "Tim Orr", "Senator", 1)], ["Ruth Orr", "Senator Orr"],
    ),
    (
        "what an undated release prints names nobody in a dated one",
        [(0, "MINISTER ORR", "Minister Orr", "official")], [(None, "Ruth Orr", "Minister of Bread", 9)], ["Minister Orr"],
    ),
    (
        "an office alone in an undated release is whoever held it then",
        [(0, "THE PRESIDENT", "Joe Vale", "official"), (None, "THE PRESIDENT", None, "official")], [], ["Joe Vale", None],
    ),
    (
        "an undated label that nobody's full name is known for is one person's",
        [(0, "GOVERNOR ORR", "Governor Orr", "official"), (None, "GOVERNOR ORR", "Governor Orr", "official"),
         (None, "GOVERNOR ORR", "Governor Orr", "official")], [], ["Governor Orr"] * 3,
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
