"""Question to answer. What is listed here is what the page, the evaluation and other programs may use."""

from archive import (
    EmptyStoreError,
    KeptConversations,
    OnTheRecordError,
    Passage,
    ReadAs,
    Relation,
    StoreError,
    StoreState,
    Turn,
    UsageError,
    Voice,
    page_at,
    store_state,
)
from language import Correction, Marking, find_header, outer_marks, write_day, write_month
from retrieval import wording
from retrieval.answer import (
    Answer,
    Citation,
    ModelUse,
    Place,
    Premise,
    RelatedRelease,
    Retrieved,
    Statement,
    StatementKind,
    Status,
    link_to_page,
)
from retrieval.answering import WEIGHED_PASSAGES, ArchiveAnswerer, Conversation
from retrieval.api import Archive, ReleasePage
from retrieval.citations import describe_quoting, describe_voice, name_speaker, spell_out, tell_when
from retrieval.coverage import Coverage
from retrieval.csv_export import write_csv
from retrieval.question import LONGEST_QUESTION, Chip, ChipField, Filters, Question
from retrieval.quote_check import ArticleCheck, ChangeKind, CheckedQuotation, DiffPart, QuoteCheck, QuoteMatch, Verdict
from retrieval.search import ArchiveRetriever
from retrieval.timeline import ChangingNumber, DatedNumber, Timeline, TimelineEntry, name_with_source
from retrieval.writing import PROMPT_VERSION, open_model

__all__ = [
    "LONGEST_QUESTION",
    "PROMPT_VERSION",
    "WEIGHED_PASSAGES",
    "Answer",
    "Archive",
    "ArchiveAnswerer",
    "ArchiveRetriever",
    "ArticleCheck",
    "ChangeKind",
    "ChangingNumber",
    "CheckedQuotation",
    "Chip",
    "ChipField",
    "Citation",
    "Conversation",
    "Correction",
    "Coverage",
    "DatedNumber",
    "DiffPart",
    "EmptyStoreError",
    "Filters",
    "KeptConversations",
    "Marking",
    "ModelUse",
    "OnTheRecordError",
    "Passage",
    "Place",
    "Premise",
    "Question",
    "QuoteCheck",
    "QuoteMatch",
    "ReadAs",
    "RelatedRelease",
    "Relation",
    "ReleasePage",
    "Retrieved",
    "Statement",
    "StatementKind",
    "Status",
    "StoreError",
    "StoreState",
    "Timeline",
    "TimelineEntry",
    "Turn",
    "UsageError",
    "Verdict",
    "Voice",
    "describe_quoting",
    "describe_voice",
    "find_header",
    "link_to_page",
    "name_speaker",
    "name_with_source",
    "open_model",
    "outer_marks",
    "page_at",
    "spell_out",
    "store_state",
    "tell_when",
    "wording",
    "write_csv",
    "write_day",
    "write_month",
]
