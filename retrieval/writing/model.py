"""Model: the language model of the user's choice, by LangChain. The one module that imports ``langchain``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

from langchain_core.exceptions import ModelInvalidRequestError
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from archive import Settings, UsageError

_KEYLESS = "no-key"  # a local server asks for none, and the client wants one
_OLLAMA_CONTEXT = 8192  # tokens: the prompt's most and an answer's; without it Ollama cuts the evidence silently


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of what a model writes: its text, why the model stopped, '' where it goes on, and tokens that are counted.

    A piece without text is ``alive`` where a model that thinks first is thinking. Token counts of pieces add up.
    """

    text: str = ""
    alive: bool = True
    stopped: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


class ChatModel(Protocol):
    """Writes on from messages."""

    @property
    def name(self) -> str:
        """What it is called: PROVIDER:NAME."""
        ...

    def warm(self) -> None:
        """Make ready what takes seconds."""
        ...

    def stream(self, messages: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        """Yield what it writes for (role, text) messages, piece by piece; raises whatever its service does."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Provider:
    """How a provider is reached: LangChain's name of it, its package, and what its class calls the settings."""

    name: str
    package: str
    extra: str
    options: Callable[[float, int], dict[str, Any]]


def _openai(timeout: float, tokens: int) -> dict[str, Any]:
    local = os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_BASE")
    key = {"api_key": _KEYLESS} if local and not os.environ.get("OPENAI_API_KEY") else {}
    return {"timeout": timeout, "max_retries": 0, "max_tokens": tokens, "stream_usage": True, **key}


def _azure(timeout: float, tokens: int) -> dict[str, Any]:
    return {"timeout": timeout, "max_retries": 0, "max_tokens": tokens, "stream_usage": True}


def _ollama(timeout: float, tokens: int) -> dict[str, Any]:
    return {"client_kwargs": {"timeout": timeout}, "num_predict": tokens, "num_ctx": _OLLAMA_CONTEXT}


def _anthropic(timeout: float, tokens: int) -> dict[str, Any]:
    return {"timeout": timeout, "max_retries": 0, "max_tokens": tokens}


def _google(timeout: float, tokens: int) -> dict[str, Any]:
    return {"timeout": timeout, "max_retries": 1, "max_tokens": tokens}  # 1 is none there: 0 takes the SDK's own


def _bedrock(timeout: float, tokens: int) -> dict[str, Any]:
    return {"timeout": max(1, int(timeout)), "max_retries": 1, "max_tokens": tokens}


def _any(_timeout: float, tokens: int) -> dict[str, Any]:
    return {"max_tokens": tokens}


# By the name that stands before the colon; the keys are the extras of pyproject.toml.
_PROVIDERS = {
    "openai": _Provider(name="openai", package="langchain_openai", extra="openai", options=_openai),
    "ollama": _Provider(name="ollama", package="langchain_ollama", extra="ollama", options=_ollama),
    "anthropic": _Provider(name="anthropic", package="langchain_anthropic", extra="anthropic", options=_anthropic),
    "google": _Provider(name="google_genai", package="langchain_google_genai", extra="google", options=_google),
    "azure": _Provider(name="azure_openai", package="langchain_openai", extra="azure", options=_azure),
    "bedrock": _Provider(name="bedrock_converse", package="langchain_aws", extra="bedrock", options=_bedrock),
}
_BY_NAME = {**_PROVIDERS, **{one.name: one for one in _PROVIDERS.values()}}


@dataclass(slots=True)
class LangChainModel:
    """A chat model of LangChain's. It is made at its first use, as importing it takes seconds."""

    name: str
    make: Callable[[Mapping[str, Any]], BaseChatModel]
    _made: BaseChatModel | None = None
    _lock: Lock = field(default_factory=Lock)

    def warm(self) -> None:
        """Make the model; raises whatever its class raises for settings that it cannot take."""
        with self._lock:
            if self._made is None:
                self._made = self.make({"temperature": 0.0})

    def stream(self, messages: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        """Yield what the model writes for the messages, as its service sends it.

        A model that takes no temperature, as some that think do not, is asked once more without one.
        """
        self.warm()
        begun = False
        try:
            for piece in self._pieces(messages):
                begun = True
                yield piece
        except ModelInvalidRequestError as error:
            if begun or "temperature" not in str(error):
                raise
            self._made = self.make({})
            yield from self._pieces(messages)

    def _pieces(self, messages: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        if self._made is None:
            raise AssertionError("the model is made before it is asked")
        for chunk in self._made.stream(list(messages)):
            yield _read_chunk(chunk)


def open_model(settings: Settings) -> LangChainModel:
    """Return the model that is set (``model``: PROVIDER:NAME); raises UsageError for a wrong form, or a package that is missing.

    Its address and key come from the environment, by the provider's own variables.
    """
    provider, _, name = settings.model.partition(":")
    if not (provider.strip() and name.strip()):
        raise UsageError(
            f"the model {settings.model!r} is not of the form PROVIDER:NAME: give for example openai:gpt-4.1-mini or"
            f" ollama:llama3.2; the providers are {', '.join(_PROVIDERS)}"
        )
    known = _BY_NAME.get(provider.lower())
    if known and find_spec(known.package) is None:
        raise UsageError(
            f"the model {settings.model!r} needs the package {known.package.replace('_', '-')}, which is not installed: pip"
            f" install -c constraints.txt -e '.[{known.extra}]'"
        )
    if known and known.name == "openai":
        _check_openai(settings.model)
    options = (known.options if known else _any)(
        max(settings.model_first_token_s, settings.model_gap_s), settings.model_max_tokens
    )
    chosen = known.name if known else provider.lower()

    def make(more: Mapping[str, Any]) -> BaseChatModel:
        from langchain.chat_models import init_chat_model  # late: it takes seconds

        made: BaseChatModel = init_chat_model(name, model_provider=chosen, **options, **more)
        return made

    model = LangChainModel(name=settings.model, make=make)
    if known is None:
        _try(model)
    return model


def _check_openai(model: str) -> None:
    if not any(os.environ.get(name) for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE")):
        raise UsageError(
            f"the model {model!r} has no key and no address: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own"
            " (http://127.0.0.1:8080/v1)"
        )


def _try(model: LangChainModel) -> None:
    """Make a model of a provider that is not known here, so that a name that LangChain does not know is told at once."""
    try:
        model.warm()
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"the model {model.name!r} cannot be set up ({error}): the providers are {', '.join(_PROVIDERS)}, or any other of"
            " LangChain's init_chat_model, with its package"
        ) from error


def _read_chunk(chunk: AIMessageChunk) -> Piece:
    usage = chunk.usage_metadata or {"input_tokens": 0, "output_tokens": 0}
    said = chunk.response_metadata
    stopped = said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason") or ""
    return Piece(
        text=str(chunk.text),
        alive=bool(chunk.content or chunk.additional_kwargs),
        stopped=str(getattr(stopped, "name", stopped)).lower(),
        tokens_in=usage["input_tokens"],
        tokens_out=usage["output_tokens"],
    )
