"""Addresses: which of a release's may be followed, and the page's own link to a passage."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

QUESTION = "q"  # in the page's address: a question that is asked at once
CHECK_PATH = "check"  # of the page that checks quotations, below the page's own address
EVALUATE_PATH = "evaluate"  # of the evaluators' page
FILES_PATH = "files"  # of the page that says how each file was read
TIMELINE_PATH = "timeline"  # of the page that shows a topic over time


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedSpan:
    """Where to open a release: ``start`` and ``end`` are offsets into its text, None for its beginning.

    ``version`` is that of an earlier text, None for the current one.
    """

    release_id: str
    start: int | None = None
    end: int | None = None
    version: int | None = None


def followable(url: str | None) -> str | None:
    """Return the address if it may become a link (http or https, with a host, nothing odd in it), else None."""
    if not url or any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None


def permalink(span: LinkedSpan) -> str:
    """Return the query string under which the page opens this passage by itself: '?release=...&start=...&end=...'."""
    query: dict[str, str | int] = {"release": span.release_id}
    if span.version is not None:
        query["version"] = span.version
    if span.start is not None and span.end is not None:
        query |= {"start": span.start, "end": span.end}
    return "?" + urlencode(query)


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
