"""Coverage: what an archive holds, and questions that it answers, made from the archive itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive import OFFICIAL_VOICES, Generation
from language import MONTHS

STARTERS_TRIED = 40
LONGEST_TITLE = 120  # characters: a starter is a line or two
TOPIC = re.compile(
    r"\b(?:on|about|regarding)\s+(?!(?:the occasion|behalf)\b)(?P<topic>[^,:;()“”\"]{8,60})$", re.IGNORECASE
)
_MONTH = rf"\b(?:(?:{'|'.join(MONTHS)})\s+)?"
DAY = re.compile(rf"{_MONTH}\b(?:\d{{1,2}},\s*)?\d{{4}}$|{_MONTH}\b\d{{1,2}}$", re.IGNORECASE)  # at the end of a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the archive holds: how many releases and passages, from when to when, of which kinds, by which officials.

    ``first`` and ``last`` are of those that have a date, ``undated`` the releases that have none.
    ``unsure`` are the releases in which it is not known of some words whose they are; ``notes`` counts the releases of each
    remark on how a file was read ('mis-decoded characters were mended').
    """

    releases: int
    passages: int
    withdrawn: int
    first: date | None
    last: date | None
    kinds: dict[str, int]
    speakers: dict[str, int]
    unsure: tuple[str, ...]
    undated: tuple[str, ...]
    generation: int
    embedding_model: str
    notes: dict[str, int]


def measure_coverage(generation: Generation) -> Coverage:
    """Return what a generation holds."""
    catalogue = generation.catalogue
    first, last = catalogue.days or (None, None)
    return Coverage(
        releases=catalogue.count("releases", where="withdrawn = 0"),
        passages=catalogue.count("passages"),
        withdrawn=catalogue.count("releases", where="withdrawn = 1"),
        first=first,
        last=last,
        kinds=catalogue.count_kinds(),
        speakers=catalogue.count_speakers(OFFICIAL_VOICES),
        unsure=tuple(release_id for release_id, _title in catalogue.unsure_releases()),
        undated=tuple(catalogue.undated_releases()),
        generation=generation.number,
        embedding_model=generation.embedding_model,
        notes=catalogue.count_notes(),
    )


def propose_questions(generation: Generation) -> Iterator[str]:
    """Yield questions that the archive's own titles suggest: those that name a speaker first, then topics, then titles."""
    titles = generation.catalogue.latest_by_kind(tuple(OFFICIAL_VOICES), limit=STARTERS_TRIED)
    topics = [(_topic(title), title, speaker) for title, speaker in titles]
    yield from (f"What did {speaker} say about {topic}?" for topic, _, speaker in topics if topic and speaker)
    yield from (f"What was said about {topic}?" for topic, _, speaker in topics if topic and not speaker)
    yield from (f"What is “{title}” about?" for topic, title, _ in topics if not topic and len(title) <= LONGEST_TITLE)


def _topic(title: str) -> str:
    """Return what a title says that its release is about, '' where it does not say or says it in one word."""
    found = TOPIC.search(DAY.sub("", title).strip(" ,"))
    topic = found["topic"].strip() if found else ""
    return re.sub(r"^(The|A|An)\b", lambda article: article[0].lower(), topic) if " " in topic else ""
