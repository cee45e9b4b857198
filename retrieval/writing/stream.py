"""Stream: what a model writes, within limits of time and length that hold even where its service blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event, Thread

from retrieval.writing.model import Piece

_ROOM = 256  # pieces that wait to be read
_LOOK = 0.2  # seconds after which a writer that waits looks whether anybody still reads
_LETTERS_A_TOKEN = 8  # the most that a token comes to, on the average of a text


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamLimits:
    """How long a model may take to begin, to pause and for all, in seconds, and how many tokens it may write."""

    first: float
    gap: float
    total: float
    tokens: int


class ModelTooSlowError(Exception):
    """The model has not begun, has paused, or is not done within its time."""


class ModelTooLongError(Exception):
    """The model writes on beyond what it was told."""


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None = None


def read_within(limits: StreamLimits, begin: Callable[[], Iterator[Piece]]) -> Iterator[Piece]:
    """Yield the pieces of a stream as they come.

    Raises ModelTooSlowError or ModelTooLongError where it passes a limit, and whatever the stream itself raises. The stream is
    read in a thread of its own, which is left behind where it blocks, and which does not keep the process alive.
    """
    began = time.monotonic()
    pieces: Queue[Piece | _Ended] = Queue(_ROOM)
    given_up = Event()
    Thread(target=_read, args=(begin, pieces, given_up), name="model", daemon=True).start()
    begun, letters = False, 0
    try:
        while True:
            # A pause is the model's, not that of whoever verifies meanwhile what it wrote.
            due = time.monotonic() + limits.gap if begun else began + limits.first
            piece = _next(pieces, min(due, began + limits.total))
            if isinstance(piece, _Ended):
                if piece.error is not None:
                    raise piece.error
                return
            begun = begun or piece.alive or bool(piece.text)
            letters += len(piece.text)
            if letters > limits.tokens * _LETTERS_A_TOKEN:
                raise ModelTooLongError
            yield piece
    finally:
        given_up.set()


def _next(pieces: Queue[Piece | _Ended], due: float) -> Piece | _Ended:
    left = due - time.monotonic()
    if left <= 0:
        raise ModelTooSlowError
    try:
        return pieces.get(timeout=left)
    except Empty as error:
        raise ModelTooSlowError from error


def _read(begin: Callable[[], Iterator[Piece]], pieces: Queue[Piece | _Ended], given_up: Event) -> None:
    try:
        for piece in begin():
            if not _put(pieces, piece, given_up):
                return
        _put(pieces, _Ended(), given_up)
    except BaseException as error:  # noqa: BLE001 - whatever a provider raises is handed to the reader, and judged there
        _put(pieces, _Ended(error), given_up)


def _put(pieces: Queue[Piece | _Ended], piece: Piece | _Ended, given_up: Event) -> bool:
    """Hand a piece on; return False where nobody reads any more."""
    while not given_up.is_set():
        with suppress(Full):
            pieces.put(piece, timeout=_LOOK)
            return True
    return False
