"""Corrections: whether the words of a span were corrected in their release, or amended by a later one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from archive.store import Generation
from retrieval.candidates import Stretch
from retrieval.folding import fold
from retrieval.words import content_words

_STRUCK = re.compile(r"~~(?P<out>[^~\n]{1,200})~~(?:\s*\[(?P<put>[^\[\]\n]{1,200})\])?")
_SIC = re.compile(r"(?P<word>\S+)\s*\[sic\]", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?m)^\s*(?P<mark>\*{1,3})\s?(?P<note>[^*\n]{5,300})$")
_AMENDS = re.compile(
    r"\b(?:correct(?:ed|ion|ions)|amend(?:ed|ment|s|ing)?|updated?|revised|clarif(?:ied|ication))\b", re.IGNORECASE
)
LEAST_COMMON = 0.8  # of a title's words, in the title of a release that amends it


def find_corrections(generation: Generation, stretch: Stretch, start: int, end: int) -> tuple[str, ...]:
    """Return, in words, how the span was corrected or amended later; empty where nothing says so."""
    return tuple(dict.fromkeys((*_in_text(stretch.text, start, end), *_in_versions(generation, stretch, start, end),
                                *_in_later_releases(generation, stretch))))  # fmt: skip


def _in_text(text: str, start: int, end: int) -> Iterator[str]:
    low, high = max(0, start - 200), end + 200
    for struck in _STRUCK.finditer(text, low, high):
        if struck.start() < end and start < struck.end():
            put = f", and has “{struck['put']}”" if struck["put"] else ""
            yield f"the release strikes out “{struck['out']}”{put}"
    for sic in _SIC.finditer(text, start, min(len(text), end + 8)):
        yield f"the release marks “{sic['word']}” with [sic]"
    if re.search(r"\w\*(?!\*)", text[start : end + 2]):
        for note in _FOOTNOTE.finditer(text):
            yield f"a footnote in the release says: {note['note'].strip()}"


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
