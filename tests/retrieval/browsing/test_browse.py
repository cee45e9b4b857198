"""Browsing: what is found, in which order, and how many each way to narrow would leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from archive import UsageError, Voice
from archive.catalogue.reader import CatalogueReader
from retrieval.browsing import LONGEST_SEARCH, NO_YEAR, BrowseRequest, SortOrder, browse
from tests.retrieval.browsing.conftest import APRIL, DAWN, MARCH

DAWN_ID, DUSK_ID, NOTICE_ID, TRUST_ID = "dawn.md", "dusk.md", "notice.md", "trust.md"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [DUSK_ID, NOTICE_ID, DAWN_ID, TRUST_ID]),
        ({"sort": SortOrder.OLDEST}, [TRUST_ID, DAWN_ID, NOTICE_ID, DUSK_ID]),
        ({"sort": SortOrder.BEST}, [DUSK_ID, NOTICE_ID, DAWN_ID, TRUST_ID]),  # without words nothing matches best
        ({"words": "ferries", "sort": SortOrder.NEWEST}, [DUSK_ID, NOTICE_ID, DAWN_ID]),
        ({"words": "quay"}, [NOTICE_ID, TRUST_ID]),  # one has it in its title
        ({"words": "lamps quay"}, [TRUST_ID]),
        ({"words": "dawn toll"}, []),  # not in one passage
        ({"words": "secretary toll"}, [DAWN_ID]),  # in the title and in the text
        ({"words": "“at dusk”"}, [DUSK_ID]),
        ({"words": '"dusk at"'}, []),
        ({"words": "-- “”"}, [DUSK_ID, NOTICE_ID, DAWN_ID, TRUST_ID]),  # no words at all
        ({"words": "tunnel"}, []),
        ({"kinds": ("notice", "remarks")}, [DUSK_ID, NOTICE_ID, TRUST_ID]),
        ({"kinds": ("poem",)}, []),
        ({"years": (2031,)}, [NOTICE_ID, DAWN_ID]),
        ({"years": (NO_YEAR,)}, [TRUST_ID]),
        ({"speakers": ("Ida Vale",)}, [DUSK_ID, DAWN_ID]),
        ({"speakers": ("Ida Vale",), "years": (2031,)}, [DAWN_ID]),
        ({"speakers": ("Nobody",)}, []),
        ({"since": APRIL}, [DUSK_ID, NOTICE_ID]),
        ({"until": APRIL}, [NOTICE_ID, DAWN_ID]),  # what has no day lies in no period
        ({"since": MARCH, "until": MARCH}, [DAWN_ID]),
        ({"page": 9}, [DUSK_ID, NOTICE_ID, DAWN_ID, TRUST_ID]),  # there is one page
    ],
)
def test_what_is_found(harbour: CatalogueReader, asked: dict[str, Any], found: list[str]) -> None:
    page = browse(harbour, BrowseRequest(**asked))
    assert [one.release.id for one in page.releases] == found
    assert page.total == len(found)


def test_a_facet_counts_what_the_others_leave(harbour: CatalogueReader) -> None:
    page = browse(harbour, BrowseRequest(kinds=("notice",), speakers=("Harbour Trust",)))
    assert [(one.value, one.count, one.chosen) for one in page.kinds] == [("notice", 1, True)]
    assert [(one.value, one.count) for one in page.years] == [(str(NO_YEAR), 1)]
    assert [(one.value, one.count, one.chosen) for one in page.speakers] == [("Harbour Trust", 1, True)]
    year = browse(harbour, BrowseRequest(years=(2032,)))
    assert [(one.value, one.count, one.chosen) for one in year.years] == [
        ("2032", 1, True), ("2031", 2, False), (str(NO_YEAR), 1, False),
    ]  # fmt: skip


def test_what_is_chosen_stays_to_be_taken_off(harbour: CatalogueReader) -> None:
    page = browse(harbour, BrowseRequest(words="tunnel", kinds=("notice",), years=(2030,), speakers=("Nobody",)))
    chosen = [one for facet in (page.kinds, page.years, page.speakers) for one in facet]
    assert [(one.value, one.count, one.chosen) for one in chosen] == [
        ("notice", 0, True), ("2030", 0, True), ("Nobody", 0, True),
    ]  # fmt: skip


def test_the_bars_count_whatever_the_period(harbour: CatalogueReader) -> None:
    page = browse(harbour, BrowseRequest(since=date(2031, 3, 1), until=date(2031, 4, 30)))
    assert sum(bar.count for bar in page.histogram.bars) == page.total == 2


def test_a_snippet_says_whose_words_it_shows(harbour: CatalogueReader) -> None:
    (found,) = browse(harbour, BrowseRequest(words="toll rise", speakers=("Ida Vale",))).releases
    assert found.speakers == ("Ida Vale",)
    assert found.snippet
    assert found.snippet.voice is Voice.REPORTER
    assert found.snippet.text == DAWN[found.snippet.start : found.snippet.end]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"words": "x" * (LONGEST_SEARCH + 1)}, "201 characters"),
        ({"since": APRIL, "until": MARCH}, "ends before it begins"),
        ({"page": 0}, "no page 0"),
    ],
)
def test_what_cannot_be_asked(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        BrowseRequest(**asked)
