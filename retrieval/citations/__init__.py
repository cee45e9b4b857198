"""Citations: the cited spans, and what is told beside them."""

from retrieval.citations.cite import (
    FindValues,
    as_corrected,
    cite_all,
    cite_span,
    describe,
    describe_quoting,
    describe_voice,
    name_source,
    name_speaker,
    spell_out,
    tell_when,
)
from retrieval.citations.differences import Change, find_changes
from retrieval.citations.quoted_words import is_one_speakers, keep_asked, mark_quoted, part_quoted
from retrieval.citations.related import list_related

__all__ = [
    "Change",
    "FindValues",
    "as_corrected",
    "cite_all",
    "cite_span",
    "describe",
    "describe_quoting",
    "describe_voice",
    "find_changes",
    "is_one_speakers",
    "keep_asked",
    "list_related",
    "mark_quoted",
    "name_source",
    "name_speaker",
    "part_quoted",
    "spell_out",
    "tell_when",
]
