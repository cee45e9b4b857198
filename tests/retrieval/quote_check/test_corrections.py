"""What was corrected, replaced, withdrawn or amended is told with the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.models.embedder import SentenceEmbedder
from archive.store import Store
from retrieval import Archive, Verdict
from retrieval.quote_check.corrections import find_corrections
from retrieval.quote_check.matches import make_match
from tests.archive.conftest import write_generation
from tests.retrieval.quote_check.conftest import BRIEFING, briefing, make_stretch


@pytest.mark.parametrize(
    ("text", "quote", "told"),
    [
        ("The cost was ~~370~~ [307] crowns.", "cost was ~~370~~", "the release strikes out “370”, and has “307”"),
        ("The cost was ~~high~~ low.", "cost was ~~high~~ low", "the release strikes out “high”"),
        ("The cots [sic] was low.", "The cots", "the release marks “cots” with [sic]"),
        ("The cost was low.*\n\n* It was high.", "cost was low.*", "a footnote in the release says: It was high."),
        ("The cost was low.", "cost was low", None),
    ],
)
def test_what_the_release_marks(harbour: Archive, text: str, quote: str, told: str | None) -> None:
    generation, stretch, start = harbour.store.generation(), make_stretch(text), text.index(quote)
    match = make_match(generation, stretch, start, start + len(quote), said_by=None)
    assert find_corrections(generation, stretch, match.citation) == match.corrected == ((told,) if told else ())


def test_words_of_an_earlier_version_are_found_and_told(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    write_generation(tmp_path / "store", [briefing()])
    changed = BRIEFING.replace("at dawn on 13 May", "at noon on 14 May")
    write_generation(tmp_path / "store", [briefing(text=changed)])
    archive = Archive(Store(tmp_path / "store"), embedder)
    check = archive.check_quote("The ferry sails at dawn on 13 May.")
    assert (check.verdict, check.matches[0].version) == (Verdict.VERBATIM, 1)
    assert "replaced by version 2" in check.matches[0].corrected[0]
    (match,) = archive.check_quote("The ferry sails at noon on 14 May").matches
    assert "came with a later version" in match.corrected[0]


@pytest.mark.parametrize(
    ("quote", "said_by", "verdict"),
    [
        ("The ferry sails at dawn on 13 May.", "Ida Vale", Verdict.VERBATIM),
        ("The ferry sails at dawn on 13 May.", "Tom Orr", Verdict.MISATTRIBUTED),
        ("Is it true that the old ferry sank", "Ida Vale", Verdict.MISATTRIBUTED),
        ("The lighthouse keepers deserve better than a tin roof", "Tom Orr", Verdict.VERBATIM),
        ("The lighthouse keepers deserve better than a tin roof", "Ida Vale", Verdict.MISATTRIBUTED),
    ],
)
def test_an_earlier_version_keeps_who_spoke(
    tmp_path: Path, embedder: SentenceEmbedder, quote: str, said_by: str, verdict: Verdict
) -> None:
    first = BRIEFING.replace(" of the outer islands", "")
    write_generation(tmp_path / "store", [briefing(text=first)])
    second = BRIEFING.replace("at dawn", "at noon").replace("the old ferry sank", "it sank").replace("a tin", "no")
    write_generation(tmp_path / "store", [briefing(text=second)])
    archive = Archive(Store(tmp_path / "store"), embedder)
    check = archive.check_quote(quote, said_by=said_by)
    assert (check.verdict, check.matches[0].version) == (verdict, 1)
    place = check.matches[0].citation
    assert archive.release(place.release_id, version=place.version).text[place.start : place.end] == place.quote
