"""The doors put together: the routes that stand beside the page on one port, and what runs while they are open."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from mcp.server.transport_security import TransportSecuritySettings
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from archive import Settings
from retrieval import OnTheRecordError
from serving.api import make_api
from serving.chat import ChatDoor
from serving.desk import Desk
from serving.doorkeeper import Doorkeeper
from serving.health import Health
from serving.keys import AccessKeys
from serving.rates import Rates
from serving.refusals import Refuse, as_error_object, as_problem
from serving.tools import ArchiveTools
from serving.workers import Workers

_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
_GROWING = 32  # answers that a language model still words, beside the questions that are answered or wait
_log = logging.getLogger(__name__)


class Doors:
    """Everything beside the page: ``routes`` for its server, and ``open`` for as long as that runs."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        """Raises UsageError where the keys that are set cannot be read."""
        self._settings = settings
        self._desk = desk
        self._workers = Workers(desk.gate.at_once + desk.gate.queue + _GROWING)
        self._keys = AccessKeys(settings.api_keys.get_secret_value())
        self._tools = ArchiveTools(desk, self._workers, public_url=settings.public_url).serve()
        self._rates = Rates(settings.rate_per_minute)

    def routes(self) -> list[BaseRoute]:
        """Return the routes, none of which the page has."""
        health, mcp = Health(self._desk, self._workers), self._guard(self._mcp(), as_problem)
        return [
            Route("/healthz", health.tell_health),
            Route("/metrics", self._guard(Route("/metrics", health.tell_figures).app, as_problem)),
            Route("/mcp", mcp),
            Route("/mcp/", mcp),  # else the page would answer
            Route("/api", _to_description),
            Mount("/v1", self._guard(self._chat().app(), as_error_object, from_pages=True)),
            Mount("/api", self._guard(make_api(self._desk, self._workers), as_problem, from_pages=True)),
        ]

    def _chat(self) -> ChatDoor:
        return ChatDoor(self._desk, self._workers, public_url=self._settings.public_url)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Load the archive's models while nobody waits for them; at the end, take no more work."""
        Thread(target=self._warm, name="warming", daemon=True).start()
        try:
            async with self._tools.session_manager.run():
                yield
        finally:
            self._workers.close()

    def _mcp(self) -> ASGIApp:
        """Return MCP over HTTP; no web page may reach it under another name than the server's (DNS rebinding)."""
        named = [*_OWN_NAMES, *_listed(self._settings.hosts)]
        origins = [f"{scheme}://{name}" for name in named for scheme in ("http", "https")]
        return self._tools.streamable_http_app(
            stateless_http=True,
            max_request_body_size=self._settings.request_bytes,
            transport_security=TransportSecuritySettings(
                allowed_hosts=[*named, *(f"{name}:*" for name in named)],
                allowed_origins=[*origins, *(f"{origin}:*" for origin in origins)],
            ),
        )

    def _warm(self) -> None:
        try:
            self._desk.archive().warm()
            gc.freeze()  # what is loaded stays: a garbage collection need not look through it
        except OnTheRecordError as error:
            _log.warning("the archive is not ready yet: %s", error)

    def _guard(self, door: ASGIApp, refuse: Refuse, *, from_pages: bool = False) -> ASGIApp:
        """Return a door with a doorkeeper; ``from_pages`` lets in the web pages of the origins that are set."""
        guarded = Doorkeeper(
            door, keys=self._keys, rates=self._rates, longest=self._settings.request_bytes, refuse=refuse
        )
        origins = _listed(self._settings.cors_origins)
        if not (from_pages and origins):
            return guarded
        shown = ["RateLimit", "RateLimit-Policy", "Retry-After"]
        return CORSMiddleware(
            guarded, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=["*"], expose_headers=shown
        )


async def _to_description(_: Request) -> Response:
    return RedirectResponse("api/docs")


def _listed(setting: str) -> list[str]:
    return [one.strip() for one in setting.split(",") if one.strip()]
