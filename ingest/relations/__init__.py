"""Relations: releases that are one text, or that amend each other."""

from ingest.relations.related import find_related

__all__ = ["find_related"]
