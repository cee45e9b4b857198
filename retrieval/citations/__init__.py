"""Citations: the cited spans, and what is told beside them."""

from retrieval.citations.cite import cite, describe, name_source, spell_out
from retrieval.citations.quoted_words import is_one_speakers, keep_asked, mark_quoted, part_quoted
from retrieval.citations.related import list_related, relate

__all__ = [
    "cite",
    "describe",
    "is_one_speakers",
    "keep_asked",
    "list_related",
    "mark_quoted",
    "name_source",
    "part_quoted",
    "relate",
    "spell_out",
]
