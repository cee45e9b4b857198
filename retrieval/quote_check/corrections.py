"""Corrections: whether cited words were corrected in their release, or the release replaced, withdrawn or amended."""

from __future__ import annotations

from collections.abc import Iterator

from archive import Generation, Relation
from language import Correction, Marking, fold
from retrieval import wording
from retrieval.answer import Citation
from retrieval.quote_check.candidates import Stretch


def find_corrections(generation: Generation, stretch: Stretch, citation: Citation) -> tuple[str, ...]:
    """Return, in words, how the cited words of a stretch were corrected or amended; empty where nothing says so."""
    found = [_describe(correction, stretch.text) for correction in citation.corrections]
    found += [*_across_versions(generation, stretch, citation), *_in_amending_releases(generation, citation)]
    return tuple(dict.fromkeys(found))


def _describe(correction: Correction, text: str) -> str:
    if correction.marking is Marking.STRUCK_OUT:
        told = wording.STRUCK_OUT_FOR if correction.replacement else wording.STRUCK_OUT_HERE
        return told.format(struck=correction.struck, replacement=correction.replacement)
    if correction.marking is Marking.SIC:
        words = text[correction.start : correction.end].partition("[")[0].strip()
        return wording.MARKED_WRONG.format(words=words)
    return wording.FOOTNOTE_SAYS.format(note=correction.note)


def _across_versions(generation: Generation, stretch: Stretch, citation: Citation) -> Iterator[str]:
    kept = stretch.kept
    if kept.withdrawn:
        yield wording.WITHDRAWN_SINCE
    if stretch.version:
        yield wording.STOOD_IN_VERSION.format(version=stretch.version, current=kept.version)
    elif kept.version > 1:
        words = f" {fold(citation.quote)} "
        for _, version, text in generation.catalogue.earlier_texts(kept.release.id):
            if words not in f" {fold(text)} ":
                yield wording.CAME_WITH_VERSION.format(version=version)


def _in_amending_releases(generation: Generation, citation: Citation) -> Iterator[str]:
    for related in generation.catalogue.related(citation.release_id):
        if related.relation is Relation.AMENDED_BY:
            amending = generation.catalogue.release(related.other_id).release
            date = wording.write_date(amending.date)
            yield wording.AMENDED_ELSEWHERE.format(title=amending.title, date=date)
