"""Records: releases out of data: JSON, tables, feeds, XML; and what publishers call the fields."""

from ingest.readers.records.csv_rows import CsvReader
from ingest.readers.records.feeds import FeedReader, WordPressReader
from ingest.readers.records.field_map import MAP_NAME, find_field_map, load_field_map
from ingest.readers.records.json_records import JsonFeedReader, JsonLinesReader, JsonReader
from ingest.readers.records.xml_files import XmlReader

__all__ = [
    "MAP_NAME",
    "CsvReader",
    "FeedReader",
    "JsonFeedReader",
    "JsonLinesReader",
    "JsonReader",
    "WordPressReader",
    "XmlReader",
    "find_field_map",
    "load_field_map",
]
