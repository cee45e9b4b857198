"""Related releases: which are one text published twice, near-identical, or amend each other; over the whole archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import product

from archive import Related, Relation, Release
from ingest.relations.alike_texts import Words
from ingest.relations.amendments import Amendments

NEAR_IDENTICAL = 0.9  # of the words of both, in order
# One text published twice comes out within days; the same form of words months later is another act.
SAME_OCCASION = timedelta(days=7)
# A place or a time may stand before or after one of the two.
SAME_TEXT = 0.98

_REVERSED = {Relation.AMENDS: Relation.AMENDED_BY}


def find_related(releases: Iterable[Release]) -> list[Related]:
    """Return every relation among the current releases of an archive, each pair in both directions.

    A release that says that it amends another does, however like they are; else the texts alone decide.
    """
    ordered = sorted(releases, key=lambda release: (release.date, release.id))
    words = Words(release.text for release in ordered)
    found: dict[tuple[int, int], tuple[Relation, float]] = {}
    for one, other, similarity in words.alike(least=NEAR_IDENTICAL):
        near = ordered[other].date - ordered[one].date <= SAME_OCCASION
        same = near and similarity >= SAME_TEXT and words.is_whole_in(one, other)
        found[one, other] = (Relation.SAME_TEXT if same else Relation.NEAR_IDENTICAL), similarity
    twins = _twins(found)
    for said in Amendments(releases=ordered, words=words).find():
        # What amends a text amends it wherever it was published.
        for amending, amended in product(*({one, *twins.get(one, ())} for one in said)):
            found.pop((amended, amending), None)
            found[amending, amended] = Relation.AMENDS, words.similarity(amending, amended)
    return [
        Related(release_id=ordered[a].id, other_id=ordered[b].id, relation=relation, similarity=round(similarity, 4))
        for (one, other), (kind, similarity) in sorted(found.items())
        for a, b, relation in ((one, other, kind), (other, one, _REVERSED.get(kind, kind)))
    ]


def _twins(found: dict[tuple[int, int], tuple[Relation, float]]) -> dict[int, set[int]]:
    twins: dict[int, set[int]] = {}
    for (one, other), (relation, _) in found.items():
        if relation is Relation.SAME_TEXT:
            twins.setdefault(one, set()).add(other)
            twins.setdefault(other, set()).add(one)
    return twins
