"""The stretches of releases where a quotation might stand: complete, inside one turn, from a word's start to a word's end."""

from __future__ import annotations

import pytest

from retrieval import Archive
from retrieval.quote_check.candidates import find_holding, find_sharing, find_stretches, find_unindexed, turn_at
from retrieval.quote_check.claim import read_claim


@pytest.mark.parametrize(
    ("quote", "holding", "sharing"),
    [
        ("The ferry sails at dawn", ["a/briefing.md"], ["a/briefing.md"]),
        ("the ferries sailed at dawn", ["a/briefing.md"], ["a/briefing.md"]),
        ("The ferry … no passengers at all", ["a/briefing.md"], ["a/briefing.md"]),
        ("ferries sailing without any passengers at all", [], ["a/briefing.md"]),
        ("The lamps of the harbour", ["c/letter.md"], ["a/briefing.md", "c/letter.md"]),
        ("tungsten boils here", [], []),
    ],
)
def test_what_is_looked_through(harbour: Archive, quote: str, holding: list[str], sharing: list[str]) -> None:
    generation, claim = harbour.store.generation(), read_claim(quote)
    assert sorted({stretch.kept.release.id for stretch in find_holding(generation, claim)}) == holding
    assert sorted({stretch.kept.release.id for stretch in find_sharing(generation, claim)}) == sharing


def test_a_stretch_stays_inside_its_turn(harbour: Archive) -> None:
    for stretch in find_sharing(harbour.store.generation(), read_claim("the northern pier")):
        words = stretch.text[stretch.words[0].start : stretch.words[-1].end]
        assert stretch.turn.said <= stretch.words[0].start < stretch.words[-1].end <= stretch.turn.end
        assert "northern pier" in words


def test_passages_side_by_side_make_one_stretch(harbour: Archive) -> None:
    catalogue = harbour.store.generation().catalogue
    passages = catalogue.passages_of("c/letter.md")
    assert len(find_stretches(catalogue, [*passages, *passages], read_claim("lamp"))) == 1


def test_what_is_in_a_passage_is_not_looked_through_again(harbour: Archive) -> None:
    assert find_unindexed(harbour.store.generation(), read_claim("The ferry sails at dawn")) == []


def test_the_turn_of_a_position(harbour: Archive) -> None:
    release = harbour.release("a/briefing.md")
    assert turn_at(release.turns, release.text.index("Is it true")).label == "Q"
