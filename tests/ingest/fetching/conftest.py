"""A publisher's server on this machine, whose pages a test sets, and which notes what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest.fetching import FetchLimits

# Nothing waits: what a limit does is tested by setting it.
QUICK = FetchLimits(allow_private=True, pause=0.0, backoff=0.0, connect=2.0, read=2.0, total=5.0)


@dataclass
class Page:
    """What the server answers with. ``drip`` sends the body a byte at a time, with so many seconds between them."""

    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0


@dataclass
class Asked:
    path: str
    headers: Mapping[str, str]
    at: float


class Server:
    """A publisher's server: ``pages`` by path (with query); a page may be a function of the request's headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Callable[[Mapping[str, str]], Page]] = {}
        self.asked: list[Asked] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                owner.asked.append(Asked(self.path, dict(self.headers.items()), time.monotonic()))
                page = owner.pages.get(self.path, Page(status=404))
                owner.answer(self, page if isinstance(page, Page) else page(dict(self.headers.items())))

            def log_message(self, *_: object) -> None:
                pass

        class Listener(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Whoever asked has gone: a test of limits."""

        self._server = Listener(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def answer(self, handler: BaseHTTPRequestHandler, page: Page) -> None:
        handler.send_response(page.status)
        headers = {"Content-Type": page.kind, "Content-Length": str(len(page.body)), **page.headers}
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        if not page.drip:
            handler.wfile.write(page.body)
            return
        try:
            for byte in page.body:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(page.drip)
        except OSError:  # whoever asked has gone
            handler.close_connection = True

    def address(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def put(self, path: str, body: str | bytes, **how: object) -> None:
        self.pages[path] = Page(body.encode() if isinstance(body, str) else body, **how)  # type: ignore[arg-type]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with no page, not even a robots.txt."""
    made = Server()
    yield made
    made.close()


def unless_same(body: str, tag: str) -> Callable[[Mapping[str, str]], Page]:
    """Return a page that answers 304 to whom it gave its tag before."""

    def answer(headers: Mapping[str, str]) -> Page:
        if headers.get("If-None-Match") == tag:
            return Page(status=304, headers={"ETag": tag})
        return Page(body.encode(), headers={"ETag": tag})

    return answer


RELEASE = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"


def release(title: str, text: str = "The harbour is closed until the first of May, the minister said. ") -> str:
    """Return a release as a page: more text than links."""
    return RELEASE.format(title, text * 20)
