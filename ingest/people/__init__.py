"""People: which names are one person, and who held which office when."""

from ingest.people.curation import FILE_NAME, Curation, CurationFile, find_curation
from ingest.people.mentions import find_mentions
from ingest.people.register import register_people, resolve_people

__all__ = [
    "FILE_NAME",
    "Curation",
    "CurationFile",
    "find_curation",
    "find_mentions",
    "register_people",
    "resolve_people",
]
