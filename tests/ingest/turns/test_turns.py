"""Turns: end to end, each in the right voice."""

from __future__ import annotations

import pytest

from archive.releases import Turn
from ingest.turns.turns import find_turns

HEADER = "Lantern Room\nQuay House\n\n2:04 P.M. EDT\n\n"


def voices(text: str, title: str, kind: str = "speech or remarks") -> list[tuple[str, str | None]]:
    turns = find_turns(text, title=title, kind=kind)
    check(turns, text)
    return [(turn.voice.value, turn.label) for turn in turns]


def check(turns: tuple[Turn, ...], text: str) -> None:
    position = 0
    for turn in turns:
        assert turn.start == position
        assert turn.start <= turn.said <= turn.end
        position = turn.end
    assert position == len(text)


def test_a_briefing() -> None:
    text = (
        HEADER
        + "MS. ORR: Hello.\n\nIt rains.\n\nQ Why?\n\nMS. ORR: Clouds.\n\nPARTICIPANT: And?\n\nOPERATOR: Next.\n\n"
        "GOVERNOR DALE: Rain here too.\n\nAIDE: Time.\n\nEND 3:40 P.M. EDT\n\n###"
    )
    turns = find_turns(text, title="Press Briefing by Press Secretary Ruth Orr", kind="press briefing")
    check(turns, text)
    said = [(turn.voice.value, turn.label, text[turn.said : turn.end].strip()) for turn in turns]
    assert said == [
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


JOINT = "Remarks by President Adeyemi and President Kowal of Torvia in Joint Press Conference"
EVENT = "Remarks by President Adeyemi at a Roundtable on Bread"
VOICES = [
    (JOINT, "PRESIDENT ADEYEMI", "official"),
    (JOINT, "PRESIDENT KOWAL (As interpreted)", "guest"),
    (JOINT, "INTERPRETER", "guest"),
    ("Remarks by Vice President Orr and President Kowal Before a Meeting", "PRESIDENT KOWAL", "guest"),
    ("Remarks by President Adeyemi and Vice President Orr", "VICE PRESIDENT ORR", "official"),
    ("Remarks by Prime Minister Dorrit and Minister Orr at the Quay", "PRIME MINISTER DORRIT", "official"),
    ("Remarks by Minister Orr and Dr. Noor Hall at the Quay", "DR. HALL", "guest"),
    ("Remarks by Minister Orr and Relief Director Noor Hall at the Quay", "MS. HALL", "official"),
    ("Press Call by Relief Coordinator Jack Dale", "GOVERNOR DALE", "official"),
    (EVENT, "MR. BAKER", "guest"),
    (EVENT, "MODERATOR", "guest"),
    (EVENT, "AUDIENCE MEMBER", "public"),
    (EVENT, "AUDIENCE", "public"),
    (EVENT, "PARTICIPANT", "guest"),
    ("Remarks by President Adeyemi at the Opening of a Bakery", "PARTICIPANT", "public"),
    ("Remarks by President Adeyemi in a Briefing on the Flood", "PARTICIPANT", "guest"),
    ("Remarks by President Adeyemi in a Briefing on the Flood", "MS. HALL", "guest"),
    ("Remarks by President Adeyemi and Prime Minister Kowal of Torvia at a Meeting", "VICE PRESIDENT ORR", "official"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "MR. HART", "reporter"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "Q", "public"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "LAYLA DALE", "public"),
    ("Remarks by President Adeyemi in a Town Hall with Nils Hart", "REPORTER", "reporter"),
    ("Remarks by Minister Orr in an Interview with Nils Hart of the Quay Post", "MR. HART", "reporter"),
    ("Press Briefing by Press Secretary Ruth Orr", "MR. HART", "official"),
    ("Press Briefing by Press Secretary Ruth Orr", "ORR", "official"),
    ("Press Briefing by Press Secretary Ruth Orr", "KESTREL", "guest"),
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
    assert [voice for voice, _label in voices(text, EVENT)] == ["official", "official", "guest"]


def test_remarks_that_are_filed_as_a_briefing_are_none() -> None:
    text = "THE SECRETARY: Welcome.\n\nMS. HALL: Hello.\n\nPARTICIPANT: Yes."
    found = voices(text, "Remarks by President Adeyemi in a Briefing on the Flood", "press briefing")
    assert [voice for voice, _label in found] == ["official", "guest", "guest"]


def test_a_guest_of_a_briefing_is_called_one() -> None:
    text = "MS. ORR: We have a special guest today, the singer Ana Vale.\n\nMS. VALE: Hello.\n\nQ Why?\n\nMS. ORR: Yes."
    assert [voice for voice, _label in voices(text, "Press Briefing by Press Secretary Ruth Orr")][:2] == [
        "official",
        "guest",
    ]


def test_headings_are_no_labels() -> None:
    text = "NOMINATIONS SENT TO THE SENATE:\n\nAna Vale, to be Director.\n\nSUBJECT: Bread\n\nFACT SHEET: More."
    assert voices(text, "Nominations Sent to the Senate") == [("office", None)]


def test_a_heading_that_is_nearly_a_title_makes_no_transcript() -> None:
    text = "DIRECTORY LISTING: Bread.\n\nSalt.\n\nDIRECTORY CHANGES: Fish.\n\nTHE PREMIERE: May."
    assert voices(text, "The Quay in May") == [("office", None)]


def test_a_misspelt_label_within_a_transcript() -> None:
    text = "MS. ORR: Hello.\n\nADMINSTRATOR VALE: Hi.\n\nQ Why?\n\nMS. ORR: Yes."
    assert [label for _voice, label in voices(text, "Press Briefing")] == [
        "MS. ORR",
        "ADMINSTRATOR VALE",
        "Q",
        "MS. ORR",
    ]


def test_headings_within_a_transcript_are_no_labels() -> None:
    text = "MS. ORR: Two things.\n\nFACT SHEET: It is out.\n\nH.R. 77: It passed.\n\nQ Why?\n\nMS. ORR: Yes."
    assert voices(text, "Press Briefing by Ruth Orr") == [
        ("official", "MS. ORR"),
        ("reporter", "Q"),
        ("official", "MS. ORR"),
    ]


def test_bare_and_misspelt_labels() -> None:
    text = "MS. ORR: One.\n\nQ Two?\n\nORR: Three.\n\nQMS. ORR: Four.\n\nMS. ORR: Five."
    found = voices(text, "Press Briefing by Press Secretary Ruth Orr", "press briefing")
    assert [voice for voice, _label in found] == ["official", "reporter", "official", "official", "official"]


def test_labels_after_a_single_line_break() -> None:
    assert voices("THE PRESIDENT: One.\nQ Two?\nTHE PRESIDENT: Three.", EVENT) == [
        ("official", "THE PRESIDENT"),
        ("reporter", "Q"),
        ("official", "THE PRESIDENT"),
    ]


def test_a_speech_with_one_label_is_one_turn() -> None:
    text = HEADER + "THE PRESIDENT: Friends.\n\nIt rains.\n\nThank you.\n\n2:30 P.M. EDT"
    assert voices(text, EVENT) == [("furniture", None), ("official", "THE PRESIDENT"), ("furniture", None)]


def test_a_note_above_a_transcript_is_the_office() -> None:
    note = "This transcript has been corrected: an earlier version of it left out the answer on the price of bread.\n\n"
    assert voices(note + HEADER + "MS. ORR: Hi.\n\nQ Why?", "Press Briefing")[:2] == [
        ("office", None),
        ("furniture", None),
    ]


def said(text: str, title: str) -> list[tuple[str, str | None, str]]:
    turns = find_turns(text, title=title, kind="press briefing")
    check(turns, text)
    return [(turn.voice.value, turn.label, text[turn.said : turn.end].strip()) for turn in turns]


def test_a_stage_direction_on_its_own_line_is_nobodys() -> None:
    text = (
        "MS. ORR: Look.\n\n(The chart is shown.) (Laughter.)\n\nIt rains. (Laughs.)\n\n[Ministry official]?\n\nQ Why?"
    )
    assert said(text, "Press Briefing") == [
        ("official", "MS. ORR", "Look."),
        ("furniture", None, "(The chart is shown.) (Laughter.)"),
        ("official", "MS. ORR", "It rains. (Laughs.)\n\n[Ministry official]?"),
        ("reporter", "Q", "Why?"),
    ]


def test_labels_within_a_line() -> None:
    text = (
        "2:04 P.M. EDT MODERATOR: Hello.\n\nMS. ORR: It rains. Q Why? MS. ORR: Clouds, said Q Section.\n\nQ And?\n\n"
        "MS. ORR: And wind MODERATOR: Thank you.\n\nQ One more?\n\nMS. ORR: No.\n\nQ Please?"
    )
    assert said(text, "Press Briefing")[:8] == [
        ("furniture", None, "2:04 P.M. EDT"),
        ("official", "MODERATOR", "Hello."),
        ("official", "MS. ORR", "It rains."),
        ("reporter", "Q", "Why?"),
        ("official", "MS. ORR", "Clouds, said Q Section."),
        ("reporter", "Q", "And?"),
        ("official", "MS. ORR", "And wind"),
        ("official", "MODERATOR", "Thank you."),
    ]


def test_what_stands_below_the_end_is_not_said() -> None:
    note = "* This transcript has been corrected: an earlier version of it left out the answer on the price of bread."
    text = f"MS. ORR: Hi.\n\nQ Why?\n\nMS. ORR: Go.\n\nEND 3:40 P.M. EDT\n\nSlides: https://quay.test/a.pdf\n\n{note}"
    assert said(text, "Press Briefing")[-3:] == [
        ("official", "MS. ORR", "Go."),
        ("furniture", None, "END 3:40 P.M. EDT\n\nSlides: https://quay.test/a.pdf"),
        ("office", None, note),
    ]


PROSE = [
    ("Statement by President Ada Adeyemi on Bread", "I like bread.", "official", "Ada Adeyemi"),
    ("Statement by President Adeyemi on Bread", "I like bread.", "official", "President Adeyemi"),
    ("Statement by Prime Minister Ida Kowal of Torvia", "I like bread.", "guest", "Ida Kowal"),
    ("Joint Statement by President Adeyemi and President Kowal of Torvia", "We like bread.", "office", None),
    ("Remarks by Minister Ana Orr as Prepared for Delivery", "Friends, bread.", "official", "Ana Orr"),
    ("A Proclamation on Bread", "I hereby proclaim it.\n\nADA Q. ADEYEMI JR.", "official", "Ada Q. Adeyemi"),
    ("Statement by President Ada Adeyemi and Nominee Bo Hall", "I am glad.\n\nSincerely,\n\nBo Hall", "office", None),
    ("Statement by President Ada Adeyemi", "I am glad.\n\nSincerely,\n\nAda Q. Adeyemi", "official", "Ada Q. Adeyemi"),
    ("Statement by the President on Bread", "I like bread.", "official", "The President"),
    ("Statement from the White House on Bread", "Bread is good.", "office", None),
    ("Readout of the President’s Call", "They spoke.", "office", None),
    ("FACT SHEET: Bread", "Bread is good.", "office", None),
    ("Readout of President Adeyemi’s Call with Ida Kowal", "They spoke.", "office", None),
    ("Readout from Spokesperson Ana Vale on Bread", "They spoke.", "official", "Ana Vale"),
]


@pytest.mark.parametrize(("title", "text", "voice", "speaker"), PROSE, ids=[row[0] for row in PROSE])
def test_releases_without_labels(title: str, text: str, voice: str, speaker: str | None) -> None:
    turns = find_turns(f"{text}\n\n###", title=title, kind="statement or release")
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
    check(find_turns(text, title="Press Briefing", kind="press briefing"), text)


def test_a_list_whose_items_begin_alike_is_no_interview() -> None:
    text = "Name: Ana\n\nSum: 5\n\nName: Bo\n\nSum: 6\n\nName: Cy\n\nSum: 7"
    assert voices(text, "Recipients") == [("office", None)]
