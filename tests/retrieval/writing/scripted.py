"""A scripted model: streams the pieces that it is given, by LangChain's own class, whatever it is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from archive import Ledger
from retrieval.writing import Budget, Caps, LangChainModel, ModelAsker, StreamLimits

Script = Sequence[str | float | Exception]


class ScriptedChat(BaseChatModel):
    """Streams a script for each question: words as they come, seconds to wait, errors to raise."""

    script: Callable[[str], Script]
    stopped: str = "stop"
    tokens_in: int | None = None
    asked: list[list[str]]

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        told = [str(one.text) for one in messages]
        self.asked.append(told)
        for step in self.script("\n".join(told)):
            if isinstance(step, Exception):
                raise step
            if isinstance(step, float):
                time.sleep(step)
            else:
                yield ChatGenerationChunk(message=AIMessageChunk(content=step))
        usage = None
        if self.tokens_in is not None:
            usage = {"input_tokens": self.tokens_in, "output_tokens": 20, "total_tokens": self.tokens_in + 20}
        last = AIMessageChunk(content="", response_metadata={"finish_reason": self.stopped}, usage_metadata=usage)
        yield ChatGenerationChunk(message=last)


def make_asker(
    script: Script | Callable[[str], Script], folder: Path, *, limits: StreamLimits | None = None, caps: Caps | None = None,
    **chat: Any,
) -> tuple[ModelAsker, ScriptedChat]:  # fmt: skip
    """Return what asks a scripted model, and the model, which remembers what it was asked."""
    scripted = ScriptedChat(script=script if callable(script) else lambda _: script, asked=[], **chat)
    model = LangChainModel(name="scripted:test", make=lambda _: scripted)
    budget = Budget(caps or Caps(tokens=400), Ledger(folder / "model.sqlite"))
    return ModelAsker(
        model, limits=limits or StreamLimits(first=5, gap=5, total=20, tokens=400), budget=budget
    ), scripted
