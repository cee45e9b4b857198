"""The names in a question that the sample archive never holds."""

from __future__ import annotations

import pytest

from retrieval import Archive
from retrieval.query.unknown_names import names_in, unknown_names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Minister Marsh say about Operation Safe Harbour?", ["Minister Marsh", "Operation Safe Harbour"]),
        ("Did Marsh and Zorblatt meet in Skarrow?", ["Marsh", "Zorblatt", "Skarrow"]),
        ("Regarding Marsh’s plan, who pays?", ["Marsh"]),
        ("In May, what did the Minister say on Monday, October 4?", ["Minister"]),
        ("When was Pope John XXIII in Brennia?", ["Pope John XXIII", "Brennia"]),
        ("Since when does the ferry sail?", []),
        ("who is captain zeb?", []),
    ],
)
def test_names_in(question: str, names: list[str]) -> None:
    assert [" ".join(name) for name in names_in(question)] == names


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What did Minister Marsh say about Operation Safe Harbour?", []),
        ("Did Marsh and Zorblatt meet in Skarrow?", ["Zorblatt"]),
        ("What did Marsh say to Robert Oakenshield?", ["Robert Oakenshield"]),
        # Each word is known, and never stands near the others.
        ("What does the Harbour Westmarch Fund pay?", ["Harbour Westmarch Fund"]),
        ("Which Westmarch-Harbour ferry is it?", []),
        # Written together, and apart.
        ("Who paid for SafeHarbour?", []),
        ("Who came to Rose Hill?", []),
        ("Who paid for SafeZorblatt?", ["SafeZorblatt"]),
        ("Who came to Rose Bank?", ["Rose Bank"]),
    ],
)
def test_unknown_names(sample_archive: Archive, question: str, unknown: list[str]) -> None:
    assert unknown_names(question, sample_archive.store.generation().catalogue) == unknown
