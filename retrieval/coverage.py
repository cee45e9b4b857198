"""Coverage: what an archive holds, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive import OFFICIAL_VOICES, Generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the archive holds: how many releases and passages, from when to when, of which kinds, by which officials.

    ``first`` and ``last`` are of those that have a date, ``undated`` the releases that have none.
    ``unsure`` are the releases in which it is not known of some words whose they are; ``notes`` counts the releases of each
    remark on how a file was read ('mis-decoded characters were mended'). ``by_meaning`` of the ``searched`` passages are found
    by meaning; the others by their words alone until the ingest has come to them. ``arithmetic`` is what the
    vectors were made with, as 'bfloat16 on cpu', '' where that was not recorded.
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
    searched: int = 0
    by_meaning: int = 0
    arithmetic: str = ""


def measure_coverage(generation: Generation) -> Coverage:
    """Return what a generation holds."""
    catalogue = generation.catalogue
    first, last = catalogue.days or (None, None)
    searched, by_meaning = catalogue.searched_by_meaning
    return Coverage(
        releases=catalogue.count("releases", where="withdrawn = 0"),
        passages=catalogue.count("passages"),
        withdrawn=catalogue.count("releases", where="withdrawn = 1"),
        first=first,
        last=last,
        kinds=dict(catalogue.kinds),
        speakers=catalogue.count_speakers(OFFICIAL_VOICES),
        unsure=tuple(release_id for release_id, _title in catalogue.unsure_releases()),
        undated=tuple(catalogue.undated_releases()),
        generation=generation.number,
        embedding_model=generation.embedding_model,
        notes=catalogue.count_notes(),
        searched=searched,
        by_meaning=by_meaning,
        arithmetic=catalogue.arithmetic,
    )
