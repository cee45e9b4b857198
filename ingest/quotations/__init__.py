"""Quotations: quoted words in prose, and whose they are."""

from ingest.quotations.quotations import find_quotations

__all__ = ["find_quotations"]
