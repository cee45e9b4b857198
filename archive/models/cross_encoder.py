"""Cross-encoders: models that read two texts together. None is bundled; the user may set one to rank, and one to check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.errors import ModelError
from archive.models.embedder import find_folder

_BATCH = 8
_REMEDY = "set OTR_RERANKER to a folder that holds a cross-encoder of sentence-transformers, or unset it to do without"
_CHECKER_REMEDY = (
    "set OTR_CHECKER to a folder that holds a cross-encoder of sentence-transformers whose label for words that bear a"
    " sentence is 'entailment' or 'supported', or that has one score or two labels without a name; or unset it to do without"
)
_BEARING = ("entail", "support")  # how such a model's label begins: 'entailment', 'SUPPORTED'
_UNNAMED = ["LABEL_0", "LABEL_1"]  # as MiniCheck's have it: 1 is borne
_HALF = 0.5


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
        scores = _predict(model, [(question, text) for text in texts])
        if scores.shape != (len(texts),):
            raise ModelError(
                f"the cross-encoder {self.name!r} gives a passage scores of shape {scores.shape[1:]}, not one: {_REMEDY}"
            )
        return scores

    @cached_property
    def _model(self) -> Any:
        return _load(self.name, what="cross-encoder", remedy=_REMEDY)


class CheckingModel:
    """A cross-encoder that says whether words bear a sentence (an NLI model, or one of MiniCheck's kind), loaded at first use."""

    def __init__(self, name: str) -> None:
        """Name the model: a folder, or a name on a model hub; raises ModelError when it is loaded and cannot be."""
        self.name = name
        self._loading = Lock()

    def bears(self, words: str, sentence: str) -> bool:
        """Return whether the words bear the sentence: by the likeliest label, or by a score of a half or more."""
        with self._loading:
            model, bearing = self._model, self._bearing
        scores = _predict(model, [(words, sentence)])[0]
        return bool(scores >= _HALF) if bearing is None else int(np.argmax(scores)) == bearing

    @cached_property
    def _model(self) -> Any:
        return _load(self.name, what="checker", remedy=_CHECKER_REMEDY)

    @cached_property
    def _bearing(self) -> int | None:
        """The number of the label for words that bear a sentence; None where the model has one score."""
        labels = {int(number): str(label) for number, label in self._model.config.id2label.items()}
        if len(labels) == 1:
            return None
        if sorted(labels.values()) == _UNNAMED:
            return 1
        found = [number for number, label in labels.items() if label.lower().startswith(_BEARING)]
        if len(found) != 1:
            raise ModelError(f"the checker {self.name!r} has the labels {sorted(labels.values())}: {_CHECKER_REMEDY}")
        return found[0]


def _predict(model: Any, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
    return np.asarray(model.predict(pairs, batch_size=_BATCH, show_progress_bar=False), dtype=np.float32)


def _load(name: str, *, what: str, remedy: str) -> Any:
    from sentence_transformers import CrossEncoder

    folder = find_folder(name, what=what, remedy=remedy)
    try:
        return CrossEncoder(str(folder), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the {what} in {folder} cannot be loaded ({error}): {remedy}") from error
