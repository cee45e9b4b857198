"""Unembedded: vectors and tokens of passages that the catalogue has none of yet, made when a question comes upon them.

So a passage that was read a moment ago, and is found by its words, is ranked and quoted as any other. What was made is kept in
memory, by the digest of the text, from one generation to the next, until the writer has embedded it too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from archive.catalogue import PassageReader
from archive.models.embedder import Embedder
from archive.tokens import Projection

_KEPT = 5_000  # texts; some 30 MB


class UnembeddedPassages:
    """Embeds texts that have no vector yet, each once while it is remembered; safe to use from many threads."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._kept: OrderedDict[bytes, tuple[NDArray[np.float32], bytes]] = OrderedDict()
        self._lock = Lock()

    def read(
        self, catalogue: PassageReader, embedder: Embedder, ids: Sequence[int]
    ) -> dict[int, tuple[NDArray[np.float32], bytes]]:
        """Return the unit vector and the token codes of those of these passages that the catalogue has none of, by id."""
        missing = catalogue.unembedded(ids)
        with self._lock:
            known = {digest: self._kept[digest] for digest, _ in missing.values() if digest in self._kept}
        texts = {digest: text for digest, text in missing.values() if digest not in known}
        if texts:
            known |= self._embed(texts, catalogue.projection, embedder)
        return {passage_id: known[digest] for passage_id, (digest, _) in missing.items()}

    def _embed(
        self, texts: Mapping[bytes, str], projection: Projection | None, embedder: Embedder
    ) -> dict[bytes, tuple[NDArray[np.float32], bytes]]:
        if projection is None:
            raise AssertionError("a catalogue that has passages has what their tokens are projected by")
        vectors, tokens = embedder.read(list(texts.values()))
        kept = vectors.astype(np.float16).astype(np.float32)  # as the catalogue will have them
        made = {
            digest: (vector, projection.encode(found))
            for digest, vector, found in zip(texts, kept, tokens, strict=True)
        }
        with self._lock:
            self._kept |= made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made
