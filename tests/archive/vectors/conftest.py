"""A Chroma server with little patience, and what stands in for one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from archive.vectors import ChromaServer
from tests.chroma import RunningChroma


@pytest.fixture
def server(running: RunningChroma) -> ChromaServer:
    """The server, up, with little patience."""
    return ChromaServer(address=running.address, wait=2.0)


@pytest.fixture
def stand_in() -> Iterator[tuple[str, dict[str, tuple[int, str]]]]:
    """(address, answers) of something that is no Chroma server: ``answers`` has (status, text) by path; others are 404."""
    answers: dict[str, tuple[int, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, text = answers.get(self.path, (404, "nothing here"))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}", answers
    httpd.shutdown()


@pytest.fixture
def deaf() -> Iterator[str]:
    """The address of something that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
