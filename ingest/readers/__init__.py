"""Readers: each turns a file of one format into a release."""

from ingest.readers.formats import read_release

__all__ = ["read_release"]
