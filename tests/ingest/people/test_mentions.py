"""Mentions: which names with which office a release prints."""

from __future__ import annotations

import pytest

from archive.people import Mention
from ingest.people.mentions import find_mentions, split_offices

MENTIONS = [
    ("Here is Press Secretary Ruth Orr.", [("Ruth Orr", "Press Secretary")]),
    ("Here is Press Secretary Orr.", [("Orr", "Press Secretary")]),
    ("The Secretary of Bread Ana Vale and the Secretary of Salt Bo Lind came.",
     [("Ana Vale", "Secretary of Bread"), ("Bo Lind", "Secretary of Salt")]),
    ("Thank President Ada B. Adeyemi, Jr. for it.", [("Ada B. Adeyemi Jr.", "President")]),
    ("We met President Jan Kowal of Torvia.", [("Jan Kowal", "President of Torvia")]),
    ("We met Prime Minister of Torvia Jan Kowal.", [("Jan Kowal", "Prime Minister of Torvia")]),
    ("We met the Prime Minister of Torvia.", []),
    ("We met Prime Minister Jan Kowal of Torvia and President Ada Adeyemi.",
     [("Ada Adeyemi", "President"), ("Jan Kowal", "Prime Minister of Torvia")]),
    ("Ruth Orr, Press Secretary, spoke.", [("Ruth Orr", "Press Secretary")]),
    ("Ruth Orr, the Director of the Office of Bread, spoke.", [("Ruth Orr", "Director of the Office of Bread")]),
    ("Homeland Security Advisor Dr. Ruth Orr spoke.", [("Ruth Orr", "Homeland Security Advisor")]),
    ("Press Secretary here: I’m Ruth Orr, Press Secretary.", [("Ruth Orr", "Press Secretary")]),
    ("Dr. Ruth Orr spoke.", [("Ruth Orr", "Dr.")]),
    ("Council President Ruth Orr, PhD spoke.", [("Ruth Orr", "Council President")]),
    ("Bread Advisor Ambassador Ruth Orr spoke.", [("Ruth Orr", "Ambassador"), ("Ruth Orr", "Bread Advisor")]),
    ("Counsel to President Adeyemi spoke.", [("Adeyemi", "President")]),
    ("It was former Secretary of Bread Ana Vale.", [("Ana Vale", "former Secretary of Bread")]),
    ("Harbour Press Secretary Tim Dale spoke.", [("Tim Dale", "Harbour Press Secretary")]),
    ("It rained. Minister Marsh’s answer came.", [("Marsh", "Minister")]),
    ("He thanked Minister Marsh. Ruth Orr left.", [("Marsh", "Minister")]),
    ("Minister Helena von der Marsh spoke.", [("Helena von der Marsh", "Minister")]),
    ("The Ministry of Bread and the National Harbours Act.", []),
    ("MS. ORR: Minister MARSH is here.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MENTIONS, ids=[row[0] for row in MENTIONS])
def test_mentions(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.name, one.office) for one in find_mentions("A Note", text)] == found


def test_title() -> None:
    mentions = find_mentions(
        "Press Briefing by Press Secretary Ruth Orr and Minister Marsh, May 1", "Hello, Minister Marsh."
    )
    assert [(one.name, one.office, one.place, one.count) for one in mentions] == [
        ("Marsh", "Minister", "text", 1), ("Marsh", "Minister", "title", 1), ("Ruth Orr", "Press Secretary", "title", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("Assistant to the President and Bread Advisor", ["Assistant to the President", "Bread Advisor"]),
        ("Secretary of Health and Human Services", ["Secretary of Health and Human Services"]),
        ("the Surgeon General", ["Surgeon General"]),
        ("Under President", ["President"]),
        ("Under Secretary", ["Under Secretary"]),
        ("Deputy Press Secretary", ["Deputy Press Secretary"]),
        ("Madam Vice President", ["Vice President"]),
        ("", []),
    ],
)
def test_split_offices(words: str, offices: list[str]) -> None:
    assert list(split_offices(words.split())) == offices


def test_whom_the_data_names_is_mentioned_with_the_office() -> None:
    assert find_mentions("The New Lock", "It is open.", given="Ida Lund, Harbour Minister") == [
        Mention(name="Ida Lund", office="Harbour Minister", place="title", count=1)
    ]
    assert find_mentions("The New Lock", "It is open.", given="Ida Lund") == []
