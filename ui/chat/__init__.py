"""The conversation: what was asked and answered in it, kept, turned into what the page draws, judged, and taken away."""

from ui.chat import feedback, opening, session, takeaway
from ui.chat.answers import answer_values, as_text, filter_words, pending_values
from ui.chat.growing import GrowingAnswer
from ui.chat.opening import find_starters
from ui.chat.session import ChatTurn

__all__ = [
    "ChatTurn",
    "GrowingAnswer",
    "answer_values",
    "as_text",
    "feedback",
    "filter_words",
    "find_starters",
    "opening",
    "pending_values",
    "session",
    "takeaway",
]
