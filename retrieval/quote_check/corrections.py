"""Corrections: whether the words of a span were corrected in their release, or amended by a later one."""

from __future__ import annotations

from collections.abc import Iterator

from archive import Generation, Relation
from language import Marking, find_markings, fold, write_day
from retrieval.quote_check.candidates import Stretch


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
    for one in generation.catalogue.related(stretch.kept.release.id):
        if one.relation is Relation.AMENDED_BY:
            other = generation.catalogue.release(one.other_id).release
            yield f"another release amends it: “{other.title}”, {write_day(other.date)}"
