"""What brackets and an ellipsis may do: explain and abridge. What denies, limits, counts, names or joins is a change."""

from __future__ import annotations

import pytest

from retrieval.quote_check.changes import ChangeKind
from retrieval.quote_check.claim import read_claim
from retrieval.quote_check.editing import judge_gaps
from retrieval.quote_check.exact import Occurrence, find_exact
from tests.retrieval.quote_check.conftest import make_stretch

TEXT = (
    "The harbour will not sell the old ferry this winter, and it may lease her to the pilots in spring. She carries forty crates"
    " of herring. If the ice holds, we will close the outer channel on Friday. We will close the inner channel only at night."
    " The keepers asked for lamps. They got nine lamps and a tin roof. Nobody has thanked them. Harbour Master Bo Lund said they"
    " wrote, “the second lighthouse is dark.” The pier is open to all. But not on Sundays. The bakers of Orlen sing at noon."
)
NUMBER, NAME, NEGATION, CONDITION, QUALIFIER, STITCHED, ADDED, CHANGED = (
    ChangeKind.NUMBER, ChangeKind.NAME, ChangeKind.NEGATION, ChangeKind.CONDITION, ChangeKind.QUALIFIER, ChangeKind.STITCHED,
    ChangeKind.ADDED, ChangeKind.CHANGED,
)  # fmt: skip


def find(quote: str) -> Occurrence:
    stretch = make_stretch(TEXT)
    (found,) = find_exact(read_claim(quote), stretch.words, lambda way: judge_gaps(stretch, way))
    return found


@pytest.mark.parametrize(
    ("quote", "changes"),
    [
        # brackets that explain
        ("[The ferry] carries forty crates of herring", ()),
        ("She [the ferry] carries forty crates of herring", ()),
        ("[S]he carries forty crates of herring", ()),
        ("She carr[ied] forty crates of herring", ()),
        ("The keepers [ask] for lamps", ()),
        ("The harbour [would] not sell the old ferry this winter", ()),
        ("it may lease [the ferry] to the pilots in spring", ()),
        ("[Lund] said they wrote", ()),
        ("The keepers [sic] asked for lamps", ()),
        ("They [the keepers] got nine lamps and a tin roof", ()),
        ("We will close the inner channel only at night [emphasis added]", ()),
        ("The keepers asked for lamps.[3] They got nine lamps", ()),
        ("The pier is open to [everybody]", ()),
        # brackets that change
        ("The pier is [not] open to all", (NEGATION,)),
        ("The harbour will [never] not sell the old ferry", (NEGATION,)),
        ("The harbour [will] sell the old ferry this winter", (NEGATION,)),
        ("[Nobody] carries forty crates of herring", (NEGATION,)),
        ("She carries forty [wooden] crates of herring", (ADDED,)),
        ("She carries [sixty] crates of herring", (NUMBER,)),
        ("She carries [many] crates of herring", (NUMBER, QUALIFIER)),
        ("She carries forty crates of [cod]", (ADDED,)),
        ("She carries forty crates [and nets] of herring", (ADDED,)),
        ("[Tom Renn] carries forty crates of herring", (NAME,)),
        ("She carries forty crates of herring [and cod]", (ADDED,)),
        ("it [must] lease her to the pilots in spring", (QUALIFIER,)),
        ("The keepers [reportedly] asked for lamps", (QUALIFIER,)),
        ("we will close the outer channel on Friday [if it rains]", (CONDITION, ADDED)),
        ("The pier is [closed] to all", (CHANGED,)),
        ("The keepers [begged] for lamps", (CHANGED,)),
        # an ellipsis that abridges
        ("The harbour will not sell … this winter", ()),
        ("They got nine lamps ... a tin roof", ()),
        ("They got nine lamps . . . a tin roof", ()),
        ("The keepers asked for lamps. [...] Harbour Master Bo Lund said they wrote", (NEGATION,)),
        ("She carries forty crates of herring. (...) The keepers asked for lamps", ()),
        ("The keepers asked for lamps. … Nobody has thanked them", ()),
        ("The pier is open to all. ... The bakers of Orlen sing at noon", (NEGATION,)),
        # an ellipsis that swallows or joins
        ("The harbour will ... sell the old ferry this winter", (NEGATION,)),
        ("We will close the inner channel ... at night", (CONDITION,)),
        ("She carries forty crates of herring. … we will close the outer channel on Friday", (CONDITION, STITCHED)),
        ("The harbour will not sell the old ferry … She carries forty crates", ()),
        ("The keepers asked for lamps … and a tin roof", (STITCHED,)),
        ("The keepers … got nine lamps", (STITCHED,)),
        ("They got nine lamps … thanked them", (NEGATION, STITCHED)),
        ("the second lighthouse is dark … The pier is open to all", (STITCHED,)),
    ],
)  # fmt: skip
def test_what_the_marks_change(quote: str, changes: tuple[ChangeKind, ...]) -> None:
    assert find(quote).changes == changes


def test_a_way_in_which_nothing_is_changed_is_preferred() -> None:
    stretch = make_stretch("It will not sail in May, and it will never sail in June. It will surely sail in July.")
    (found,) = find_exact(read_claim("It will … sail in July"), stretch.words, lambda way: judge_gaps(stretch, way))
    assert (found.changes, stretch.text[found.start : found.end]) == ((), "It will surely sail in July")


def test_the_pieces_lie_as_close_together_as_they_can() -> None:
    stretch = make_stretch("The ferry sails at noon, the ferry sails at dawn with crates, and sails again with crates.")
    (found,) = find_exact(read_claim("The ferry sails at ... with crates"), stretch.words)
    assert [stretch.text[a:b] for a, b in found.left_out] == ["dawn"]
