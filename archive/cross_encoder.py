"""A cross-encoder: a model that reads a question and a text together. None is bundled; the user may set one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.embedder import find_folder
from archive.errors import ModelError

_BATCH = 8
_REMEDY = "set OTR_RERANKER to a folder that holds a cross-encoder of sentence-transformers, or unset it to do without"


class CrossEncoderModel:
    """A sentence-transformers CrossEncoder, loaded when it is first needed."""

    def __init__(self, name: str) -> None:
        """Name the model: a folder, or a name on a model hub; raises ModelError when it is loaded and cannot be."""
        self.name = name
        self._loading = Lock()

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a score for each text, float32 of shape (len(texts),)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        with self._loading:
            model = self._model
        pairs = [(question, text) for text in texts]
        scores: NDArray[np.float32] = np.asarray(
            model.predict(pairs, batch_size=_BATCH, show_progress_bar=False), dtype=np.float32
        )
        if scores.shape != (len(texts),):
            raise ModelError(
                f"the cross-encoder {self.name!r} gives a passage scores of shape {scores.shape[1:]}, not one: {_REMEDY}"
            )
        return scores

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import CrossEncoder

        folder = find_folder(self.name, what="cross-encoder", remedy=_REMEDY)
        try:
            return CrossEncoder(str(folder), local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the cross-encoder in {folder} cannot be loaded ({error}): {_REMEDY}") from error
