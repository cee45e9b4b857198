"""Addresses: of the page's own pages, and of the passage that a link to it names."""

from __future__ import annotations

from retrieval import LinkedSpan, followable, permalink

__all__ = [
    "CHECK_PATH",
    "EVALUATE_PATH",
    "FILES_PATH",
    "TIMELINE_PATH",
    "LinkedSpan",
    "followable",
    "permalink",
    "read_span",
]

QUESTION = "q"  # in the page's address: a question that is asked at once
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
