"""Duplicates: passages whose exact words are in a better passage."""

from __future__ import annotations

from collections.abc import Sequence

from archive import LISTED, CatalogueReader, Passage
from language import fold


def drop_twins(passages: Sequence[Passage], catalogue: CatalogueReader) -> list[Passage]:
    """Return ranked passages without those whose exact words are in a better one of the same text or of its amendment.

    Order and passages stay as they are. What is dropped is told beside the citation, as 'also in' or 'amended by'.
    """
    related: dict[str, set[str]] = {}
    for pair in catalogue.related_among(passage.release_id for passage in passages):
        if pair.relation in LISTED:
            related.setdefault(pair.release_id, set()).add(pair.other_id)
    ranked = {passage.release_id for passage in passages}
    kept: list[Passage] = []
    words: dict[str, list[str]] = {}  # of the kept passages of releases that are related to any, by release
    for passage in passages:
        others = related.get(passage.release_id, set()) & ranked
        if others:
            folded = f" {fold(passage.text)} "
            if any(folded in said for other in others for said in words.get(other, ())):
                continue
            words.setdefault(passage.release_id, []).append(folded)
        kept.append(passage)
    return kept
