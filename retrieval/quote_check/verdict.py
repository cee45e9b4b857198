"""What a quote check returns: the verdict on a quotation, and every place in the archive that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from retrieval.answer import Citation
from retrieval.quote_check.changes import ChangeKind, DiffPart
from retrieval.quote_check.context import CutFrom

QUOTE_CHECK_SCHEMA = 1


class Verdict(StrEnum):
    """What a check found out about a quotation."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """A place in the archive that a verdict rests on.

    ``citation`` is the place, its words and their speaker (None where the release names nobody; ``speaker_name`` then says it
    in words). ``institution`` is the release's own. ``credited`` is whether the claimed speaker may be credited with the
    words, None where the release does not say whose they are. ``read_out_by`` is who read the words out or printed them,
    where they are somebody else's. ``similarity`` is the share of the quotation's words that stand here, 0 to 1; ``diff``
    shows both word for word, and is empty where they are the same; ``left_out`` is what the quotation leaves out at a mark.
    ``before`` and ``after`` are the rest of the sentence, or the sentence beside it. ``corrected`` says how the words were
    corrected or amended later. ``version`` is that of an earlier text of the release, 0 for the current one. ``meaning`` is
    the cosine similarity to the quotation of a sentence that was found by its meaning, else None. ``cut_from`` is what the
    sentence around the words does with them, where it does not simply say them: they are cut out of a denial, a condition or
    a question.
    """

    citation: Citation
    speaker_name: str
    institution: str | None
    similarity: float
    credited: bool | None
    read_out_by: str | None = None
    diff: tuple[DiffPart, ...] = ()
    left_out: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    corrected: tuple[str, ...] = ()
    version: int = 0
    meaning: float | None = None
    cut_from: CutFrom | None = None

    def overlaps(self, other: QuoteMatch) -> bool:
        """Whether both matches share words of one release."""
        here, there = self.citation, other.citation
        return here.release_id == there.release_id and here.start < there.end and there.start < here.end

    def to_json(self) -> dict[str, Any]:
        """Return the match as JSON-ready values, in the form of the machine interface."""
        place = self.citation
        return {
            "release_id": place.release_id, "title": place.title, "date": place.date.isoformat() if place.date else None,
            "page": place.page, "last_page": place.last_page, "url": place.url,
            "kind": place.kind, "office": self.institution, "start": place.start, "end": place.end, "quote": place.quote,
            "speaker": place.speaker, "speaker_name": self.speaker_name, "label": place.speaker_label,
            "voice": place.voice.value, "similarity": round(self.similarity, 3), "credited": self.credited,
            "read_out_by": self.read_out_by, "quoted": place.quoted,
            "diff": [{"edit": part.edit.value, "quoted": part.quoted, "source": part.source} for part in self.diff],
            "left_out": list(self.left_out), "before": self.before, "after": self.after, "corrected": list(self.corrected),
            "version": self.version, "meaning": None if self.meaning is None else round(self.meaning, 3),
            "cut_from": self.cut_from.value if self.cut_from else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """The verdict on a quotation.

    ``matches`` are the places it rests on: every occurrence, earliest first, or the passages that come nearest. ``speaker``
    is who said the words, in words where no name is known; None where nobody can be named. ``changes`` are the kinds of
    change, the gravest first. ``common`` is whether the words are too short or too common to have one source. ``notes`` tell
    the reader what else matters. ``timings_ms`` are milliseconds.
    """

    quote: str
    claimed_speaker: str | None
    verdict: Verdict
    speaker: str | None = None
    matches: tuple[QuoteMatch, ...] = ()
    changes: tuple[ChangeKind, ...] = ()
    common: bool = False
    notes: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the check as JSON-ready values, in the form of the machine interface."""
        return {
            "schema": QUOTE_CHECK_SCHEMA,
            "quote": self.quote,
            "claimed_speaker": self.claimed_speaker,
            "verdict": self.verdict.value,
            "speaker": self.speaker,
            "matches": [match.to_json() for match in self.matches],
            "changes": [change.value for change in self.changes],
            "common": self.common,
            "notes": list(self.notes),
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
        }
