"""Readers: each knows one form of file, and turns what it holds into releases."""

from ingest.readers.items import open_file, split_file
from ingest.readers.reader import NotAReleaseError, RawItem, Reader, ReadOptions
from ingest.readers.records import MAP_NAME, find_field_map, load_field_map
from ingest.readers.release import TWO_WAYS, make_release, read_document, read_item, read_release

__all__ = [
    "MAP_NAME",
    "TWO_WAYS",
    "NotAReleaseError",
    "RawItem",
    "ReadOptions",
    "Reader",
    "find_field_map",
    "load_field_map",
    "make_release",
    "open_file",
    "read_document",
    "read_item",
    "read_release",
    "split_file",
]
