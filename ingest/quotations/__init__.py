"""Quotations: quoted words in prose, and whose they are."""

from ingest.quotations.quotations import read_quotations

__all__ = ["read_quotations"]
