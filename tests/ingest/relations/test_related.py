"""Related releases: one text twice, amendments, and siblings that only look alike, told apart."""

from __future__ import annotations

from datetime import date

import pytest

from archive.releases import Release
from ingest.relations.related import find_relations

MOURNING = (
    "As a mark of respect for Ada Vale, Harbour Master of Saltmere, the flag shall be flown at half-staff at all piers of"
    " the Ministry until sunset on {day}. The heads of piers shall open a book of condolence on the first working day."
)
FLOOD = (
    "Today the Minister declared that an emergency exists in the province of {place} and ordered aid to supplement local"
    " response efforts in the areas affected by flooding that began on {day} and continues. The declaration makes funds of"
    " the Ministry available for temporary housing, for the repair of homes and for loans to cover uninsured losses. More"
    " areas may be named later if the results of further surveys of damage warrant it, the Relief Office said tonight."
)
PAPER = (
    "The ferries carried {number} people in the month of May. Of these, most were islanders on the way to the mainland, and"
    " some were visitors. The ferries sailed on every day but two, when the wind stood too strong from the north for them."
    " The next report comes out in a month, and all earlier reports can be read in the hall of the Harbour Office."
)


def release(name: str, day: str, title: str, text: str) -> Release:
    return Release(
        id=name, title=title, date=date.fromisoformat(day) if day else None, kind="order", text=text, digest=name
    )


def relations(*releases: Release) -> dict[tuple[str, str], str]:
    return {(one.release_id, one.other_id): one.relation.value for one in find_relations(releases)}


ORDER = release("order", "2031-05-01", "Order on the Death of Ada Vale", MOURNING.format(day="May 4, 2031"))
PLAIN = release("plain", "2031-06-01", "FACT SHEET: Ferries in May", PAPER.format(number="4,100"))


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (PLAIN, release("twin", "2031-06-02", "Fact Sheet: Ferries in May", PAPER.format(number="4,100")), "same-text"),
        (
            PLAIN,
            release("placed", "2031-06-01", "Ferries in May", "Harbour Hall, 9 a.m.\n\n" + PAPER.format(number="4,100")),
            "near-identical",  # so short a text is changed by a line
        ),
        (PLAIN, release("later", "2032-06-01", "Ferries in May", PAPER.format(number="4,100")), "near-identical"),
        (PLAIN, release("other", "2031-06-01", "Ferries in May", PAPER.format(number="4,200")), "near-identical"),
        (PLAIN, release("new", "2031-06-09", "UPDATED: FACT SHEET: Ferries in May", PAPER.format(number="4,200")), "amended-by"),
        (PLAIN, release("new", "2031-06-01", "FACT SHEET: Ferries in May (Corrected)", PAPER.format(number="1")), "amended-by"),
        (PLAIN, release("new", "2032-06-09", "UPDATED: FACT SHEET: Ferries in May", PAPER.format(number="7")), "near-identical"),
        (
            ORDER,
            release(
                "amending", "2031-05-03", "Order Amending the Order on the Death of Ada Vale",
                "It is hereby ordered that section 1 of the Order of May 1, 2031, is amended by deleting “May 4” and inserting"
                " “May 5”.",
            ),
            "amended-by",
        ),
        (
            ORDER,
            release(
                "superseding", "2032-05-01", "Order on Flags",
                "The Order of May 1, 2031 (Death of Ada Vale), is hereby superseded.",
            ),
            "amended-by",
        ),
        (
            ORDER,
            release(
                "unnamed", "2031-05-03", "Order Amending the Order on the Death of Ada Vale", "The order is amended at once.",
            ),
            None,
        ),
        (
            ORDER,
            release(
                "another", "2031-05-03", "Order Amending the Order on the Price of Cod",
                "It is hereby ordered that the Order of May 1, 2031, is amended by deleting “three” and inserting “four”.",
            ),
            None,
        ),
        (
            ORDER,
            release(
                "telling", "2031-05-03", "Statement on the Death of Ada Vale",
                "The order of May 1, 2031, was read out at the pier.",
            ),
            None,
        ),
        (
            release("north", "2031-05-01", "Minister Helps Northland", FLOOD.format(place="Northland", day="May 1")),
            release("south", "2031-05-02", "Minister Helps Southland", FLOOD.format(place="Southland", day="May 2")),
            "near-identical",
        ),
        # Of an undated release it is not known whether it is of the same occasion, or came before or after.
        (PLAIN, release("undated", "", "Ferries in May", PAPER.format(number="4,100")), "same-text"),
        (PLAIN, release("undated", "", "Ferries in May", PAPER.format(number="4,200")), "near-identical"),
        (PLAIN, release("undated", "", "UPDATED: FACT SHEET: Ferries in May", PAPER.format(number="4,200")), "near-identical"),
        (
            release("one", "", "FACT SHEET: Ferries in May", PAPER.format(number="4,100")),
            release("two", "", "UPDATED: FACT SHEET: Ferries in May", PAPER.format(number="4,200")),
            "near-identical",
        ),
        (
            ORDER,
            release(
                "undated", "", "Order Amending the Order on the Death of Ada Vale",
                "It is hereby ordered that section 1 of the Order of May 1, 2031, is amended by deleting “May 4” and inserting"
                " “May 5”.",
            ),
            "amended-by",
        ),
        (release("a", "2031-05-01", "Video", "Watch it here."), release("b", "2031-05-01", "Film", "Watch it here."), None),
    ],
)  # fmt: skip
def test_what_one_release_is_to_another(first: Release, second: Release, relation: str | None) -> None:
    backward = {"amended-by": "amends"}.get(relation or "", relation)
    expected = {(first.id, second.id): relation, (second.id, first.id): backward} if relation else {}
    assert relations(second, first) == expected


def test_a_place_before_a_long_text_leaves_it_the_same() -> None:
    text = " ".join(f"On day {number} the ferry sailed at {number} bells." for number in range(200))
    first = release("one", "2031-06-01", "Log", text)
    second = release("two", "2031-06-02", "Log", "Harbour Hall. " + text)
    third = release("three", "2031-06-02", "Log", text.replace("day 90 the ferry", "day 90 no ferry"))
    assert relations(first, second)["one", "two"] == "same-text"
    assert relations(first, third)["one", "three"] == "near-identical"


def test_of_several_the_one_whose_title_is_meant() -> None:
    flood = release(
        "flood", "2031-05-01", "Minister Approves Northland Flood Declaration", FLOOD.format(place="N", day="May")
    )
    storm = release("storm", "2031-05-01", "Minister Approves Northland Storm Declaration", MOURNING)
    amends = release(
        "amends", "2031-05-09", "Minister Amends Northland Storm Declaration",
        "Under the declaration issued for Northland on May 1, 2031, the share after the flood and the storm was half.",
    )  # fmt: skip
    assert [pair for pair, relation in relations(flood, storm, amends).items() if relation == "amends"] == [
        ("amends", "storm")
    ]


def test_what_amends_a_text_amends_its_twin() -> None:
    twin = release("twin", "2031-06-02", "Fact Sheet: Ferries in May", PAPER.format(number="4,100"))
    new = release("new", "2031-06-09", "UPDATED: FACT SHEET: Ferries in May", PAPER.format(number="4,200"))
    found = relations(PLAIN, twin, new)
    assert (found["new", "plain"], found["new", "twin"], found["plain", "twin"]) == ("amends", "amends", "same-text")
