"""A server on 127.0.0.1 that speaks OpenAI's form of chat, and does what services do when they fail."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Answering: TypeAlias = Callable[["FaultHandler"], None]


class FaultHandler(BaseHTTPRequestHandler):
    """Answers every question as the server's ``answering`` says, and notes what was asked."""

    server: FaultServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"body": body, "key": self.headers.get("Authorization")})
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has given up, as it should
            self.server.answering(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own name
        """Say nothing."""

    def refuse(self, status: int, code: str, message: str) -> None:
        """Answer with an error in OpenAI's form."""
        body = json.dumps({"error": {"message": message, "type": "x", "code": code}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self) -> None:
        """Begin a stream."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def send(self, raw: str) -> None:
        """Send a line as it is."""
        self.wfile.write(f"data: {raw}\n\n".encode())
        self.wfile.flush()

    def say(self, text: str, *, stopped: str | None = None) -> None:
        """Send words as a chunk."""
        self.send(make_chunk({"role": "assistant", "content": text}, stopped))

    def end(self, stopped: str = "stop", *, tokens_in: int = 700) -> None:
        """End a stream as it should be."""
        self.say("", stopped=stopped)
        usage = {"prompt_tokens": tokens_in, "completion_tokens": 9, "total_tokens": tokens_in + 9}
        self.send(json.dumps({**json.loads(make_chunk({})), "choices": [], "usage": usage}))
        self.send("[DONE]")


class FaultServer(ThreadingHTTPServer):
    """The server; ``asked`` is what it was asked, ``given_up`` is set when the test is over."""

    daemon_threads = True

    def __init__(self, answering: Answering) -> None:
        super().__init__(("127.0.0.1", 0), FaultHandler)
        self.answering = answering
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Its address, as OPENAI_BASE_URL takes it."""
        return f"http://127.0.0.1:{self.server_port}/v1"


def make_chunk(delta: dict[str, Any], stopped: str | None = None) -> str:
    """Return a chunk of a stream in OpenAI's form."""
    choice = {"index": 0, "delta": delta, "finish_reason": stopped}
    return json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})


@contextmanager
def serving(answering: Answering) -> Iterator[FaultServer]:
    """Serve until the block ends."""
    server = FaultServer(answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
