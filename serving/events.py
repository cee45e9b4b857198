"""Events: an answer as it grows, as server-sent events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, TypeVar

from starlette.requests import Request

_Item = TypeVar("_Item")
EVENTS = "text/event-stream"
STREAMED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # nothing in between may hold a stream back
EVENT_SCHEMA = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"enum": ["queued", "answer", "problem"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}


def write_event(name: str, data: Any) -> str:
    """Return one event; its data is JSON on one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def write_data(data: Any) -> str:
    """Return an event without a name."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


async def with_first(first: _Item, rest: AsyncIterator[_Item]) -> AsyncIterator[_Item]:
    """Yield what was taken from an iterator already, then the rest of it."""
    yield first
    async for item in rest:
        yield item


async def last_of(request: Request, items: AsyncGenerator[_Item]) -> _Item | None:
    """Return the last item, None where there is none or whoever asked has gone: then no more are taken."""
    last: _Item | None = None
    async with aclosing(items) as taken:
        async for item in taken:
            last = item
            if await request.is_disconnected():
                return None
    return last
