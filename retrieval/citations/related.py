"""Related releases in answers: the same text elsewhere, amendments, and passages that say the very same words again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from archive import LISTED, CatalogueReader, Related, Relation, Release
from retrieval import wording
from retrieval.answer import RelatedRelease
from retrieval.citations.differences import MOST_SHOWN, Change, describe_amendment, describe_changes, find_changes

MOST_LISTED = 6  # of one citation
# A release less similar than this is an order that says what it changes; up to the second it may be either.
REDRAFTED, REWRITTEN = 0.6, 0.85


def find_related(release_ids: Sequence[str], catalogue: CatalogueReader) -> dict[str, list[Related]]:
    """Return what is to be read beside each of these releases; those that stand alone are left out."""
    found: dict[str, list[Related]] = {}
    for one in catalogue.related_among(release_ids):
        if one.relation in LISTED:
            found.setdefault(one.release_id, []).append(one)
    return found


def describe_related(
    related: Sequence[Related], text: str, day: date | None, span: tuple[int, int], catalogue: CatalogueReader
) -> tuple[RelatedRelease, ...]:
    """Return the releases to be read beside a span of a release of that ``text`` and ``day``, each with what differs there."""
    return tuple(_describe(one, text, day, span, catalogue) for one in related[:MOST_LISTED])


def list_related(release: Release, catalogue: CatalogueReader) -> tuple[RelatedRelease, ...]:
    """Return the releases to be read beside one, with all that differs."""
    related = [one for one in catalogue.related(release.id) if one.relation in LISTED]
    return describe_related(related, release.text, release.date, (0, len(release.text)), catalogue)


def _describe(
    related: Related, text: str, day: date | None, span: tuple[int, int], catalogue: CatalogueReader
) -> RelatedRelease:
    kept = catalogue.release(related.other_id, bare=True)
    other = kept.release
    return RelatedRelease(
        release_id=related.other_id, title=other.title, date=other.date, url=other.url, relation=related.relation,
        difference=_difference(related, text, day, span, other), version=kept.version,
    )  # fmt: skip


def _difference(related: Related, text: str, day: date | None, span: tuple[int, int], other: Release) -> str:
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
