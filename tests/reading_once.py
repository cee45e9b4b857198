"""In tests a process reads each text once: the same questions are asked again and again, each at the cost of the model's pass."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.models.embedder import SentenceEmbedder
from archive.tokens import Tokens

MOST = 2_000  # texts that are kept, at some 100 kB each
READ, EMBED = SentenceEmbedder.read, SentenceEmbedder.embed  # as they are without this

_kept: OrderedDict[tuple[object, ...], Any] = OrderedDict()
_lock = Lock()


def read_once() -> None:
    """Have every embedding model of this process, and of those forked from it, remember the latest texts that it read."""
    SentenceEmbedder.read = _read  # type: ignore[method-assign]
    SentenceEmbedder.embed = _embed  # type: ignore[method-assign]


def read_each_time() -> None:
    """Have them read each text as often as it is given."""
    SentenceEmbedder.read, SentenceEmbedder.embed = READ, EMBED  # type: ignore[method-assign]


def _read(
    self: SentenceEmbedder, texts: Sequence[str], *, asked: bool = False
) -> tuple[NDArray[np.float32], list[Tokens]]:
    found = _once(
        (self.name, self._asked, asked), texts, lambda unread: list(zip(*READ(self, unread, asked=asked), strict=True))
    )
    return (np.stack([vector for vector, _ in found]), [tokens for _, tokens in found]) if found else READ(self, [])


def _embed(self: SentenceEmbedder, texts: Sequence[str]) -> NDArray[np.float32]:
    found = _once((self.name, self._asked, "embedded"), texts, lambda unread: list(EMBED(self, unread)))
    return np.stack(found) if found else EMBED(self, [])


def _once(by: tuple[object, ...], texts: Sequence[str], read: Callable[[list[str]], list[Any]]) -> list[Any]:
    """Return what each text was read as, by this model and in this way; what is not kept is read."""
    keys = [(*by, text) for text in texts]
    with _lock:
        found = {key: _kept[key] for key in keys if key in _kept}
    unread = [key for key in dict.fromkeys(keys) if key not in found]
    if unread:
        found |= zip(unread, read([str(key[-1]) for key in unread]), strict=True)
    with _lock:
        _kept.update(found)
        for key in found:
            _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return [found[key] for key in keys]
