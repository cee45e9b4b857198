"""The chat form: what of OpenAI's chat completions is asked of the archive, and what of it cannot be followed.

What only steers how a model writes (temperature, top_p, max_tokens, stop, seed ...) is passed over: there is nothing to steer,
and a quotation is not cut. Tools may be offered and are not called; where a call is demanded, that is refused, as are several
choices and JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from retrieval import LONGEST_QUESTION, Question
from serving import wording
from serving.refusals import Refusal

TURNS_REPLAYED = 8  # earlier questions of a conversation, the latest, that are looked up again
_TASK = "### Task:"  # begins what Open WebUI asks of a model beside the chat: a title, tags, what to ask next
_BY_SYSTEM = frozenset({"system", "developer"})


class _Taken(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PartForm(_Taken):
    """A part of a message; those without text are passed over."""

    type: str
    text: str = ""


class MessageForm(_Taken):
    """A message of the conversation so far."""

    role: str
    content: str | list[PartForm] | None = None

    @property
    def words(self) -> str:
        """What the message says."""
        parts = [self.content] if isinstance(self.content, str) else [part.text for part in self.content or ()]
        return "\n".join(filter(None, parts)).strip()


class StreamOptionsForm(_Taken):
    """What a stream ends with."""

    include_usage: bool = False


class FormatForm(_Taken):
    """The form that an answer is wanted in."""

    type: str = "text"


class ChatForm(_Taken):
    """A request for a chat completion."""

    model: str
    messages: Annotated[list[MessageForm], Field(min_length=1, max_length=10_000)]
    stream: StrictBool = False
    stream_options: StreamOptionsForm | None = None
    n: int | None = 1
    response_format: FormatForm | None = None
    tool_choice: Literal["none", "auto", "required"] | dict[str, Any] | None = None
    function_call: Literal["none", "auto"] | dict[str, Any] | None = None

    @property
    def is_task(self) -> bool:
        """Whether a program asks for a title, tags or the like, and nobody asks a question."""
        asked = [one.words for one in self.messages if one.role in _BY_SYSTEM or one.role == "user"]
        return any(words.startswith(_TASK) for words in (asked[:1] + asked[-1:]))

    @property
    def question(self) -> str:
        """The last question of the user, '' where there is none."""
        return next((one.words for one in reversed(self.messages) if one.role == "user"), "")

    def questions_before(self) -> list[Question]:
        """Return the user's questions before the last one, oldest first; what the assistant said is nobody's evidence."""
        asked = [one.words for one in self.messages if one.role == "user"][:-1]
        fit = [words for words in asked if 0 < len(words) <= LONGEST_QUESTION and not words.startswith(_TASK)]
        return [Question(text=words) for words in fit[-TURNS_REPLAYED:]]

    def refusals(self) -> Iterator[Refusal]:
        """Yield why the request cannot be followed."""
        if self.model != wording.MODEL_NAME:
            text = wording.NO_SUCH_MODEL.format(name=self.model, known=wording.MODEL_NAME)
            yield Refusal(status=404, code="model_not_found", detail=text, parameter="model")
        demanded = self.tool_choice == "required" or isinstance(self.tool_choice, dict)
        for name, is_wanted, reason in (
            ("tool_choice", demanded, wording.NO_TOOL_CALLS),
            ("function_call", isinstance(self.function_call, dict), wording.NO_TOOL_CALLS),
            ("n", (self.n or 1) > 1, wording.ONE_CHOICE),
            (
                "response_format",
                self.response_format is not None and self.response_format.type != "text",
                wording.PLAIN_TEXT,
            ),
        ):
            if is_wanted:
                text = wording.NOT_TAKEN.format(name=name, reason=reason)
                yield Refusal(status=400, code="unsupported_parameter", detail=text, parameter=name)
        if not self.question:
            yield Refusal(status=400, code="no_question", detail=wording.NO_QUESTION, parameter="messages")
