"""Names: what the release itself gives, and none rather than a guessed one."""

from __future__ import annotations

import pytest

from ingest.turns.speakers import name_speakers
from ingest.turns.turns import find_turns
from tests.ingest.turns.conftest import resolved

BRIEFING = "Press Briefing by Press Secretary Ruth Orr and Relief Coordinator Jon McDowell"
EVENT = "Remarks by President Adeyemi on Bread"
NAMES = [
    (BRIEFING, "", "MS. ORR", "Ruth Orr"),
    (BRIEFING, "", "MR. MCDOWELL", "Jon McDowell"),
    (BRIEFING, "We are joined by Deputy Director Tim O’Dell-Marsh today.", "MR. O’DELL-MARSH", "Tim O’Dell-Marsh"),
    (BRIEFING, "We are joined by Tim Marsh today.", "MR. MARSH", "Tim Marsh"),
    (BRIEFING, "It’s Tim Marsh. Thank you, Tim Marsh.", "MR. MARSH", "Tim Marsh"),
    (BRIEFING, "Thank you. And Tim. Ana Marsh spoke.", "MS. MARSH", "Ana Marsh"),
    (BRIEFING, "Both Ana Marsh and Tim Marsh are here.", "MR. MARSH", None),
    (BRIEFING, "Ana Marsh and Ana B. Marsh and Ana Marsh are one.", "MS. MARSH", "Ana Marsh"),
    (BRIEFING, "Secretary Ana Marsh came with Tim Marsh.", "SECRETARY MARSH", "Ana Marsh"),
    (BRIEFING, "Today Mr. Marsh spoke.", "MR. MARSH", "Mr. Marsh"),
    (BRIEFING, "", "SECRETARY MARSH", "Secretary Marsh"),
    (BRIEFING, "", "ADMINISTRATOR O’NEILL", "Administrator O’Neill"),
    (BRIEFING, "We saw DeVane there.", "MS. DEVANE", "Ms. DeVane"),
    (BRIEFING, "", "SENIOR ADMINISTRATION OFFICIAL #2", "Senior Administration Official"),
    (BRIEFING, "", "SENIOR MINISTRY OFFICIAL", "Senior Ministry Official"),
    (BRIEFING, "", "MODERATOR", None),
    (BRIEFING, "", "QMS. ORR", "Ruth Orr"),
    (EVENT, "", "THE PRESIDENT", "President Adeyemi"),
    (EVENT, "Here is President Ada Adeyemi.", "THE PRESIDENT", "Ada Adeyemi"),
    (EVENT, "First Lady Bo Adeyemi and my son Cy Adeyemi came.", "THE PRESIDENT", "President Adeyemi"),
    (EVENT, "Vice President Lee Orr came.", "THE VICE PRESIDENT", None),
    (EVENT, "First Lady Bo Adeyemi came.", "THE FIRST LADY", None),
    (EVENT, "", "THE FIRST LADY", None),
    (EVENT, "Governor Di Dale came.", "GOVERNOR DALE", "Di Dale"),
    ("Remarks in a Town Hall", "President Adeyemi and President Kowal came.", "THE PRESIDENT", None),
    ("Remarks in a Town Hall", "We welcome President Adeyemi.", "THE PRESIDENT", None),
]


@pytest.mark.parametrize(
    ("title", "said", "label", "name"), NAMES, ids=[f"{row[2]}: {row[1] or row[0]}" for row in NAMES]
)
def test_names(title: str, said: str, label: str, name: str | None) -> None:
    text = f"MS. ORR: Hello. {said}\n\nQ Why?\n\n{label}: Because.\n\nMS. ORR: Thanks."
    turns = name_speakers(find_turns(text, title=title, kind="press briefing"), title=title, text=text)
    assert [turn.speaker for turn in turns if turn.label == label][-1] == name


def test_reporters_have_no_name() -> None:
    text = "MS. ORR: Yes, Ana Quist.\n\nQ Why?\n\nREPORTER: How?"
    turns = name_speakers(find_turns(text, title=BRIEFING, kind="press briefing"), title=BRIEFING, text=text)
    assert [turn.speaker for turn in turns] == ["Ruth Orr", None, None]


INTRODUCED = [
    ("My name is Tim Marsh. I am with my wife, Ana Marsh.", "MR. MARSH", "Tim Marsh"),
    ("Hello. I’m Dr. Tim Marsh. This is Ana Marsh.", "MR. MARSH", "Tim Marsh"),
    ("I’m Tim Marsh. (Laughs.) No, I’m Ana Marsh.", "MR. MARSH", None),
    ("I am Secretary Marsh.", "MR. MARSH", "Mr. Marsh"),
    ("And she said, “Tim, I’m Ana Adeyemi, your mother.”", "PRESIDENT ADEYEMI", "President Adeyemi"),
]


@pytest.mark.parametrize(("said", "label", "name"), INTRODUCED, ids=[row[0] for row in INTRODUCED])
def test_who_introduces_himself_is_known(said: str, label: str, name: str | None) -> None:
    text = f"THE PRESIDENT: Hello.\n\n{label}: {said}\n\nQ Why?"
    turns = name_speakers(find_turns(text, title=EVENT, kind="speech or remarks"), title=EVENT, text=text)
    assert turns[1].speaker == name


def test_a_reporter_with_a_label_has_a_name() -> None:
    title = "Remarks by President Adeyemi in a Town Hall with Nils Hart"
    text = "MR. HART: Good evening.\n\nTHE PRESIDENT: Hello.\n\nQ Hi.\n\nANA DALE: Hello."
    said = [(turn.voice.value, turn.speaker) for turn in resolved(text, title)]
    assert said == [
        ("reporter", "Nils Hart"),
        ("official", "President Adeyemi"),
        ("public", None),
        ("public", "Ana Dale"),
    ]
