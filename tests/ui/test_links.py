"""Addresses: what is asked of browsing stands in them, whole; what is malformed limits nothing."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest

from retrieval import NO_YEAR, BrowseRequest, SortOrder
from ui.links import browse_address, read_request

WHOLE = BrowseRequest(
    words='toll & "ferry" <b>', kinds=("press briefing", "a+b"), years=(2031, NO_YEAR), speakers=("Ida Vale", "Côme Élan"),
    since=date(2031, 3, 1), until=date(2031, 4, 30), sort=SortOrder.OLDEST, page=3,
)  # fmt: skip


@pytest.mark.parametrize("request_", [BrowseRequest(), WHOLE])
def test_an_address_leads_back_to_what_was_asked(request_: BrowseRequest) -> None:
    assert read_request(parse_qs(browse_address(request_).partition("?")[2])) == request_


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("year=x&year=-3&year=2031", BrowseRequest(years=(2031,))),
        ("from=2031-13-40&to=soon&sort=loudest&page=0", BrowseRequest()),
        ("from=2031-05-01&to=2031-04-01", BrowseRequest(since=date(2031, 5, 1))),
        ("kind=a&kind=a&page=999999999999999", BrowseRequest(kinds=("a",))),
        ("words=" + "x" * 500, BrowseRequest(words="x" * 200)),
    ],
)
def test_what_is_malformed_limits_nothing(query: str, read: BrowseRequest) -> None:
    assert read_request(parse_qs(query)) == read
