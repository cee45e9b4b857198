"""Readers: a file to a release, by its form."""

from ingest.readers.formats import read_release

__all__ = ["read_release"]
