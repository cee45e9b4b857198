"""The nouns that are kept: Release, Turn, Voice, Quotation, Passage, Related.

Offsets are code points into ``Release.text``, half open: a span is ``release.text[start:end]``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Voice(StrEnum):
    """Whose words a span holds. Only OFFICIAL and OFFICE are what officials said.

    UNKNOWN is said where who speaks, or for whom, cannot be told with confidence: the words are the release's, and
    nobody's. QUESTION is a question or a claim that a release puts itself, in order to answer or to deny it.
    """

    OFFICIAL = "official"
    OFFICE = "office"
    REPORTER = "reporter"
    GUEST = "guest"
    PUBLIC = "public"
    CAPTION = "caption"
    FURNITURE = "furniture"
    UNKNOWN = "unknown"
    QUESTION = "question"


OFFICIAL_VOICES = frozenset({Voice.OFFICIAL, Voice.OFFICE})
# What answers a question that asks for nobody in particular: nothing is held back on an unsure voice.
SEARCHED_VOICES = OFFICIAL_VOICES | {Voice.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A contiguous span of a release in one voice.

    The turns of a release lie end to end: the first starts at 0, each starts where the one before it ended, the last
    ends at ``len(release.text)``. ``label`` is the speaker's label as printed ("MS. PSAKI"), ``speaker`` the person's
    name where it is known; the label itself ("MS. PSAKI: ") is not part of what may be quoted: ``start`` lies on the
    label, ``said`` on the first character that was spoken or written.
    """

    start: int
    said: int
    end: int
    voice: Voice
    label: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks inside prose (or set off from it), with the person whom the prose attributes them to.

    ``text[start:end]`` are the words without their marks. ``speaker`` is the name, None where the release does not give it
    or could mean two; ``voice`` is OFFICIAL for one who holds an office of the archive's own government as the release
    says, else GUEST. ``cue`` are the attributing words as printed ("Secretary Vale said"), empty where there are none;
    ``confidence`` runs from 0 to 1.
    """

    start: int
    end: int
    speaker: str | None
    voice: Voice
    cue: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published item, with the canonical text that every offset refers to.

    ``id`` is the path below the ingested root, with forward slashes. ``digest`` is the SHA-256 of the file's bytes, in
    hexadecimal. ``kind`` is the kind of release in words ("press briefing"). ``date``, ``office``, the institution, ``byline``,
    who posted it, and ``url``, the original's address, are None where the file does not say: no day is ever guessed.
    ``language`` is the primary tag of the text's language ('es', BCP 47), None where the text is too short to tell. ``notes``
    are plain remarks on how the file was read ('mis-decoded characters were mended'). ``pages`` are the offsets at which
    the pages of a paged file begin, the first at 0; () for any other.
    """

    id: str
    title: str
    date: date | None
    kind: str
    text: str
    digest: str
    office: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    turns: tuple[Turn, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page, from 1, that an offset lies on; None where the file has no pages."""
        return page_at(self.pages, offset)


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """Return the number of the page, from 1, that an offset lies on, by where the pages begin; None where there are none."""
    return bisect_right(pages, offset) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of search: a span inside what one turn said.

    ``text`` equals ``release.text[start:end]``. ``context`` (title, date, speaker, the question being answered) helps
    the search to find the passage and is never quoted.
    """

    release_id: str
    start: int
    end: int
    text: str
    context: str
    voice: Voice
    date: date | None
    kind: str
    label: str | None = None
    speaker: str | None = None


def sort_day(day: date | None) -> date:
    """Return what a day is sorted by: what has none comes last."""
    return day or date.max


ASKED = "Question: "  # in a passage's context, before the reporter's words that the passage answers


COLUMNS = "Columns: "  # in a passage's context, before the header of the table whose rows the passage begins with


def find_columns(context: str) -> tuple[int, int]:
    """Return where the header of a passage's table stands in its context; (0, 0) where it has none."""
    start = context.find(COLUMNS)
    if start < 0:
        return 0, 0
    end = context.find(f" {ASKED}", start)
    return start + len(COLUMNS), len(context) - 1 if end < 0 else end - 1  # without the full stop


def find_reporter_question(context: str) -> int:
    """Return where the reporter's words begin in a passage's context, 0 where it has none."""
    return context.find(ASKED) + len(ASKED) if ASKED in context else 0


class Relation(StrEnum):
    """What a release is to another: it AMENDS the other, or is AMENDED_BY it.

    SAME_TEXT is one text published twice. NEAR_IDENTICAL texts differ in a place, a name, a date or a number: each says
    something else, and neither amends the other.
    """

    SAME_TEXT = "same-text"
    AMENDS = "amends"
    AMENDED_BY = "amended-by"
    NEAR_IDENTICAL = "near-identical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Two releases that are related: the first is ``relation`` to the other.

    ``similarity`` is the share of the words of both that stand in the other in the same order, 0 to 1.
    """

    release_id: str
    other_id: str
    relation: Relation
    similarity: float


LISTED = (
    Relation.AMENDED_BY,
    Relation.AMENDS,
    Relation.SAME_TEXT,
)  # told beside a citation; near-identical ones are not
