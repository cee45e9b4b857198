"""The embedding model: text to unit vectors."""

from __future__ import annotations

import copy
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, Self

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from archive.errors import ModelError
from archive.models.arithmetic import Arithmetic, ThisMachine, choose_arithmetic
from archive.models.bundled import bundled_folder
from archive.settings import BUNDLED_MODEL, Settings
from archive.tokens import Projection, Tokens

_SHIPPED_PROJECTION = Path(__file__).with_name("projection.safetensors")
_BATCH = 8  # on a small processor short batches waste less padding: 1.7 times the passages a second of batches of 32
_BATCH_OF_GPU = 256  # a GPU waits for its next batch more than it computes
_SHARED_OUT = 32  # texts; fewer are embedded by one worker
_VectorsAndTokens = tuple[NDArray[np.float32], list[Tokens]]
# What a model calls the words that it wants before a question, and before a text in which answers are looked for.
_QUESTION_PROMPTS, _TEXT_PROMPTS = ("query",), ("document", "passage", "corpus")
_MODEL_FILES = ("*.safetensors", "*.bin", "*.json", "*.txt")


class Embedder(Protocol):
    """Turns texts into vectors of one model, named and fingerprinted so that a store can refuse another's."""

    name: str

    @property
    def digest(self) -> str:
        """SHA-256 over the model's files, in hexadecimal."""
        ...

    @property
    def arithmetic(self) -> object:
        """What it computes with, in words ('bfloat16 on cpu'): the same text gets a slightly other vector by another."""
        ...

    @property
    def projection(self) -> Projection | None:
        """How the tokens of its texts are kept; None where nothing says so, and a store's first texts decide it."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        ...

    def read(self, texts: Sequence[str], *, asked: bool = False) -> _VectorsAndTokens:
        """Return what ``embed`` does, and the tokens of each text with their own vectors, from one pass of the model.

        ``asked`` says that the texts are questions: many models read these otherwise than what answers them.
        """
        ...


class SentenceEmbedder(Embeddings):
    """A sentence-transformers model, loaded when it is first needed; also a LangChain ``Embeddings``."""

    def __init__(self, name: str = BUNDLED_MODEL, *, precision: str = "auto", device: str = "auto") -> None:
        """Name the model, and what it computes with; raises ModelError when it is loaded and cannot be found."""
        self.name = name
        self._asked = device, precision
        self._loading = Lock()
        self._loaded: Any = None
        self._offsets_tokenizer: Any = None

    @classmethod
    def chosen(cls, settings: Settings) -> Self:
        """Return the model that is set, which computes with what is set."""
        return cls(settings.embedding_model, precision=settings.embedding_precision, device=settings.embedding_device)

    @cached_property
    def folder(self) -> Path:
        """The folder of the model's files; raises ModelError with what to do where there is none."""
        if self.name == BUNDLED_MODEL:
            return bundled_folder()
        remedy = f"set OTR_EMBEDDING_MODEL to a folder, or unset it to use the bundled {BUNDLED_MODEL}"
        return find_folder(self.name, what="embedding model", remedy=remedy)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and bytes of the model's files."""
        sums = hashlib.sha256()
        for path in _model_files(self.folder):
            sums.update(path.relative_to(self.folder).as_posix().encode())
            sums.update(path.read_bytes())
        return sums.hexdigest()

    @cached_property
    def projection(self) -> Projection | None:
        """How the tokens of its texts are kept: as is shipped for the bundled model, else not known."""
        return Projection.load(_SHIPPED_PROJECTION, model=self.digest)

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """The device and the number format that it computes with; raises ModelError where this machine has none such."""
        device, precision = self._asked
        return choose_arithmetic(device, precision, ThisMachine())

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32 of shape (len(texts), dimension); an empty list gives shape (0, dimension)."""
        model = self._model()
        if not texts:
            return np.zeros((0, model.get_embedding_dimension()), dtype=np.float32)
        prompt = _find_prompt(model, asked=False)
        parts = self._share_out(texts, lambda part: (_encode(model, part, prompt), []))
        return np.concatenate([vectors for vectors, _ in parts])

    def read(self, texts: Sequence[str], *, asked: bool = False) -> _VectorsAndTokens:
        """Return unit vectors as ``embed`` does, and the tokens of each text; raises ModelError for a slow tokenizer.

        Questions (``asked``) are read behind the model's own prompt for them, where it has one.
        """
        model = self._model()
        if not texts:
            return self.embed(texts), []
        if not model.tokenizer.is_fast:
            raise ModelError(f"the tokenizer of {self.name!r} does not say where its tokens stand: set another model")
        tokenizer = self._offsets_tokenizer
        prompt = _find_prompt(model, asked=asked)
        parts = self._share_out(texts, lambda part: _encode_tokens(model, tokenizer, part, prompt))
        return np.concatenate([vectors for vectors, _ in parts]), [read for _, tokens in parts for read in tokens]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text, for LangChain."""
        return [[float(x) for x in row] for row in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of one question, for LangChain."""
        return [float(x) for x in self.read([text], asked=True)[0][0]]

    def _share_out(
        self, texts: Sequence[str], work: Callable[[list[str]], _VectorsAndTokens]
    ) -> list[_VectorsAndTokens]:
        """Return what the work makes of the texts, which are shared among threads."""
        parts = _split_among(texts, (os.cpu_count() or 1) if self.arithmetic.is_on_processor else 1)
        if len(parts) == 1:
            return [work(parts[0])]
        with ThreadPoolExecutor(len(parts)) as pool:
            return list(pool.map(work, parts))

    def _model(self) -> Any:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self.folder, self.arithmetic)
                # A tokenizer keeps how it pads and truncates. The model's own pads; one that two workers use with and without
                # padding at the same time fails now and then.
                self._offsets_tokenizer = copy.deepcopy(self._loaded.tokenizer)
            return self._loaded


def _split_among(texts: Sequence[str], workers: int) -> list[list[str]]:
    """Return the texts in runs, one for each worker; a few texts stay together."""
    size = max(_SHARED_OUT, -(-len(texts) // workers))
    return [list(texts[start : start + size]) for start in range(0, len(texts), size)]


def _batch_of(model: Any) -> int:
    return _BATCH if model.device.type == "cpu" else _BATCH_OF_GPU


def _find_prompt(model: Any, *, asked: bool) -> str:
    """Return the words that a sentence-transformers model wants before a question, or before a text; '' where it wants none."""
    names = _QUESTION_PROMPTS if asked else _TEXT_PROMPTS
    return next((str(model.prompts[name]) for name in names if model.prompts.get(name)), "")


def _encode(model: Any, texts: list[str], prompt: str) -> NDArray[np.float32]:
    import torch

    # One thread a worker: a model this small spends more on making its threads meet than they save, and several times
    # more when the machine does other work too. The number is kept per calling thread.
    torch.set_num_threads(1)
    vectors = model.encode(
        texts, batch_size=_batch_of(model), prompt=prompt, convert_to_tensor=True, show_progress_bar=False
    )
    return _unit(vectors.float().cpu().numpy())


def _encode_tokens(model: Any, tokenizer: Any, texts: list[str], prompt: str) -> _VectorsAndTokens:
    import torch

    torch.set_num_threads(1)
    outputs = model.encode(
        texts, batch_size=_batch_of(model), prompt=prompt, output_value=None, show_progress_bar=False
    )
    spans = tokenizer(
        [prompt + text for text in texts], truncation=True, max_length=model.max_seq_length,
        return_offsets_mapping=True, add_special_tokens=True,
    )["offset_mapping"]  # fmt: skip
    vectors = torch.stack([output["sentence_embedding"] for output in outputs]).float().cpu().numpy()
    tokens = [
        _tokens(output["token_embeddings"], places, len(prompt)) for output, places in zip(outputs, spans, strict=True)
    ]
    return _unit(vectors), tokens


def _tokens(vectors: Any, places: list[tuple[int, int]], prompted: int) -> Tokens:
    """Return the tokens that stand for something in the text, so without the model's own marks, its padding and its prompt.

    ``prompted`` is how many characters the prompt has, before the text.
    """
    real = [row for row, (start, end) in enumerate(places) if end > start >= prompted]
    found = vectors[real].float().cpu().numpy()
    starts, ends = (np.array([places[row][side] - prompted for row in real], dtype=np.uint16) for side in (0, 1))
    return Tokens(starts=starts, ends=ends, vectors=_unit(found))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return np.divide(vectors, lengths, dtype=np.float32)


def _load(folder: Path, arithmetic: Arithmetic) -> Any:
    # Importing sentence_transformers takes seconds: commands that embed nothing must not pay for it.
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        dtype = getattr(torch, arithmetic.precision)
        return SentenceTransformer(
            str(folder), device=arithmetic.device, model_kwargs={"dtype": dtype}, local_files_only=True
        ).eval()
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the embedding model in {folder} cannot be loaded ({error}): set OTR_EMBEDDING_MODEL to a folder that"
            " holds a sentence-transformers model"
        ) from error


def find_folder(name: str, *, what: str, remedy: str) -> Path:
    """Return the folder of a model that is a folder here or has a name on a model hub; raises ModelError with the remedy."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelError(
            f"{what} {name!r} is neither a folder here nor to be had from the model hub ({error}): {remedy}"
        ) from error


def _model_files(folder: Path) -> Iterator[Path]:
    found = sorted({path for pattern in _MODEL_FILES for path in folder.rglob(pattern) if path.is_file()})
    if not found:
        raise ModelError(
            f"{folder} holds no model files ({', '.join(_MODEL_FILES)}): set OTR_EMBEDDING_MODEL to one that does"
        )
    yield from found
