"""Whom a title names, and who signed."""

from __future__ import annotations

import pytest

from ingest.turns.bylines import read_byline, read_signature
from language.titles import Role

TITLES = [
    ("Remarks by President Adeyemi on the Harvest", [("Adeyemi", Role.HEAD_OF_STATE, False)]),
    ("Press Briefing by Press Secretary Ruth Orr, July 6, 2031", [("Ruth Orr", Role.OFFICIAL, False)]),
    (
        "Press Briefing by Principal Deputy Press Secretary Ruth Orr-Vale and Relief Coordinator Dr. Ana B. Marl",
        [("Ruth Orr-Vale", Role.OFFICIAL, False), ("Ana B. Marl", Role.OFFICIAL, False)],
    ),
    (
        "Remarks by President Adeyemi and Prime Minister Kowal of Torvia in Joint Press Conference",
        [("Adeyemi", Role.HEAD_OF_STATE, False), ("Kowal", Role.GUEST, True)],
    ),
    (
        "Remarks by Minister Orr, Governor Dale, and Dr. Ana Marl at the Quay",
        [("Orr", Role.OFFICIAL, False), ("Dale", Role.GUEST, False), ("Ana Marl", Role.HONORIFIC, False)],
    ),
    (
        "On-the-Record Press Call by Coordinator for Operation Safe Haven Jon Marl",
        [("Jon Marl", Role.OFFICIAL, False)],
    ),
    ("Statement by Council Spokesperson Ana Vale on the Minister’s Call", [("Ana Vale", Role.OFFICIAL, False)]),
    ("Statement from President Joseph Q. Adeyemi, Jr. on Rain", [("Joseph Q. Adeyemi", Role.HEAD_OF_STATE, False)]),
    ("Statement of President Adeyemi", [("Adeyemi", Role.HEAD_OF_STATE, False)]),
    ("Readout from Spokesperson Ana Vale on Travel", [("Ana Vale", Role.OFFICIAL, False)]),
    ("Remarks by President Adeyemi Announcing the Plan", [("Adeyemi", Role.HEAD_OF_STATE, False)]),
    ("Remarks by Assistant to the President for Relief, Dr. Ana Vale – At the Quay", [("Ana Vale", Role.OFFICIAL, False)]),
    ("Remarks by Commission President Ulla von der Mark", [("Ulla von der Mark", Role.HEAD_OF_STATE, False)]),
    ("Remarks by Former President Dorrit", [("Dorrit", Role.GUEST, False)]),
    ("Letter from Dr. Kevin O’Dell: Update", [("Kevin O’Dell", Role.HONORIFIC, False)]),
    ("President Adeyemi’s Remarks at the Harbour", [("Adeyemi", Role.HEAD_OF_STATE, False)]),
    ("Statement by Council Spokesperson Ana Vale of Relief Advisor Jon Marl’s Call", [("Ana Vale", Role.OFFICIAL, False)]),
    ("Readout by Spokesperson Ana Vale of the National Security Council’s Day", [("Ana Vale", Role.OFFICIAL, False)]),
    ("Remarks by President Kowal of the Republic of Torvia at the Quay", [("Kowal", Role.HEAD_OF_STATE, True)]),
    ("Remarks by Prime Minister Kowal of the State of Torvia at the Quay", [("Kowal", Role.GUEST, True)]),
    (
        "Statement from Deputy Advisor for Cyber & Emerging Technologies Ana Vale on Floods",
        [("Ana Vale", Role.OFFICIAL, False)],
    ),
    ("Council Press Statement on Advisor Jon Marl’s Phone Call with Prime Minister Ida Kowal", []),
    ("Statement of the President on the Summit and Call with President Kowal", []),
    ("Summary of the Bread Forum Hosted by Director Ana Vale with Remarks", []),
    ("Readout of the Bread Forum Hosted by Director Ana Vale", []),
    ("Interview with Minister Ana Orr", [("Ana Orr", Role.OFFICIAL, False)]),
    ("Readout of President Adeyemi’s Call with Prime Minister Kowal", []),
    ("FACT SHEET: The Harbour Plan", []),
    ("A Proclamation on the Day of the Sea", []),
    ("Nominations Sent to the Senate", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "people"), TITLES, ids=[row[0] for row in TITLES])
def test_bylines(title: str, people: list[tuple[str, Role, bool]]) -> None:
    assert [(one.name, one.role, one.foreign) for one in read_byline(title) if one.name] == people


def test_two_share_an_office_in_the_plural() -> None:
    byline = read_byline("Press Briefing by Press Secretary Ruth Orr and Council Members Ana Vale and Jon Marl")
    assert [(one.name, one.office) for one in byline] == [
        ("Ruth Orr", "Press Secretary"),
        ("Ana Vale", "Council Members"),
        ("Jon Marl", "Council Members"),
    ]


def test_a_surname_keeps_its_particles() -> None:
    assert [one.surname for one in read_byline("Remarks by President Ulla von der Mark")] == ["von der Mark"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I hereby proclaim it.\n\nJOSEPH Q. ADEYEMI JR.", "Joseph Q. Adeyemi"),
        ("It is my order.\n\nANA O’DELL\n\nQUAY HOUSE,\n\nMay 3, 2031.", "Ana O’Dell"),
        ("The plan.\n\nANA VALE", None),
        ("I hereby proclaim it.\n\nLOOKING FORWARD\n\n" + "We shall go on and on and build the harbour. " * 3, None),
        ("I hereby proclaim it.\n\nTHE PRESS OFFICE", None),
        ("I thank you.\n\nSincerely,\n\nAna Q. Vale\nCounsel to the President", "Ana Q. Vale"),
        ("I thank you.\n\nRespectfully yours,\n\nAna Vale", "Ana Vale"),
        ("My thanks to all.\n\nJoseph Q. Adeyemi, Jr.", "Joseph Q. Adeyemi"),
        ("My list:\n\nAna Vale\n\nJon Marl", None),
        ("I thank you.\n\nSincerely,\n\nThe Press Office", None),
        ("I hereby proclaim it.", None),
        ("", None),
    ],
)
def test_signatures(text: str, name: str | None) -> None:
    assert read_signature(text) == name
