"""Relations: releases that are one text, or that amend each other."""

from ingest.relations.related import find_relations, mark_texts

__all__ = ["find_relations", "mark_texts"]
