"""Question to answer. What is listed here is what the page, the evaluation and other programs may use."""

from archive.errors import EmptyStoreError, OnTheRecordError, StoreError, UsageError
from archive.quotation_marks import outer_marks
from archive.releases import Passage, Relation, Turn, Voice
from archive.store import StoreState, store_state
from retrieval.answer import Answer, Citation, Place, Premise, RelatedRelease, Retrieved, Statement, Status
from retrieval.articles import ArticleCheck, CheckedQuotation
from retrieval.ask import ArchiveAnswerer
from retrieval.changes import ChangeKind, Part
from retrieval.conversation import Conversation
from retrieval.coverage import Coverage
from retrieval.desk import Archive, ReleasePage
from retrieval.documents import ArchiveRetriever
from retrieval.evidence import WEIGHED_PASSAGES
from retrieval.markings import Correction, Marking, spell_out
from retrieval.question import LONGEST_QUESTION, Filters, Question
from retrieval.quotes import QuoteCheck, QuoteMatch, Verdict
from retrieval.reading import Chip, ChipField
from retrieval.timeline import ChangingNumber, DatedNumber, Timeline, TimelineEntry, name_speaker, name_with_source

__all__ = [
    "LONGEST_QUESTION",
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
    "EmptyStoreError",
    "Filters",
    "Marking",
    "OnTheRecordError",
    "Part",
    "Passage",
    "Place",
    "Premise",
    "Question",
    "QuoteCheck",
    "QuoteMatch",
    "RelatedRelease",
    "Relation",
    "ReleasePage",
    "Retrieved",
    "Statement",
    "Status",
    "StoreError",
    "StoreState",
    "Timeline",
    "TimelineEntry",
    "Turn",
    "UsageError",
    "Verdict",
    "Voice",
    "name_speaker",
    "name_with_source",
    "outer_marks",
    "spell_out",
    "store_state",
]
