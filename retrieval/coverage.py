"""Coverage: what an archive holds, and questions that it answers, made from the archive itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.releases import OFFICIAL_VOICES
from archive.store import Generation

STARTERS_TRIED = 40
LONGEST_TOPIC = 60  # characters: a starter is a line, not a title
TOPIC = re.compile(
    r"\b(?:on|about|regarding)\s+(?!(?:the occasion|behalf)\b)(?:the\s+)?(?P<topic>[^,:;()“”\"]{8,60})$", re.IGNORECASE
)
DAY = re.compile(r"\b(?:\d{1,2},\s*)?\d{4}$|\b\d{1,2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the archive holds: how many releases and passages, from when to when, of which kinds, by whom (most first)."""

    releases: int
    passages: int
    withdrawn: int
    first: date | None
    last: date | None
    kinds: dict[str, int]
    speakers: dict[str, int]
    generation: int
    embedding_model: str


def measure_coverage(generation: Generation) -> Coverage:
    """Return what a generation holds."""
    catalogue = generation.catalogue
    days = sorted(catalogue.count_by("date"))
    return Coverage(
        releases=catalogue.count("releases", where="withdrawn = 0"),
        passages=catalogue.count("passages"),
        withdrawn=catalogue.count("releases", where="withdrawn = 1"),
        first=date.fromisoformat(days[0]) if days else None,
        last=date.fromisoformat(days[-1]) if days else None,
        kinds=catalogue.count_by("kind"),
        speakers=catalogue.count_by("speaker"),
        generation=generation.number,
        embedding_model=generation.embedding_model,
    )


def propose_questions(generation: Generation) -> Iterator[str]:
    """Yield questions that the archive's own titles suggest, of different kinds first, the latest releases first."""
    for title, speaker in generation.catalogue.latest_by_kind(tuple(OFFICIAL_VOICES), limit=STARTERS_TRIED):
        found = TOPIC.search(DAY.sub("", title).strip(" ,"))
        topic = found["topic"].strip() if found else ""
        if topic and speaker:
            yield f"What did {speaker} say about {topic}?"
        elif topic:
            yield f"What was said about {topic}?"
        elif len(title) <= LONGEST_TOPIC * 2:
            yield f"What is “{title}” about?"
