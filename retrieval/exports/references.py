"""References: the releases that answers quote, each once, as programs that keep references take them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from anyascii import anyascii

from archive import Voice
from language import outer_marks
from retrieval.answer import Answer, Citation
from retrieval.citations import spell_out
from retrieval.exports.layout import attribute, link_to_passage, tell_place, write_address

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A version of a release that is quoted. ``notes`` say of each quotation who, when and where, and its words.

    ``authors`` are officials only: what a reporter, a guest or a reader says makes nobody the author.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    day: date | None
    kind: str
    release_id: str
    version: int
    url: str
    notes: tuple[str, ...]
    seen: datetime | None


def find_references(answers: Sequence[Answer], *, page: str = "") -> list[Reference]:
    """Return the releases that answers quote, in the order in which they are first cited.

    Without an address of its own, a release has that of its first passage on the ``page``.
    """
    cited: dict[tuple[str, int], list[tuple[Answer, Citation]]] = {}
    for answer in answers:
        for citation in answer.citations:
            cited.setdefault((citation.release_id, citation.version), []).append((answer, citation))
    return [_refer(found, page) for found in cited.values()]


def one_line(text: str) -> str:
    """Return text on one line, without characters that control a device: lines are what these formats are made of."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _refer(found: Sequence[tuple[Answer, Citation]], page: str) -> Reference:
    answer, first = found[0]
    return Reference(
        key=_name(first),
        title=first.title,
        authors=tuple(dict.fromkeys(filter(None, (_author(citation) for _, citation in found)))),
        day=first.date,
        kind=first.kind,
        release_id=first.release_id,
        version=first.version,
        url=write_address(first.link) or link_to_passage(first, page),
        notes=tuple(dict.fromkeys(_note(citation, titled=one.lists_releases) for one, citation in found)),
        seen=answer.made.at if answer.made else None,
    )


def _author(citation: Citation) -> str | None:
    """Return the official whose release or words these are, None where nobody is, or it is not known."""
    if citation.quoted:
        return citation.quoted_by
    return citation.speaker if citation.voice is Voice.OFFICIAL else None


def _note(citation: Citation, *, titled: bool) -> str:
    where = f"{attribute(citation)}, {tell_place(citation)}"
    if titled:
        return where
    words = spell_out(citation.quote, citation.start, citation.corrections)
    before, after = outer_marks(words)
    return f"{where}: {before}{words}{after}"


def _name(citation: Citation) -> str:
    """Return what a reference is called: what can be read of its title and day, and what makes it the only one."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(citation.title).lower()).strip("-")[:_LONGEST_NAME].strip("-")
    digest = hashlib.sha256(f"{citation.release_id} {citation.version}".encode()).hexdigest()[:8]
    return "-".join(filter(None, (words, f"{citation.date or ''}", digest)))
