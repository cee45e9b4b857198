"""Which lines of a release begin with a label, and whether it is a transcript."""

from __future__ import annotations

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
