"""Outcome: what becomes of a sentence that a language model wrote, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SentenceOutcome(StrEnum):
    """What becomes of a sentence. Only a dropped one is not shown."""

    KEPT = "kept"  # what it cites itself bears it
    RECITED = "recited"  # other evidence bears it, and is cited instead
    QUOTED = "quoted"  # it repeats the evidence: it is given as a quotation
    DROPPED = "dropped"


class Reason(StrEnum):
    """What a dropped sentence fails by."""

    SHAPE = "shape"
    NUMBER = "number"
    UNIT = "unit"
    HEDGE = "hedge"
    DAY = "day"
    NAME = "name"
    SPEAKER = "speaker"
    NEGATION = "negation"
    MODALITY = "modality"
    SUPPORT = "support"
    SCATTERED = "scattered"  # its words stand there, but not together
    CHECKER = "checker"  # a model of the user's own votes against it


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedSentence:
    """A sentence with the numbers of the evidence that bears it, fewest possible; none, and a reason, where it is dropped.

    ``text`` is what may be shown: the sentence without its marks of citation; of a QUOTED one, the evidence's own words.
    """

    text: str
    outcome: SentenceOutcome
    citations: tuple[int, ...] = ()
    reason: Reason | None = None
