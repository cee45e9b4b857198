"""Addresses: of the page's own pages, and of the passage that a link to it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from retrieval import (
    LONGEST_SEARCH,
    BrowseRequest,
    LinkedSpan,
    SortOrder,
    UsageError,
    followable,
    link_to_words,
    permalink,
)
from ui.languages import keep_language

__all__ = [
    "ABOUT_PATH",
    "BROWSE_PATH",
    "CHECK_PATH",
    "EVALUATE_PATH",
    "FILES_PATH",
    "PEOPLE_PATH",
    "TIMELINE_PATH",
    "LinkedSpan",
    "browse_address",
    "followable",
    "link_to_words",
    "page_address",
    "permalink",
    "person_address",
    "read_page_number",
    "read_request",
    "read_span",
    "release_address",
    "request_query",
]

QUESTION = "q"  # in the page's address: a question that is asked at once
ABOUT_PATH = "about"  # of the page that says what this is, how it errs, and for whom it is made
BROWSE_PATH = "browse"  # of the page that lists the releases
PEOPLE_PATH = "people"  # of the page that lists who speaks, and shows one of them
CHECK_PATH = "check"  # of the page that checks quotations, below the page's own address
EVALUATE_PATH = "evaluate"  # of the evaluators' page
FILES_PATH = "files"  # of the page that says how each file was read
TIMELINE_PATH = "timeline"  # of the page that shows a topic over time


def read_span(query: dict[str, str]) -> LinkedSpan | None:
    """Return the passage that a query string names, None where it names none.

    Numbers that are not whole become -1: no release has such a passage or version, and the reader says so.
    """
    if "release" not in query:
        return None
    version = _number(query["version"]) if "version" in query else None
    if "start" not in query and "end" not in query:
        return LinkedSpan(release_id=query["release"], version=version)
    return LinkedSpan(
        release_id=query["release"], start=_number(query.get("start")), end=_number(query.get("end")), version=version
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else -1


def page_address(path: str = "") -> str:
    """Return the address of one of the page's own pages; without a path, of the first."""
    return keep_language(f"./{path}")


def release_address(span: LinkedSpan) -> str:
    """Return the address of a release or a passage, for a link on the page; what is copied and shared is ``permalink``."""
    return keep_language(f"./{permalink(span)}")


def person_address(named: str, *, page: int = 1) -> str:
    """Return the address of a person's page, below the page's own; ``named`` is an id or a name."""
    return keep_language(f"./{PEOPLE_PATH}?{urlencode({'name': named} | ({'page': page} if page > 1 else {}))}")


def browse_address(request: BrowseRequest) -> str:
    """Return the address that leads to these releases."""
    query = urlencode(request_query(request), doseq=True)
    return keep_language(f"./{BROWSE_PATH}" + (f"?{query}" if query else ""))


def request_query(request: BrowseRequest) -> dict[str, str | list[str]]:
    """Return what is asked of browsing as the fields of a query string; what limits nothing is left out."""
    days = {"from": request.since, "to": request.until}
    fields: dict[str, str | list[str]] = {
        "words": request.words, "kind": list(request.kinds), "year": [str(year) for year in request.years],
        "speaker": list(request.speakers), **{name: day.isoformat() for name, day in days.items() if day},
        "sort": request.sort.value if request.sort else "", "page": str(request.page) if request.page > 1 else "",
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def read_request(query: Mapping[str, Sequence[str]]) -> BrowseRequest:
    """Return what a query string asks of browsing; what is malformed in it limits nothing."""
    since, until = _day(query.get("from")), _day(query.get("to"))
    sort = _last(query.get("sort"))
    try:
        return BrowseRequest(
            words=_last(query.get("words")).strip()[:LONGEST_SEARCH],
            kinds=tuple(dict.fromkeys(query.get("kind", ()))),
            years=tuple(dict.fromkeys(year for text in query.get("year", ()) if (year := _number(text)) >= 0)),
            speakers=tuple(dict.fromkeys(query.get("speaker", ()))),
            since=since, until=None if since and until and since > until else until,
            sort=SortOrder(sort) if sort in set(SortOrder) else None, page=read_page_number(query),
        )  # fmt: skip
    except UsageError:
        return BrowseRequest()


def read_page_number(query: Mapping[str, Sequence[str]]) -> int:
    """Return the number of the page that a query string asks for, 1 where it names none."""
    return max(1, _number(_last(query.get("page"))))


def _last(values: Sequence[str] | None) -> str:
    return values[-1] if values else ""


def _day(values: Sequence[str] | None) -> date | None:
    try:
        return date.fromisoformat(_last(values))
    except ValueError:
        return None
