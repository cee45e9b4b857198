"""Question to answer. What is listed here is what the page, the evaluation and other programs may use."""

from archive.errors import EmptyStoreError, OnTheRecordError, StoreError, UsageError
from archive.releases import Turn, Voice
from archive.store import StoreState, store_state
from retrieval.answer import Answer, Citation, Retrieved, Statement, Status
from retrieval.articles import ArticleCheck, CheckedQuotation
from retrieval.ask import ArchiveAnswerer
from retrieval.changes import ChangeKind, Part
from retrieval.coverage import Coverage
from retrieval.desk import Archive, ReleasePage
from retrieval.question import Filters, Question
from retrieval.quotes import QuoteCheck, QuoteMatch, Verdict
from retrieval.retriever import ArchiveRetriever

__all__ = [
    "Answer",
    "Archive",
    "ArchiveAnswerer",
    "ArchiveRetriever",
    "ArticleCheck",
    "ChangeKind",
    "CheckedQuotation",
    "Citation",
    "Coverage",
    "EmptyStoreError",
    "Filters",
    "OnTheRecordError",
    "Part",
    "Question",
    "QuoteCheck",
    "QuoteMatch",
    "ReleasePage",
    "Retrieved",
    "Statement",
    "Status",
    "StoreError",
    "StoreState",
    "Turn",
    "UsageError",
    "Verdict",
    "Voice",
    "store_state",
]
