"""An invented harbour office: what its releases say is what the quote checks of these tests look for."""

from __future__ import annotations

from datetime import date

import pytest

from archive.catalogue.reader import KeptRelease
from archive.models.embedder import SentenceEmbedder
from archive.releases import Release, Turn, Voice
from archive.store import Store
from ingest.quotations.quotations import read_quotations
from language import fold_words
from retrieval import Archive
from retrieval.quote_check.candidates import Stretch
from tests.archive.conftest import write_generation

BRIEFING = (
    "MS. VALE: The ferry sails at dawn on 13 May. It carries thirteen thousand crates of herring, and no passengers at all."
    " We have conf- — full confidence in the harbour master, (inaudible) and in his crew. The cost was ~~370~~ [307] crowns."
    " They wrote this morning, quote, “the second lighthouse will be dark for a month.” Thank you all very much.\n\n"
    "Q Is it true that the old ferry sank off the northern pier with all hands?\n\n"
    "MS. VALE: It did not sink, and the northern pier was never closed to anybody.\n\n"
    "MR. ORR: The lighthouse keepers of the outer islands deserve better than a tin roof."
)
FACT_SHEET = (
    "FACT SHEET: Harbours. The plan puts forty new buoys into the outer channel before the winter.\n\n"
    "Bo Lund – Herring Guild\n“We are glad that the channel will be marked before the first storms arrive.”"
)
LETTER = (
    "The lamps of the harbour will be lit again.\n\nThe old psalm proclaims that “the sea shall give back every lamp that it"
    " took.” My mother used to say, “a lamp is worth more than the ship it saved,” and Harbour Master Bo Ek told me so too. As I"
    " told the crews last night, “we will light every lamp before the first storms.” He wrote: “Nobody ever sailed home by an"
    " unlit lamp.”"
)


def letter() -> Release:
    """Return a signed letter that quotes others."""
    turn = Turn(start=0, said=0, end=len(LETTER), voice=Voice.OFFICIAL, speaker="Ida Vale")
    quotations = read_quotations((turn,), title="Statement by Minister Ida Vale", kind="statement", text=LETTER)
    return Release(
        id="c/letter.md", title="Statement by Minister Ida Vale", date=date(2031, 7, 1), kind="statement", text=LETTER,
        digest="l", turns=(turn,), quotations=quotations,
    )  # fmt: skip


def briefing(release_id: str = "a/briefing.md", day: date = date(2031, 5, 1), text: str = BRIEFING) -> Release:
    """Return a briefing in which an official, a reporter and a guest speak."""
    turns = []
    for label, voice, speaker in (
        ("MS. VALE: The", Voice.OFFICIAL, "Ida Vale"), ("Q Is", Voice.REPORTER, None),
        ("MS. VALE: It did", Voice.OFFICIAL, "Ida Vale"), ("MR. ORR", Voice.GUEST, "Tom Orr"),
    ):  # fmt: skip
        start = text.index(label)
        printed = "Q" if voice is Voice.REPORTER else label.split(":")[0]
        said = start + len(printed) + (1 if voice is Voice.REPORTER else 2)
        turns.append((start, said, voice, printed, speaker))
    ends = [turn[0] for turn in turns[1:]] + [len(text)]
    return Release(
        id=release_id, title=f"Briefing of {day}", date=day, kind="press briefing", text=text, digest=f"{release_id}{hash(text)}",
        office="Harbour Office", turns=tuple(
            Turn(start=start, said=said, end=end, voice=voice, label=label, speaker=speaker)
            for (start, said, voice, label, speaker), end in zip(turns, ends, strict=True)
        ),
    )  # fmt: skip


def fact_sheet() -> Release:
    """Return a text of the office that quotes a guest."""
    whole = Turn(start=0, said=0, end=len(FACT_SHEET), voice=Voice.OFFICE)
    return Release(
        id="b/facts.md",
        title="Fact sheet",
        date=date(2031, 6, 1),
        kind="statement",
        text=FACT_SHEET,
        digest="f",
        turns=(whole,),
    )


def make_stretch(text: str, *, release_id: str = "x.md", day: date = date(2031, 5, 1)) -> Stretch:
    """Return a text as the one turn of a release, ready to be compared."""
    turn = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICIAL, speaker="Ida Vale")
    release = Release(id=release_id, title="A text", date=day, kind="speech", text=text, digest="x", turns=(turn,))
    kept = KeptRelease(release=release, version=1, withdrawn=False)
    return Stretch(kept=kept, text=text, turn=turn, words=tuple(fold_words(text)))


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Archive:
    """An archive of a briefing, a fact sheet and a letter of an invented harbour."""
    store = tmp_path_factory.mktemp("harbour") / "store"
    write_generation(store, [briefing(), fact_sheet(), letter()])
    return Archive(Store(store), embedder)
