"""Turns: end to end, each in the right voice."""

from __future__ import annotations

import pytest

from ingest.turns.turns import find_turns
from tests.ingest.turns.conftest import EVENT, HEADER, check_turns, resolved, said, voices


def test_a_briefing() -> None:
    text = (
        HEADER
        + "MS. ORR: Hello.\n\nIt rains.\n\nQ Why?\n\nMS. ORR: Clouds.\n\nPARTICIPANT: And?\n\nOPERATOR: Next.\n\n"
        "GOVERNOR DALE: Rain here too.\n\nAIDE: Time.\n\nEND 3:40 P.M. EDT\n\n###"
    )
    assert said(text, "Press Briefing by Press Secretary Ruth Orr") == [
        ("furniture", None, HEADER.strip()),
        ("official", "MS. ORR", "Hello.\n\nIt rains."),
        ("reporter", "Q", "Why?"),
        ("official", "MS. ORR", "Clouds."),
        ("reporter", "PARTICIPANT", "And?"),
        ("furniture", "OPERATOR", "Next."),
        ("guest", "GOVERNOR DALE", "Rain here too."),
        ("official", "AIDE", "Time."),
        ("furniture", None, "END 3:40 P.M. EDT\n\n###"),
    ]


def test_a_speech_with_one_label_is_one_turn() -> None:
    text = HEADER + "THE PRESIDENT: Friends.\n\nIt rains.\n\nThank you.\n\n2:30 P.M. EDT"
    assert voices(text, EVENT) == [("furniture", None), ("official", "THE PRESIDENT"), ("furniture", None)]


PROSE = [
    ("Statement by President Ada Adeyemi on Bread", "I like bread.", "official", "Ada Adeyemi"),
    ("Statement by President Adeyemi on Bread", "I like bread.", "official", "President Adeyemi"),
    ("Statement by Prime Minister Ida Kowal of Torvia", "I like bread.", "guest", "Ida Kowal"),
    ("Joint Statement by President Adeyemi and President Kowal of Torvia", "We like bread.", "office", None),
    ("Remarks by Minister Ana Orr as Prepared for Delivery", "Friends, bread.", "official", "Ana Orr"),
    ("A Proclamation on Bread", "I hereby proclaim it.\n\nADA Q. ADEYEMI JR.", "official", "Ada Q. Adeyemi"),
    ("Statement by President Ada Adeyemi and Nominee Bo Hall", "I am glad.\n\nSincerely,\n\nBo Hall", "office", None),
    ("Statement by President Ada Adeyemi", "I am glad.\n\nSincerely,\n\nAda Q. Adeyemi", "official", "Ada Adeyemi"),
    ("Statement by the President on Bread", "I like bread.", "official", "The President"),
    ("Statement from the White House on Bread", "Bread is good.", "office", None),
    ("Readout of the President’s Call", "They spoke.", "office", None),
    ("FACT SHEET: Bread", "Bread is good.", "office", None),
    ("Readout of President Adeyemi’s Call with Ida Kowal", "They spoke.", "office", None),
    ("Readout from Spokesperson Ana Vale on Bread", "They spoke.", "official", "Ana Vale"),
]


@pytest.mark.parametrize(("title", "text", "voice", "speaker"), PROSE, ids=[row[0] for row in PROSE])
def test_releases_without_labels(title: str, text: str, voice: str, speaker: str | None) -> None:
    turns = resolved(f"{text}\n\n###", title, "statement or release")
    assert [(turn.voice.value, turn.speaker) for turn in turns] == [(voice, speaker), ("furniture", None)]


def test_headings_give_what_follows_to_whom_they_name() -> None:
    text = (
        "Statement by Minister Ada Quill:\n\nI have accepted the envoy’s request.\n\nI thank him.\n\n"
        "Letter from Jon Okoro to the Minister\n\nDear Minister,\n\nPlease let me leave my post.\n\nSincerely,\n\nJon Okoro\n\n"
        "Statement of Principles on Tides\n\nTides come and go.\n"
    )
    turns = find_turns(text, title="Statements by Minister Ada Quill and Envoy Jon Okoro", kind="statement or release")
    assert [(turn.voice.value, turn.speaker) for turn in turns] == [
        ("official", "Ada Quill"), ("official", "Jon Okoro"), ("office", None)
    ]  # fmt: skip
    assert [text[turn.said : turn.end].split(maxsplit=1)[0] for turn in turns] == ["I", "Dear", "Tides"]
    assert [turns[0].start, turns[-1].end] == [0, len(text)]
    assert [one.end for one in turns[:-1]] == [one.start for one in turns[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry announced two posts.\n\nStatement of Harbour Deans in Support of the Call\n\nWe support it.\n",
        "Two posts.\n\nStatement by Minister Ada Quill: “I am glad.”\n\nStatement by Envoy Jon Okoro:\n\n“So am I.”\n",
    ],
    ids=["nobody is named", "in quotation marks"],
)
def test_headings_that_give_nothing_to_anybody(text: str) -> None:
    turns = find_turns(text, title="The Ministry Announces Two Posts", kind="statement or release")
    assert [(turn.voice.value, turn.speaker) for turn in turns] == [("office", None)]


@pytest.mark.parametrize("text", ["###", "5:00 P.M.", "MS. ORR:", "Q", "Q \n\nQ ", "MS. ORR:\n\nQ Why?\n\nMS. ORR:"])
def test_texts_of_next_to_nothing(text: str) -> None:
    check_turns(find_turns(text, title="Press Briefing", kind="press briefing"), text)
