"""The archive as a chat model: OpenAI's /v1/models and /v1/chat/completions, with citations as annotations.

Each chunk of a stream is one verified statement with its citations. The earlier questions of a conversation are looked up again,
so that the last one may refer to them; what the client says that was answered is not read.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from retrieval import Answer, OnTheRecordError, Question
from serving import wording
from serving.chat_form import ChatForm
from serving.chat_text import ChatText, write_chat
from serving.desk import Desk, Queued
from serving.events import EVENTS, STREAMED, last_of, with_first, write_data
from serving.refusals import Refusal, as_error_object, error_object, not_serving, refusal_of, unreadable
from serving.workers import Workers

DOOR = "chat"


class ChatDoor:
    """Answers in OpenAI's form. ``public_url`` is the page's address for links, '' for that under which it was asked."""

    def __init__(self, desk: Desk, workers: Workers, *, public_url: str = "") -> None:
        """Answer from a desk."""
        self._desk = desk
        self._workers = workers
        self._public_url = public_url
        self._made = {
            "id": wording.MODEL_NAME,
            "object": "model",
            "created": int(time.time()),
            "owned_by": "on-the-record",
        }

    def app(self) -> Starlette:
        """Return the application to be mounted at /v1."""
        return Starlette(
            routes=[
                Route("/models", self.list_models),
                Route("/models/{name}", self.show_model),
                Route("/chat/completions", self.complete, methods=["POST"]),
            ],
            exception_handlers={OnTheRecordError: _tell, HTTPException: _tell_http, Exception: _tell},
        )

    async def list_models(self, _: Request) -> Response:
        """Return the one model that there is."""
        return JSONResponse({"object": "list", "data": [self._made]})

    async def show_model(self, request: Request) -> Response:
        """Return a model."""
        name = request.path_params["name"]
        if name == wording.MODEL_NAME:
            return JSONResponse(self._made)
        text = wording.NO_SUCH_MODEL.format(name=name, known=wording.MODEL_NAME)
        return as_error_object(Refusal(status=404, code="model_not_found", detail=text, parameter="model"))

    async def complete(self, request: Request) -> Response:
        """Answer the last question of a conversation."""
        try:
            form = ChatForm.model_validate_json(await request.body())
        except ValidationError as error:
            return as_error_object(unreadable(error.errors(), status=400))
        for refusal in form.refusals():
            return as_error_object(refusal)
        completion = _Completion(form, page=self._public_url or _page_of(request))
        if form.is_task:
            return completion.of_text(wording.TASK)
        question, before = Question(text=form.question), form.questions_before()
        steps = self._workers.iterate(lambda gone: self._desk.ask(question, before=before, door=DOOR, gone=gone))
        if form.stream:
            first = await anext(steps)
            events = completion.events(with_first(first, steps))
            return StreamingResponse(events, media_type=EVENTS, headers=STREAMED)
        answer = await last_of(request, steps)
        return completion.of_answer(answer) if isinstance(answer, Answer) else as_error_object(not_serving("failed"))


class _Completion:
    """One completion, whole or in chunks."""

    def __init__(self, form: ChatForm, *, page: str) -> None:
        self._form = form
        self._page = page
        self._head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": wording.MODEL_NAME}

    def of_text(self, text: str) -> Response:
        """Return a completion that says this and cites nothing."""
        if self._form.stream:
            chunks = "".join([self._chunk({"role": "assistant", "content": text}), self._chunk({}, done=True), _DONE])
            return Response(chunks, media_type=EVENTS, headers=STREAMED)
        return self._whole(text, [], _usage(None))

    def of_answer(self, answer: Answer) -> Response:
        """Return a completion that is an answer."""
        written = write_chat(answer, page=self._page)
        return self._whole(written.text, written.annotations, _usage(answer))

    async def events(self, steps: AsyncIterator[Queued | Answer]) -> AsyncIterator[str]:
        """Yield an answer as it grows: a chunk a statement, then why it ends."""
        text, answer = ChatText(page=self._page), None
        yield self._chunk({"role": "assistant", "content": ""})
        try:
            async for step in steps:
                if isinstance(step, Queued):
                    yield f": in the queue, place {step.place}\n\n"
                    continue
                answer = step
                for words, annotations in text.grow(answer):
                    yield self._chunk(_delta(words, annotations))
        except OnTheRecordError as error:
            yield write_data(error_object(refusal_of(error)))
        if answer is not None:
            for words, annotations in text.close(answer):
                yield self._chunk(_delta(words, annotations))
            yield self._chunk({}, done=True)
        if self._form.stream_options and self._form.stream_options.include_usage:
            yield write_data({**self._head, "object": _CHUNK, "choices": [], "usage": _usage(answer)})
        yield _DONE

    def _chunk(self, delta: dict[str, Any], *, done: bool = False) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": "stop" if done else None}
        return write_data({**self._head, "object": _CHUNK, "choices": [choice]})

    def _whole(self, text: str, annotations: list[dict[str, Any]], usage: dict[str, int]) -> Response:
        message = {"role": "assistant", "content": text, "refusal": None, "annotations": annotations}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return JSONResponse({**self._head, "object": "chat.completion", "choices": [choice], "usage": usage})


_CHUNK = "chat.completion.chunk"
_DONE = "data: [DONE]\n\n"


def _delta(words: str, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    return {"content": words, **({"annotations": annotations} if annotations else {})}


def _usage(answer: Answer | None) -> dict[str, int]:
    """Return the tokens that a model's service counted: none where no model was asked."""
    use = answer.model if answer else None
    read, written = (use.tokens_in or 0, use.tokens_out or 0) if use else (0, 0)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _page_of(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/"


async def _tell(_: Request, error: Exception) -> Response:
    return as_error_object(refusal_of(error))


async def _tell_http(request: Request, error: Exception) -> Response:
    """Say that there is no such path, or no such way to ask it."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    path = request.url.path
    told = {404: wording.NO_SUCH_PATH.format(path=path), 405: wording.NOT_SO.format(method=request.method, path=path)}
    return as_error_object(Refusal(status=status, code="unknown_url", detail=told.get(status, wording.OUR_FAULT)))
