"""Two people of one full name."""

from __future__ import annotations

from tests.ingest.people.conftest import Printed, Speaker, resolve


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


def test_undated_labels_come_in_no_turn() -> None:
    dated: list[Speaker] = [(day, "MINISTER VALE", "Ana Vale", "official") for day in (10, 30)]
    undated: list[Speaker] = [(None, "GOVERNOR VALE", "Ana Vale", "guest")] * 2
    printed: list[Printed] = [(0, "Ana Vale", "Governor", 5), (10, "Ana Vale", "Minister", 5)]
    assert {name for name, _ in resolve([*dated, *undated], printed)[1]} == {"Ana Vale"}
