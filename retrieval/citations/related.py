"""Related releases in answers: the same text elsewhere, amendments, and passages that say the very same words again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive import LISTED, CatalogueReader, Related, Relation, Release
from language import find_markings
from retrieval import wording
from retrieval.answer import Citation, RelatedRelease
from retrieval.citations.differences import MOST_SHOWN, Change, describe_amendment, describe_changes, find_changes

MOST_LISTED = 6  # of one citation
# A release less similar than this is an order that says what it changes; up to the second it may be either.
REDRAFTED, REWRITTEN = 0.6, 0.85


def relate(citations: Sequence[Citation], catalogue: CatalogueReader) -> tuple[Citation, ...]:
    """Return the citations with their related releases and with all that the release marks in the span."""
    found: dict[str, list[Related]] = {}
    for one in catalogue.related_among(citation.release_id for citation in citations):
        if one.relation in LISTED:
            found.setdefault(one.release_id, []).append(one)
    texts = catalogue.texts(citation.release_id for citation in citations)
    return tuple(
        _relate(citation, texts[citation.release_id], found.get(citation.release_id, []), catalogue)
        for citation in citations
    )


def list_related(release: Release, catalogue: CatalogueReader) -> tuple[RelatedRelease, ...]:
    """Return the releases to be read beside one, with all that differs."""
    related = [one for one in catalogue.related(release.id) if one.relation in LISTED]
    whole = 0, len(release.text)
    return tuple(_describe(one, release.text, release.date, whole, catalogue) for one in related[:MOST_LISTED])


def _relate(citation: Citation, text: str, related: Sequence[Related], catalogue: CatalogueReader) -> Citation:
    span = citation.start, citation.end
    shown = tuple(_describe(one, text, citation.date, span, catalogue) for one in related[:MOST_LISTED])
    return replace(citation, related=shown, corrections=find_markings(text, *span))


def _describe(
    related: Related, text: str, day: date, span: tuple[int, int], catalogue: CatalogueReader
) -> RelatedRelease:
    other = catalogue.release(related.other_id, bare=True).release
    return RelatedRelease(
        release_id=related.other_id, title=other.title, date=other.date, url=other.url, relation=related.relation,
        difference=_difference(related, text, day, span, other),
    )  # fmt: skip


def _difference(related: Related, text: str, day: date, span: tuple[int, int], other: Release) -> str:
    """Return what differs: in the span where it does, else in the whole; from the earlier text to the later one."""
    if related.relation is Relation.SAME_TEXT and text[slice(*span)] in other.text:
        return wording.NO_DIFFERENCE
    amends = related.relation is Relation.AMENDS
    amending, amended = (text, other.date) if amends else (other.text, day)
    if related.relation is not Relation.SAME_TEXT and related.similarity < REDRAFTED:
        return describe_amendment(amending, amended)
    if inside := find_changes(text, other.text, within=span):
        return describe_changes(_from_earlier(inside) if amends else inside)
    changes = find_changes(text, other.text)
    if not changes:
        return wording.NO_DIFFERENCE
    changes = _from_earlier(changes) if amends else changes
    rewritten = related.similarity < REWRITTEN and len(changes) > MOST_SHOWN
    shown = describe_amendment(amending, amended) if rewritten else describe_changes(changes)
    return wording.SAME_WORDS_HERE.format(elsewhere=shown)


def _from_earlier(changes: Sequence[Change]) -> list[Change]:
    return [Change(one.after, one.before, one.start, one.end) for one in changes]
