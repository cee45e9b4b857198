"""Archive: the nouns that are kept, and the store that keeps them."""

from archive.checks import CATALOGUE, INDEX
from archive.cli import add_commands
from archive.console import ConsoleProgress, JsonOption, ModelOption, StoreOption, VectorsOption, parse_day
from archive.contents import SOURCE_TABLES, has_its_contents
from archive.conversations import KeptConversations
from archive.cross_encoder import CheckingModel, CrossEncoderModel
from archive.embedder import Embedder, SentenceEmbedder
from archive.errors import (
    AmbiguousNameError,
    EmptyStoreError,
    ModelError,
    NotFoundError,
    OnTheRecordError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    UnreadableError,
    UsageError,
)
from archive.feedback import LONGEST_COMMENT, Feedback, FeedbackReason, KeptFeedback, feedback_file
from archive.generations import (
    check_generation,
    current_generation,
    generation_folder,
    interrupted_catalogue,
    publish,
    publish_snapshot,
    published_generations,
    stage,
    stage_snapshot,
    whole_generation,
    write_progress,
    writing,
)
from archive.index_making import make_index
from archive.index_words import index_words
from archive.ledger import LEDGER, Ledger, Spent
from archive.people import Alias, Appearance, DatedMention, Mention, Office, Person
from archive.postings import TOKENIZER, Postings, write_postings
from archive.reader import CatalogueReader, KeptRelease, KnownFile, KnownRelease, ReadAs, ReleaseHead
from archive.release_lists import ListedRelease
from archive.releases import (
    ASKED,
    COLUMNS,
    LISTED,
    OFFICIAL_VOICES,
    SEARCHED_VOICES,
    Passage,
    Quotation,
    Related,
    Relation,
    Release,
    Turn,
    Voice,
    find_columns,
    find_reporter_question,
    page_at,
    sort_day,
)
from archive.selection import Selection
from archive.settings import BUNDLED_MODEL, Settings
from archive.shelf import NOWHERE, SPEAKING_VOICES, Shelf, stem_phrase
from archive.store import Generation, Store, StoreState, store_state
from archive.text_marks import TextMarks, text_digest
from archive.tokens import Projection, TokenCodes, Tokens
from archive.unnamed import drop_unnamed
from archive.vectors import ChromaServer, VectorServerError
from archive.writer import CatalogueWriter, embedded_digest

__all__ = [
    "ASKED",
    "BUNDLED_MODEL",
    "CATALOGUE",
    "COLUMNS",
    "INDEX",
    "LEDGER",
    "LISTED",
    "LONGEST_COMMENT",
    "NOWHERE",
    "OFFICIAL_VOICES",
    "SEARCHED_VOICES",
    "SOURCE_TABLES",
    "SPEAKING_VOICES",
    "TOKENIZER",
    "Alias",
    "AmbiguousNameError",
    "Appearance",
    "CatalogueReader",
    "CatalogueWriter",
    "CheckingModel",
    "ChromaServer",
    "ConsoleProgress",
    "CrossEncoderModel",
    "DatedMention",
    "Embedder",
    "EmptyStoreError",
    "Feedback",
    "FeedbackReason",
    "Generation",
    "JsonOption",
    "KeptConversations",
    "KeptFeedback",
    "KeptRelease",
    "KnownFile",
    "KnownRelease",
    "Ledger",
    "ListedRelease",
    "Mention",
    "ModelError",
    "ModelOption",
    "NotFoundError",
    "Office",
    "OnTheRecordError",
    "Passage",
    "Person",
    "Postings",
    "Projection",
    "Quotation",
    "ReadAs",
    "Related",
    "Relation",
    "Release",
    "ReleaseHead",
    "Selection",
    "SentenceEmbedder",
    "Settings",
    "Shelf",
    "Spent",
    "Store",
    "StoreBusyError",
    "StoreDamagedError",
    "StoreError",
    "StoreOption",
    "StoreState",
    "TextMarks",
    "TokenCodes",
    "Tokens",
    "Turn",
    "UnreadableError",
    "UsageError",
    "VectorServerError",
    "VectorsOption",
    "Voice",
    "add_commands",
    "check_generation",
    "current_generation",
    "drop_unnamed",
    "embedded_digest",
    "feedback_file",
    "find_columns",
    "find_reporter_question",
    "generation_folder",
    "has_its_contents",
    "index_words",
    "interrupted_catalogue",
    "make_index",
    "page_at",
    "parse_day",
    "publish",
    "publish_snapshot",
    "published_generations",
    "sort_day",
    "stage",
    "stage_snapshot",
    "stem_phrase",
    "store_state",
    "text_digest",
    "whole_generation",
    "write_postings",
    "write_progress",
    "writing",
]
