"""Whose voice a label announces."""

from __future__ import annotations

import pytest

from ingest.turns.voices import is_own_office
from tests.ingest.turns.conftest import EVENT, voices

JOINT = "Remarks by President Adeyemi and President Kowal of Torvia in Joint Press Conference"
VOICES = [
    (JOINT, "PRESIDENT ADEYEMI", "official"),
    (JOINT, "PRESIDENT KOWAL (As interpreted)", "guest"),
    (JOINT, "INTERPRETER", "guest"),
    ("Remarks by Vice President Orr and President Kowal Before a Meeting", "PRESIDENT KOWAL", "guest"),
    ("Remarks by President Adeyemi and Vice President Orr", "VICE PRESIDENT ORR", "official"),
    ("Remarks by Prime Minister Dorrit and Minister Orr at the Quay", "PRIME MINISTER DORRIT", "official"),
    ("Remarks by Minister Orr and Dr. Noor Hall at the Quay", "DR. HALL", "unknown"),
    ("Remarks by Minister Orr and Relief Director Noor Hall at the Quay", "MS. HALL", "official"),
    ("Press Call by Relief Coordinator Jack Dale", "GOVERNOR DALE", "official"),
    (EVENT, "MR. BAKER", "unknown"),
    (EVENT, "MODERATOR", "guest"),
    (EVENT, "AUDIENCE MEMBER", "public"),
    (EVENT, "AUDIENCE", "public"),
    (EVENT, "PARTICIPANT", "guest"),
    ("Remarks by President Adeyemi at the Opening of a Bakery", "PARTICIPANT", "public"),
    ("Remarks by President Adeyemi in a Briefing on the Flood", "PARTICIPANT", "guest"),
    ("Remarks by President Adeyemi in a Briefing on the Flood", "MS. HALL", "unknown"),
    ("Remarks by President Adeyemi and Prime Minister Kowal of Torvia at a Meeting", "VICE PRESIDENT ORR", "official"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "MR. HART", "reporter"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "Q", "public"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "LAYLA DALE", "public"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "REPORTER", "reporter"),
    ("Remarks by Minister Orr in an Interview with Nils Hart of the Quay Post", "MR. HART", "reporter"),
    ("Press Briefing by Press Secretary Ruth Orr", "MR. HART", "official"),
    ("Press Briefing by Press Secretary Ruth Orr", "ORR", "official"),
    ("Press Briefing by Press Secretary Ruth Orr", "KESTREL", "unknown"),
    ("Press Briefing by Press Secretary Ruth Orr and Nils Hart", "MR. HART", "guest"),
    ("Press Briefing by Press Secretary Ruth Orr and Council Member Nils Hart", "MR. HART", "official"),
    ("Press Briefing by Ruth Orr and Nils Hart", "MR. HART", "official"),
    (EVENT, "SENATOR VALE", "guest"),
    (EVENT, "MAYOR VALE", "guest"),
    (EVENT, "KING HARALD", "guest"),
    (EVENT, "SECRETARY VALE", "official"),
    (EVENT, "COMMISSIONER VALE", "guest"),
    (EVENT, "COLONEL VALE", "guest"),
    ("Remarks by President Adeyemi and Food Commissioner Ana Vale", "COMMISSIONER VALE", "official"),
    ("Press Briefing by Press Secretary Ruth Orr", "COMMISSIONER VALE", "official"),
    (EVENT, "PRESIDENT KOWAL", "guest"),
    (EVENT, "Q (As interpreted.)", "reporter"),
    ("Background Press Call by Senior Administration Officials on Bread", "SENIOR ADMINISTRATION OFFICIAL #2", "official"),
    ("Background Press Call by Senior Administration Officials on Bread", "MODERATOR", "official"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "label", "voice"), VOICES, ids=[f"{row[1]} in {row[0]}" for row in VOICES])
def test_voices(title: str, label: str, voice: str) -> None:
    text = f"THE SECRETARY: Welcome.\n\n{label}: Hello there.\n\nQ Why?\n\n{label}: Because."
    assert voices(text, title)[1][0] == voice


def test_who_holds_an_office_by_the_text() -> None:
    text = "THE PRESIDENT: Thank you. Administrator Ana Vale is here.\n\nMS. VALE: Hello.\n\nMS. ROSE: Hello."
    assert [voice for voice, _label in voices(text, EVENT)] == ["official", "official", "unknown"]


def test_remarks_that_are_filed_as_a_briefing_are_none() -> None:
    text = "THE SECRETARY: Welcome.\n\nMS. HALL: Hello.\n\nPARTICIPANT: Yes."
    found = voices(text, "Remarks by President Adeyemi in a Briefing on the Flood", "press briefing")
    assert [voice for voice, _label in found] == ["official", "unknown", "guest"]


def test_a_guest_of_a_briefing_is_called_one() -> None:
    text = "MS. ORR: We have a special guest today, the singer Ana Vale.\n\nMS. VALE: Hello.\n\nQ Why?\n\nMS. ORR: Yes."
    assert [voice for voice, _label in voices(text, "Press Briefing by Press Secretary Ruth Orr")][:2] == [
        "official",
        "guest",
    ]


@pytest.mark.parametrize(
    ("office", "own"),
    [
        ("Press Secretary", True),
        ("Secretary of Bread", True),
        ("Director of the Harbour", True),
        ("Executive Director", False),
        ("Ambassador of Torvia", False),
        ("Governor", False),
    ],
)
def test_offices_of_the_own_government(office: str, own: bool) -> None:
    assert is_own_office(office) is own
