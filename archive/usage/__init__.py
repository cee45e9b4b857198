"""Usage: what is kept of the product's use beside a store: conversations, feedback, what a language model cost."""

from archive.usage.conversations import KeptConversations
from archive.usage.feedback import LONGEST_COMMENT, Feedback, FeedbackReason, KeptFeedback, feedback_file
from archive.usage.ledger import LEDGER, Ledger, Spent

__all__ = [
    "LEDGER",
    "LONGEST_COMMENT",
    "Feedback",
    "FeedbackReason",
    "KeptConversations",
    "KeptFeedback",
    "Ledger",
    "Spent",
    "feedback_file",
]
