"""Links: which of a release's addresses may be followed, and the page's own link to a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from retrieval.answer import Citation

_ENDS_NAMED = 6  # words at each end of a longer passage: what lies between need not stand on the page word for word
_NAMED_WHOLE = 12  # words that a passage may have to be named whole


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
    span = LinkedSpan(release_id=citation.release_id, start=citation.start, end=citation.end, version=citation.version)
    return followable(citation.link) or f"{page}{permalink(span)}"


def link_to_words(url: str | None, words: str) -> str | None:
    """Return the address if it may become a link, made to lead to these words where they stand on that page.

    The words are named in the address's fragment, which no server is sent (https://wicg.github.io/scroll-to-text-fragment/); of
    a long passage its first and its last words. An address that names a place of its own, a PDF's page, is left as it is.
    """
    address = followable(url)
    lines = [line.split() for line in re.split(r"\n+|~~.*?~~|\[[^\]]*\]", words) if line.split()]
    if not address or not lines or urlsplit(address).fragment or urlsplit(address).path.lower().endswith(".pdf"):
        return address
    if len(lines) == 1 and len(lines[0]) <= _NAMED_WHOLE:
        named = [lines[0]]
    else:
        named = [lines[0][:_ENDS_NAMED], lines[-1][-_ENDS_NAMED:]]
    return f"{address}#:~:text={','.join(_percent_encoded(' '.join(part)) for part in named)}"


def _percent_encoded(words: str) -> str:
    """Return words for a fragment; '-' and ',' have a meaning there, so they are written as codes too."""
    return quote(words, safe="").replace("-", "%2D")
