"""Titles that say the same, and labels that are misprinted."""

from __future__ import annotations

import pytest

from ingest.people.likeness import fits_title, is_misprint, write_title


@pytest.mark.parametrize(
    ("label", "known", "is_one"),
    [
        ("MINSITER VALE", "MINISTER VALE", True),
        ("S. VALE", "MS. VALE", True),
        ("MR. VALE", "MS. VALE", False),
        ("DR. WALESNKY", "DR. WALENSKY", True),
        ("MS. ORR", "MS. ORT", False),
        ("DR. MURPHYS", "DR. MURTHYS", False),
        ("MR. ANDERSEN", "MR. ANDERSON", False),
        ("MINISTER KOWALLSKI", "MINISTER KOWALSKI", True),
        ("MINISTER JOHNSTON", "MINISTER JOHNSON", False),
    ],
)
def test_misprints(label: str, known: str, is_one: bool) -> None:
    assert is_misprint(label, known, surnames={"johnston"}) is is_one


@pytest.mark.parametrize(
    ("office", "title", "fits"),
    [
        ("Secretary of Bread", "SECRETARY", True),
        ("Congresswoman", "REPRESENTATIVE", True),
        ("Lieutenant Governor", "LT GOVERNOR", True),
        ("Vice President", "PRESIDENT", False),
        ("Secretary of Bread", "", False),
    ],
)
def test_titles_and_offices(office: str, title: str, fits: bool) -> None:
    assert fits_title(office, title) is fits


def test_a_title_is_written_as_an_office() -> None:
    assert write_title("SURGEON GENERAL") == "Surgeon General"
    assert write_title("CEO") == "CEO"
