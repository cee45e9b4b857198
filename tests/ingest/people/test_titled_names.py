"""What in a speaker's label or name is title, and what is name."""

from __future__ import annotations

import pytest

from ingest.people.titled_names import is_full_name, read_speaker_name
from language.titles import Role


@pytest.mark.parametrize(
    ("printed", "title", "role", "words"),
    [
        ("SECRETARY VALE", "SECRETARY", Role.OFFICIAL, ("vale",)),
        ("Secretary Vale", "SECRETARY", Role.OFFICIAL, ("vale",)),
        ("DEPUTY MINISTER VALE", "DEPUTY MINISTER", Role.OFFICIAL, ("vale",)),
        ("MS. ORR-VALE", "MS", Role.HONORIFIC, ("orr", "vale")),
        ("Ruth Orr", "", Role.BARE, ("ruth", "orr")),
        ("THE PRESIDENT", "PRESIDENT", Role.HEAD_OF_STATE, ()),
        ("MODERATOR", "", Role.HOST, ()),
    ],
)
def test_parts_of_a_name(printed: str, title: str, role: Role, words: tuple[str, ...]) -> None:
    read = read_speaker_name(printed)
    assert (read.title, read.role, read.words) == (title, role, words)


def test_a_title_stands_for_all_that_say_the_same() -> None:
    assert read_speaker_name("CONGRESSWOMAN DALE").main_title == "REPRESENTATIVE"


@pytest.mark.parametrize(
    ("name", "full"),
    [("Ruth Orr", True), ("Ms. Orr", False), ("R. Orr", False), ("Orr", False), ("Senior Ministry Official", False)],
)
def test_full_names(name: str, full: bool) -> None:
    assert is_full_name(name) is full
