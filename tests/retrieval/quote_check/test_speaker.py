"""Whether a claim's speaker is the one whom a release names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.releases import Release, Turn, Voice
from archive.store import Store
from retrieval import Archive, Verdict
from retrieval.quote_check.speaker import is_same_speaker, names_institution, names_reporter
from tests.archive.conftest import write_generation
from tests.retrieval.quote_check.conftest import briefing


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
        ("Paul Orr", "Paula Orr", "MS. ORR", False),
        ("Carl Orr", "Carla Orr", "MS. ORR", False),
        ("Christian Orr", "Christiana Orr", "MS. ORR", False),
        ("Meg Orr", "Margaret Orr", "MS. ORR", True),
        ("Abby Orr", "Abigail Orr", "MS. ORR", True),
        ("Aaron Orr", "Ron Orr", "MR. ORR", True),
        ("Victoria Orr", "Vicky Orr", "MS. ORR", True),
        ("M. Orr", "Margaret Orr", "MS. ORR", True),
        ("P. Orr", "Margaret Orr", "MS. ORR", False),
        ("Margaret T. Orr", "Margaret Rose Orr", "MS. ORR", False),
        ("Margaret R. Orr III", "Margaret Rose Orr", "MS. ORR", True),
        ("Pal Orr-Lund", "Pál Orr-Lund", "MR. ORR-LUND", True),
        ("Minister Orr-Lund", "Pál Orr-Lund", "MR. ORR-LUND", True),
        ("Pal Orr Lund", "Pál Orr-Lund", "MR. ORR-LUND", True),
        ("Pal Orr-Lund", "Mr. Lund", "MR. LUND", False),
        ("Mr. Lund", "Pál Orr-Lund", "MR. ORR-LUND", False),
        ("Oslo Deputy Mayor Vicky Orr", "Victoria Orr", "MAYOR ORR", True),
    ],
)
def test_same_speaker(harbour: Store, claimed: str, speaker: str | None, label: str | None, same: bool) -> None:
    assert is_same_speaker(harbour.generation(), claimed, speaker, label) is same


@pytest.mark.parametrize(
    ("claimed", "office", "institution"),
    [
        ("the Quay House", None, True),
        ("Quay House", None, True),
        ("the Lock House", None, False),
        ("the Harbour Office", "Harbour Office", True),
        ("the Ministry of Fish", "Harbour Office", False),
        ("the Press Secretary", None, False),
        ("Karyn House", None, False),
        ("a senior administration official", None, False),
    ],
)
def test_institutions(claimed: str, office: str | None, institution: bool) -> None:
    assert names_institution(claimed, office, "At the Quay House the Press Secretary met Karyn House.") is institution


@pytest.mark.parametrize(
    ("claimed", "reporter"),
    [("a reporter", True), ("the press", True), ("Ida Vale", False), ("Press Secretary Ida Vale", False)],
)
def test_reporters(claimed: str, reporter: bool) -> None:
    assert names_reporter(claimed) is reporter


def statement(speaker: str, words: str) -> Release:
    """Return a release that is one person's words."""
    turn = Turn(start=0, said=0, end=len(words), voice=Voice.OFFICIAL, speaker=speaker)
    return Release(
        id=f"{speaker}.md", title=f"Statement by {speaker}", date=date(2031, 5, 1), kind="statement", text=words, digest=speaker,
        turns=(turn,),
    )  # fmt: skip


PAULA, MARGARET = "The sluice at Orlen will be shut for a week.", "Nobody goes out on the ice before the bell has rung."


@pytest.mark.parametrize(
    ("quote", "said_by", "verdict"),
    [
        (PAULA, "Paula Orr", Verdict.VERBATIM),
        (PAULA, "Paul Orr", Verdict.MISATTRIBUTED),
        (MARGARET, "Margaret Vale", Verdict.VERBATIM),
        (MARGARET, "Meg Vale", Verdict.VERBATIM),
        (MARGARET, "Minister Peggy Vale", Verdict.VERBATIM),
        (MARGARET, "Mark Vale", Verdict.MISATTRIBUTED),
    ],
)
def test_a_nickname_is_credited_and_another_persons_name_is_not(
    tmp_path: Path, quote: str, said_by: str, verdict: Verdict
) -> None:
    write_generation(tmp_path / "store", [statement("Paula Orr", PAULA), statement("Margaret Vale", MARGARET)])
    archive = Archive(Store(tmp_path / "store"), SentenceEmbedder("no-such-folder-of-a-model"))
    assert archive.check_quote(quote, said_by=said_by).verdict is verdict


def spoken(voice: Voice, label: str | None, speaker: str | None) -> Release:
    """Return a release in which one turn says what is checked, and another is Ida Vale's."""
    text = "The quay is shut until noon. The ferry waits for the tide."
    at = text.index("The ferry")
    turns = (
        Turn(start=0, said=0, end=at, voice=voice, label=label, speaker=speaker),
        Turn(start=at, said=at, end=len(text), voice=Voice.OFFICIAL, label="MS. VALE", speaker="Ida Vale"),
    )
    return Release(
        id="one.md",
        title="A briefing",
        date=date(2031, 5, 1),
        kind="briefing",
        text=text,
        digest=voice.value,
        turns=turns,
    )


@pytest.mark.parametrize(
    ("voice", "label", "speaker", "said_by", "verdict"),
    [
        (Voice.GUEST, "MR. ORR", "Tom Orr", "Ida Vale", Verdict.MISATTRIBUTED),
        (Voice.UNKNOWN, "MR. ORR", "Tom Orr", "Ida Vale", Verdict.MISATTRIBUTED),
        (Voice.UNKNOWN, "MR. ORR", "Tom Orr", "Tom Orr", Verdict.VERBATIM),
        (Voice.REPORTER, "Q", None, "Ida Vale", Verdict.MISATTRIBUTED),
        (Voice.REPORTER, "Q", None, "Minister Bea Lund", Verdict.MISATTRIBUTED),
        (Voice.OFFICIAL, "MODERATOR", None, "Ida Vale", Verdict.MISATTRIBUTED),  # who has another label here
        # not known whose
        (Voice.UNKNOWN, None, None, "Ida Vale", Verdict.VERBATIM),
        (Voice.UNKNOWN, "SPEAKER 2", None, "Ida Vale", Verdict.VERBATIM),
        (Voice.OFFICE, None, None, "Ida Vale", Verdict.VERBATIM),
        (Voice.QUESTION, None, None, "Ida Vale", Verdict.VERBATIM),
        (Voice.REPORTER, "Q", None, "Ann Ames", Verdict.VERBATIM),  # who may be that reporter
        (Voice.OFFICIAL, "MODERATOR", None, "Bea Lund", Verdict.VERBATIM),
        (Voice.OFFICIAL, "PM", "PM", "Bea Lund", Verdict.VERBATIM),
        (Voice.OFFICIAL, "SENIOR ADMINISTRATION OFFICIAL", None, "Bea Lund", Verdict.VERBATIM),
    ],
)
def test_nobody_is_accused_where_it_is_not_known_who_spoke(
    tmp_path: Path, voice: Voice, label: str | None, speaker: str | None, said_by: str, verdict: Verdict
) -> None:
    write_generation(tmp_path / "store", [spoken(voice, label, speaker)])
    archive = Archive(Store(tmp_path / "store"), SentenceEmbedder("no-such-folder-of-a-model"))
    check = archive.check_quote("The quay is shut until noon.", said_by=said_by)
    assert check.verdict is verdict
    assert (check.matches[0].credited is None) is any("does not say who" in note for note in check.notes)
