"""Corrections: whether the words of a span were corrected in their release, or amended by a later one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from archive.store import Generation
from retrieval.candidates import Stretch
from retrieval.folding import fold
from retrieval.markings import Marking, find_markings
from retrieval.words import content_words

_AMENDS = re.compile(
    r"\b(?:correct(?:ed|ion|ions)|amend(?:ed|ment|s|ing)?|updated?|revised|clarif(?:ied|ication))\b", re.IGNORECASE
)
LEAST_COMMON = 0.8  # of a title's words, in the title of a release that amends it


def find_corrections(generation: Generation, stretch: Stretch, start: int, end: int) -> tuple[str, ...]:
    """Return, in words, how the span was corrected or amended later; empty where nothing says so."""
    return tuple(dict.fromkeys((*_in_text(stretch.text, start, end), *_in_versions(generation, stretch, start, end),
                                *_in_later_releases(generation, stretch))))  # fmt: skip


def _in_text(text: str, start: int, end: int) -> Iterator[str]:
    for one in find_markings(text, start, end):
        if one.marking is Marking.STRUCK_OUT:
            put = f", and has “{one.replacement}”" if one.replacement else ""
            yield f"the release strikes out “{one.struck}”{put}"
        elif one.marking is Marking.SIC:
            yield f"the release marks “{text[one.start : one.end].partition('[')[0].strip()}” with [sic]"
        else:
            yield f"a footnote in the release says: {one.note}"


def _in_versions(generation: Generation, stretch: Stretch, start: int, end: int) -> Iterator[str]:
    kept = stretch.kept
    if kept.withdrawn:
        yield "the release was withdrawn since"
    if stretch.version:
        yield f"the words stood in version {stretch.version} of the release; it was replaced by version {kept.version}"
    elif kept.version > 1:
        words = f" {fold(stretch.text[start:end])} "
        for _, version, text in generation.catalogue.earlier_texts(kept.release.id):
            if words not in f" {fold(text)} ":
                yield f"version {version} of the release did not have these words; they came with a later version"


def _in_later_releases(generation: Generation, stretch: Stretch) -> Iterator[str]:
    release = stretch.kept.release
    words = frozenset(content_words(release.title))
    for other_id, title, day, there in _amending(generation):
        if other_id != release.id and day >= release.date and words and len(words & there) >= LEAST_COMMON * len(words):
            yield f"a later release may amend it: “{title}”, {day.isoformat()}"


@lru_cache(maxsize=2)
def _amending(generation: Generation) -> tuple[tuple[str, str, date, frozenset[str]], ...]:
    """Return the releases whose title says that they amend another: id, title, date, the title's words."""
    titles = generation.catalogue.titles_by_date()
    return tuple(
        (one, title, day, frozenset(content_words(title))) for one, title, day in titles if _AMENDS.search(title)
    )
