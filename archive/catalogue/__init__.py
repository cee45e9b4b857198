"""Catalogue: releases, passages, people and words of a generation in one SQLite file: its tables, who reads and writes them."""

from archive.catalogue.index_words import index_words
from archive.catalogue.passage_reader import PassageReader
from archive.catalogue.postings import TOKENIZER, Postings, write_postings
from archive.catalogue.reader import CatalogueReader, KeptRelease, KnownFile, KnownRelease, ReadAs, ReleaseHead
from archive.catalogue.release_lists import ListedRelease
from archive.catalogue.schema import SCHEMA_VERSION, check_schema
from archive.catalogue.selection import Selection
from archive.catalogue.shelf import NOWHERE, SPEAKING_VOICES, Shelf, stem_phrase
from archive.catalogue.text_marks import TextMarks, text_digest
from archive.catalogue.vector_checks import broken_vectors
from archive.catalogue.writer import CatalogueWriter, embedded_digest

__all__ = [
    "NOWHERE",
    "SCHEMA_VERSION",
    "SPEAKING_VOICES",
    "TOKENIZER",
    "CatalogueReader",
    "CatalogueWriter",
    "KeptRelease",
    "KnownFile",
    "KnownRelease",
    "ListedRelease",
    "PassageReader",
    "Postings",
    "ReadAs",
    "ReleaseHead",
    "Selection",
    "Shelf",
    "TextMarks",
    "broken_vectors",
    "check_schema",
    "embedded_digest",
    "index_words",
    "stem_phrase",
    "text_digest",
    "write_postings",
]
