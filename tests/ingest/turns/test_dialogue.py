"""Which lines of a release begin with a label, and whether it is a transcript."""

from __future__ import annotations

from archive.releases import Voice
from ingest.turns.turns import find_turns
from tests.ingest.turns.conftest import EVENT, said, voices


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


def test_labels_within_a_line() -> None:
    text = (
        "2:04 P.M. EDT MODERATOR: Hello.\n\nMS. ORR: It rains. Q Why? MS. ORR: Clouds, said Q Section.\n\nQ And?\n\n"
        "MS. ORR: And wind MODERATOR: Thank you.\n\nQ One more?\n\nMS. ORR: No.\n\nQ Please?"
    )
    assert said(text, "Press Briefing")[:7] == [
        ("official", "MODERATOR", "Hello."),
        ("official", "MS. ORR", "It rains."),
        ("reporter", "Q", "Why?"),
        ("official", "MS. ORR", "Clouds, said Q Section."),
        ("reporter", "Q", "And?"),
        ("official", "MS. ORR", "And wind"),
        ("official", "MODERATOR", "Thank you."),
    ]


def test_labels_with_a_full_stop_and_a_dash() -> None:
    text = (
        "PRESIDENTA.- Buenos días a todos.\n\nPERIODISTA.- ¿Cuándo sale el barco?\n\nPRESIDENTA.- Mañana por la mañana.\n\n"
        "PERIODISTA.- ¿Y el puente?\n\nPRESIDENTA.- El puente está abierto."
    )
    assert [turn.label for turn in find_turns(text, title="Conferencia", kind="")] == [
        "PRESIDENTA",
        "PERIODISTA",
    ] * 2 + ["PRESIDENTA"]


def test_one_who_chairs_and_those_who_speak_once() -> None:
    text = (
        "Präsident Dr. Vale: Ich eröffne die 14. Sitzung.\nOrr, Schriftführer: Entschuldigt ist niemand.\n"
        "Präsident Dr. Vale: Das Wort hat der Abgeordnete Quill.\nQuill (HB): Wir wollen eine neue Fähre.\n"
        "Präsident Dr. Vale: Ich danke dem Redner."
    )
    turns = find_turns(text, title="Plenarprotokoll", kind="")
    assert [turn.label for turn in turns] == [
        "Präsident Dr. Vale", "Orr, Schriftführer", "Präsident Dr. Vale", "Quill (HB)", "Präsident Dr. Vale",
    ]  # fmt: skip


def test_a_heading_below_what_is_said_is_no_sentence_that_lacks_its_end() -> None:
    said = [
        "Bos días.\n\nA orde do día",
        "Grazas.\n\nPromesa da deputada",
        "Agora votamos.\n\nVotación",
        "Remata a sesión.",
    ]
    text = "\n\n".join(
        f"{label}: {words}" for label, words in zip(["O señor PRESIDENTE", "A señora VALE"] * 2, said, strict=True)
    )
    turns = find_turns(text, title="Sesión plenaria", kind="")
    assert [turn.label for turn in turns] == ["O señor PRESIDENTE", "A señora VALE"] * 2


def test_members_who_ask_in_a_parliament_are_no_reporters() -> None:
    asked = ("Will the ferry sail?", "When will it sail?", "Who pays for it?")
    text = "The House met at noon.\n\n" + "\n\n".join(
        f"Ida Quay: {question}\n\nTHE SPEAKER: The Minister will answer that in writing." for question in asked
    )
    turns = find_turns(text, title="Oral Answers", kind="debate")
    assert {turn.voice for turn in turns if turn.label == "Ida Quay"} == {Voice.UNKNOWN}
