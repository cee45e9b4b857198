"""Links: which of a release's addresses may be followed, and the page's own link to a passage."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from retrieval.answer import Citation


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


def link_to_source(citation: Citation, *, page: str = "") -> str:
    """Return the original's address, at the page that the words stand on; where it has none, the passage on our own ``page``.

    ``page`` is the page's address ('http://localhost:8501/'); without it the link is relative to it.
    """
    span = LinkedSpan(release_id=citation.release_id, start=citation.start, end=citation.end)
    return followable(citation.link) or f"{page}{permalink(span)}"
