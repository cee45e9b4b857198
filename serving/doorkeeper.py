"""The doorkeeper before a door: it looks for a key, counts the caller's requests, and turns away what is too large to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving import wording
from serving.keys import AccessKeys
from serving.rates import Rates
from serving.refusals import Refusal, Refuse

_SCHEME = "bearer "


class Doorkeeper:
    """An ASGI application in front of another; ``refuse`` says no in the form that this door's callers read."""

    def __init__(self, door: ASGIApp, *, keys: AccessKeys, rates: Rates, longest: int, refuse: Refuse) -> None:
        """``longest`` is how many bytes a request's body may have."""
        self._door = door
        self._keys = keys
        self._rates = rates
        self._longest = longest
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it with why not."""
        if scope["type"] != "http":
            await self._door(scope, receive, send)
            return
        headers = Headers(scope=scope)
        shown = _key_in(headers)
        if self._keys and not self._keys.knows(shown):
            await self._turn_away(_wants_key(shown), scope, receive, send)
            return
        allowance = self._rates.take(_caller(scope, shown if self._keys else ""))
        if not allowance.allowed:
            text = wording.TOO_MANY.format(limit=self._rates.per_minute, seconds=allowance.seconds)
            refusal = Refusal(status=429, code="rate-limited", detail=text, headers=allowance.headers)
            await self._turn_away(refusal, scope, receive, send)
            return
        body = await self._read(headers, receive)
        if body is None:
            text = wording.TOO_LARGE.format(limit=self._longest)
            refusal = Refusal(status=413, code="too-large", detail=text, headers=allowance.headers)
            await self._turn_away(refusal, scope, receive, send)
            return
        await self._door(scope, _with_body(body, receive), _with_headers(allowance.headers, send))

    async def _turn_away(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        # What was not read of the request would stand before the next one on this connection.
        refusal = replace(refusal, headers={**refusal.headers, "Connection": "close"})
        await self._refuse(refusal)(scope, receive, send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        """Return the whole body of a request, None where it is too large."""
        told = headers.get("content-length", "")
        if told.isdecimal() and int(told) > self._longest:
            return None
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._longest:
                return None
            if message["type"] != "http.request" or not message.get("more_body"):
                return bytes(body)


def _key_in(headers: Headers) -> str:
    """Return the key that a request shows, '' where it shows none."""
    shown = headers.get("authorization", "")
    bearer = shown[len(_SCHEME) :].strip() if shown.lower().startswith(_SCHEME) else ""
    return bearer or headers.get("x-api-key", "").strip()


def _caller(scope: Scope, key: str) -> str:
    """Return whom requests are counted for: the holder of a key, else the address that they come from."""
    if key:
        return hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest()
    return str((scope.get("client") or ("unknown",))[0])


def _wants_key(shown: str) -> Refusal:
    text = wording.UNKNOWN_KEY.format(given=wording.WRONG_KEY if shown else wording.NO_KEY_GIVEN)
    return Refusal(status=401, code="invalid_api_key", detail=text, headers={"WWW-Authenticate": "Bearer"})


def _with_body(body: bytes, receive: Receive) -> Receive:
    read = False

    async def receive_again() -> Message:
        nonlocal read
        if read:
            return await receive()
        read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _with_headers(headers: Mapping[str, str], send: Send) -> Send:
    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return send_with
