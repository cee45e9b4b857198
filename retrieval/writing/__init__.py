"""Writing: answers in prose by a language model of the user's choice, on a leash: nothing unverified is shown."""

from retrieval.writing.asking import ModelAsker
from retrieval.writing.budget import Budget, Caps
from retrieval.writing.model import ChatModel, LangChainModel, open_model
from retrieval.writing.prompt import PROMPT_VERSION
from retrieval.writing.rewriting import ModelRewriter
from retrieval.writing.stream import StreamLimits
from retrieval.writing.writer import Writer, open_asker

__all__ = [
    "PROMPT_VERSION",
    "Budget",
    "Caps",
    "ChatModel",
    "LangChainModel",
    "ModelAsker",
    "ModelRewriter",
    "StreamLimits",
    "Writer",
    "open_asker",
    "open_model",
]
