"""Related releases in answers: what differs is said, and the very same words are not ranked twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from archive.catalogue.reader import CatalogueReader
from archive.catalogue.writer import CatalogueWriter
from archive.models.embedder import SentenceEmbedder
from archive.releases import Passage, Relation, Release, Turn, Voice
from archive.store import Store
from ingest.relations.related import find_relations
from retrieval import Archive
from retrieval.answer import Citation
from retrieval.citations.cite import cite_all, describe
from retrieval.citations.differences import describe_amendment, describe_changes, find_changes
from retrieval.citations.related import list_related
from retrieval.search.duplicates import drop_twins
from retrieval.spans import Span

FERRIES = (
    "The ferries carried {number} people in May. Most of them were islanders on the way to the mainland. ~~Nine~~ [Ten]"
    " ferries sailed on every day but two, when the wind stood too strong from the north.* The next report comes out in a"
    " month; all earlier reports can be read in the hall.\n\n*An earlier version had nine ferries."
)
ORDER = "The flag shall be flown at half-staff until sunset on May 4, 2031. Books of condolence shall be opened at all piers."
AMENDING = (
    "It is ordered that the Order of May 1, 2031, is amended by deleting the words “until sunset on May 4, 2031” and"
    " inserting in their place the words “until May 6.”"
)


def release(name: str, day: str, title: str, text: str) -> Release:
    whole = Turn(start=0, said=0, end=len(text), voice=Voice.OFFICE)
    return Release(
        id=name, title=title, date=date.fromisoformat(day), kind="fact sheet", text=text, digest=name, turns=(whole,),
        url=f"https://example.org/{name}",
    )  # fmt: skip


RELEASES = (
    release("sheet.md", "2031-06-01", "FACT SHEET: Ferries in May", FERRIES.format(number="4,100")),
    release("again.md", "2031-06-01", "Fact Sheet: Ferries in May", FERRIES.format(number="4,100")),
    release("new.md", "2031-06-05", "UPDATED FACT SHEET: Ferries in May", FERRIES.format(number="4,250")),
    release("order.md", "2031-05-01", "Order on the Death of Ada Vale", ORDER),
    release("amending.md", "2031-05-03", "Order Amending the Order on the Death of Ada Vale", AMENDING),
    release(
        "alone.md", "2031-05-03", "A Word on Cod", "Cod is dear. The flag shall be flown. The ferries carried 4,100."
    ),
)


def passage(name: str, words: str | None = None) -> Passage:
    found = next(one for one in RELEASES if one.id == name)
    start = found.text.index(words) if words else 0
    text = words or found.text
    return Passage(
        release_id=name, start=start, end=start + len(text), text=text, context=found.title, voice=Voice.OFFICE,
        date=found.date, kind=found.kind,
    )  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> CatalogueReader:
    path = tmp_path / "catalogue.sqlite"
    with CatalogueWriter(path) as writer:
        with writer.transaction():
            for one in RELEASES:
                writer.put_release(one, [passage(one.id)], root="/archive")
            writer.replace_related(find_relations(writer.current_releases()))
        writer.finish()
    return CatalogueReader(path)


def cited(catalogue: CatalogueReader, name: str, words: str) -> Citation:
    found = passage(name, words)
    return cite_all([Span(passage=found, start=found.start, end=found.end)], catalogue)[0]


@pytest.mark.parametrize(
    ("name", "words", "related"),
    [
        (
            "sheet.md", "The ferries carried 4,100 people in May.",
            [
                ("new.md", "amended-by", "“ferries carried 4,100” → “ferries carried 4,250”"),
                ("again.md", "same-text", "the same words"),
            ],
        ),
        (
            "sheet.md", "Most of them were islanders",
            [
                ("new.md", "amended-by",
                 "the cited words are the same; elsewhere: “ferries carried 4,100” → “ferries carried 4,250”"),
                ("again.md", "same-text", "the same words"),
            ],
        ),
        (
            "new.md", "The ferries carried 4,250",
            [(name, "amends", "“ferries carried 4,100” → “ferries carried 4,250”") for name in ("again.md", "sheet.md")],
        ),
        ("order.md", "until sunset on May 4", [("amending.md", "amended-by", "“until sunset on May 4, 2031” → “until May 6.”")]),
        ("alone.md", "Cod is dear.", []),
    ],
)  # fmt: skip
def test_related_releases_of_a_citation(
    catalogue: CatalogueReader, name: str, words: str, related: list[tuple[str, str, str]]
) -> None:
    found = cited(catalogue, name, words).related
    assert [(one.release_id, one.relation.value, one.difference) for one in found] == related


def test_a_citation_tells_of_struck_out_words_and_footnotes(catalogue: CatalogueReader) -> None:
    words = "~~Nine~~ [Ten] ferries sailed on every day but two, when the wind stood too strong from the north.*"
    citation = cited(catalogue, "again.md", words)
    assert citation.quote == words
    assert [(one.struck, one.replacement, one.note) for one in citation.corrections] == [
        ("Nine", "Ten", None), (None, None, "An earlier version had nine ferries."),
    ]  # fmt: skip
    assert "“[struck out: Nine] [Ten] ferries" in describe(citation)


def test_the_answers_text_says_that_a_release_was_amended(catalogue: CatalogueReader) -> None:
    said = describe(cited(catalogue, "order.md", "until sunset on May 4"))
    assert said.endswith("[1] (amended since: “Order Amending the Order on the Death of Ada Vale”, May 3, 2031)")


def test_a_release_lists_what_to_read_beside_it(catalogue: CatalogueReader) -> None:
    found = list_related(catalogue.release("amending.md").release, catalogue)
    assert [(one.release_id, one.relation.value, one.url) for one in found] == [
        ("order.md", "amends", "https://example.org/order.md")
    ]


@pytest.mark.parametrize(
    ("ranked", "kept"),
    [
        (["sheet.md", "again.md", "alone.md"], [0, 2]),
        (["again.md", "alone.md", "sheet.md"], [0, 1]),
        (["sheet.md", "new.md"], [0, 1]),
        (["alone.md", "alone.md"], [0, 1]),
        ([], []),
    ],
)
def test_twins_are_dropped(catalogue: CatalogueReader, ranked: Sequence[str], kept: Sequence[int]) -> None:
    passages = [passage(name) for name in ranked]
    assert drop_twins(passages, catalogue) == [passages[index] for index in kept]


def test_the_same_words_of_an_amended_release_are_dropped_and_others_stay(catalogue: CatalogueReader) -> None:
    both = "Most of them were islanders on the way to the mainland."
    passages = [passage("again.md", both), passage("new.md", both), passage("new.md", "The ferries carried 4,250")]
    assert drop_twins(passages, catalogue) == [passages[0], passages[2]]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("It sails at noon.", "It sails at dusk.", "“sails at noon” → “sails at dusk”"),
        ("It sails at 5:57 today.", "It sails at 5:58 today.", "“at 5:57” → “at 5:58”"),
        ("It sails. All wait.", "It sails. None wait.", "“All” → “None”"),
        ("It sails.", "It sails at dusk tonight.", "added: “at dusk tonight”"),
        ("All the ships are in.", "All are in.", "left out: “the ships”"),
        ("A b c.", "A, B – c", "the same words"),
        ("a 1 b 2 c 3 d 4", "a x b x c x d x", "“a 1” → “a x”; “1 b 2” → “x b x”; “2 c 3” → “x c x”; and 1 more"),
    ],
)
def test_differences_in_words(before: str, after: str, said: str) -> None:
    assert describe_changes(find_changes(before, after)) == said


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (None, ["“noon” → “dusk”", "“Two” → “Six”", "added: “It rained”"]),
        ((0, 12), ["“noon” → “dusk”"]),
        ((17, 30), []),
        ((31, 40), ["“Two” → “Six”"]),
        ((41, 54), []),
    ],
)
def test_only_the_lines_that_differ_are_compared(within: tuple[int, int] | None, found: list[str]) -> None:
    before = "Sail: at\nnoon\n\nThe same line.\nTwo boats\nThe end is it."
    after = "Sail: at\ndusk\n\nThe same line.\nSix boats\nThe end is it.\nIt rained."
    changes = find_changes(before, after, within=within)
    assert [change.describe() for change in changes] == found
    assert all(before[change.start : change.end] == change.before for change in changes)


LONG = "Order 7 of April 2, 2031 (Fares of ferries and of all other boats that carry people from one pier to another), "


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Today the Minister signed an order. The share has been increased to 90 percent. He went home.",
            "“The share has been increased to 90 percent.”",
        ),
        (
            "Order 7 of April 2, 2031, is amended by striking “two piers” and inserting “three piers”. The Order of May 1,"
            " 2031, is amended by striking “at noon” and inserting “at dusk”.",
            "“at noon” → “at dusk”",
        ),
        (
            f"{LONG}{LONG}and the Order of May 1, 2031, are revoked.",
            "“… another), and the Order of May 1, 2031, are revoked.”",
        ),
    ],
)
def test_what_an_amending_release_says_that_it_does(text: str, said: str) -> None:
    assert describe_amendment(text, date(2031, 5, 1)) == said


@pytest.mark.model
def test_the_sample_archive(sample_store: Path, embedder: SentenceEmbedder) -> None:
    archive = Archive(Store(sample_store), embedder)
    amended = "ministry-actions/2031-09/2031-09-16-order-on-the-death-of-vice-consul-mattias-oren.md"
    (related,) = archive.release(amended).related
    assert (related.relation, related.date) == (Relation.AMENDED_BY, date(2031, 9, 19))
    (match,) = archive.check_quote("until sunset on September 20, 2031. Section 2").matches
    assert related.title in match.corrected[0]
