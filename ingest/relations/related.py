"""Related releases: which are one text published twice, which are near-identical, and which amend others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import product

from archive import Related, Relation, Release, TextMarks, sort_day, text_digest
from ingest.relations.alike_texts import NumberedTexts, sign_text
from ingest.relations.amendments import Amendments, refers

_NEAR_IDENTICAL = 0.9  # of the words of both, in order
_SAME_OCCASION = timedelta(days=7)  # a text is published twice within days; the same words months later are another act
_SAME_TEXT = 0.98  # a place or a time may stand before or after one of the two
_SAME_WORDS = 1.0  # where one has no date

_REVERSED = {Relation.AMENDS: Relation.AMENDED_BY}


def mark_texts(releases: Iterable[Release], known: Mapping[bytes, TextMarks]) -> dict[bytes, TextMarks]:
    """Return the marks of these releases' texts, by the digest of title and text; those that are ``known`` are not made again."""
    found: dict[bytes, TextMarks] = {}
    for release in releases:
        digest = text_digest(release)
        found[digest] = known.get(digest) or TextMarks(signature=sign_text(release.text), refers=refers(release))
    return found


def find_relations(releases: Iterable[Release], marks: Mapping[bytes, TextMarks] | None = None) -> list[Related]:
    """Return every relation among the current releases of an archive, each pair in both directions.

    A release that says it amends another does so, whatever their texts; otherwise the texts alone decide. ``marks`` are those
    of their texts, where they were made before.
    """
    ordered = sorted(releases, key=lambda release: (sort_day(release.date), release.id))
    if marks is None:
        marks = mark_texts(ordered, {})
    own = [marks[text_digest(release)] for release in ordered]
    texts = NumberedTexts([release.text for release in ordered], [one.signature for one in own])
    referring = frozenset(position for position, one in enumerate(own) if one.refers)
    found: dict[tuple[int, int], tuple[Relation, float]] = {}
    for one, other, similarity in texts.find_alike(least=_NEAR_IDENTICAL):
        least = _least_of_same_text(ordered[one].date, ordered[other].date)
        same = similarity >= least and texts.is_whole_in(one, other)
        found[one, other] = (Relation.SAME_TEXT if same else Relation.NEAR_IDENTICAL), similarity
    twins = _twins(found)
    for pair in Amendments(releases=ordered, texts=texts, referring=referring).find():
        # A text is amended wherever it was published, and by whichever copy of the amending one.
        for amending, amended in product(*({position, *twins.get(position, ())} for position in pair)):
            found.pop((amended, amending), None)
            found[amending, amended] = Relation.AMENDS, texts.similarity(amending, amended)
    return [
        Related(release_id=ordered[a].id, other_id=ordered[b].id, relation=relation, similarity=round(similarity, 4))
        for (one, other), (kind, similarity) in sorted(found.items())
        for a, b, relation in ((one, other, kind), (other, one, _REVERSED.get(kind, kind)))
    ]


def _least_of_same_text(day: date | None, later: date | None) -> float:
    """Return how similar two texts of these days are at the least where they are one text; no two are that are days apart.

    Of undated ones it is not known whether they are of one occasion: every word must be the same.
    """
    if day is None or later is None:
        return _SAME_WORDS
    return _SAME_TEXT if later - day <= _SAME_OCCASION else math.inf


def _twins(found: dict[tuple[int, int], tuple[Relation, float]]) -> dict[int, set[int]]:
    """Return, by the position of a release, where the same text stands again."""
    twins: dict[int, set[int]] = {}
    for (one, other), (relation, _) in found.items():
        if relation is Relation.SAME_TEXT:
            twins.setdefault(one, set()).add(other)
            twins.setdefault(other, set()).add(one)
    return twins
