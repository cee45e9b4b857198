"""Whether a claim's speaker is the one whom a release names."""

from __future__ import annotations

import pytest

from archive.store import Store
from retrieval.quote_check.speaker import is_same_speaker, names_institution, names_reporter
from tests.archive.conftest import write_generation
from tests.retrieval.quote_check.test_check import briefing


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("speakers") / "store"
    write_generation(folder, [briefing()])
    return Store(folder)


@pytest.mark.parametrize(
    ("claimed", "speaker", "label", "same"),
    [
        ("Ida Vale", "Ida Vale", "MS. VALE", True),
        ("Vale", "Ida Vale", "MS. VALE", True),
        ("Ms. Vale", "Ida Vale", "MS. VALE", True),
        ("Press Secretary Ida Vale", "Ida Vale", "MS. VALE", True),
        ("Bea Vale", "Ida Vale", "MS. VALE", False),
        ("Ida Orr", "Ida Vale", "MS. VALE", False),
        ("Joseph Vale", "Joe Vale", "MR. VALE", True),
        ("Ida Vale Jr.", "Ida Vale", None, True),
        ("Secretary Orr", "Secretary Orr", "SECRETARY ORR", True),
        ("Tom Orr", "Secretary Orr", "SECRETARY ORR", True),
        ("the President", "Ada Lowe", "THE PRESIDENT", True),
        ("the President", "Ada Lowe", "THE VICE PRESIDENT", False),
        (
            "a senior administration official",
            "Senior Administration Official",
            "SENIOR ADMINISTRATION OFFICIAL #2",
            True,
        ),
        ("Ada Lowe", None, "MODERATOR", False),
    ],
)
def test_same_speaker(harbour: Store, claimed: str, speaker: str | None, label: str | None, same: bool) -> None:
    assert is_same_speaker(harbour.generation(), claimed, speaker, label) is same


@pytest.mark.parametrize(
    ("claimed", "office", "institution"),
    [
        ("the White House", None, True),
        ("the Harbour Office", "Harbour Office", True),
        ("the Ministry of Fish", "Harbour Office", False),
        ("the Press Secretary", None, False),
        ("Karyn House", None, False),
        ("a senior administration official", None, False),
    ],
)
def test_institutions(claimed: str, office: str | None, institution: bool) -> None:
    assert names_institution(claimed, office) is institution


def test_reporters() -> None:
    assert names_reporter("a reporter")
    assert not names_reporter("Ida Vale")
