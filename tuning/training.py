"""Training: low-rank changes of the embedding model's weights, and the projection of its tokens, learned from pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from archive import ModelError, Projection, SentenceEmbedder, UsageError, write_adapter
from tuning.losses import Encoded, stay_close, tell_apart
from tuning.pairs import Pair, deal_batches

PROJECTED_FROM = 200  # texts from which the projection starts
WARMING_UP = 30  # steps
LEAST_RATE = 0.1  # of the rate, at the end
PROJECTION_RATE = 0.3  # of the rate of the model's changes
WEIGHT_DECAY = 0.01
LONGEST_GRADIENT = 1.0
CLOSENESS_EVERY = 2  # steps
CLOSENESS_OF = 3  # every so many passages of a batch
MOST_ASKING = 48  # tokens of what asks
ADAPTED = ("query", "key", "value", "dense")


class Told(Protocol):
    """What is told how far a training is."""

    def begin(self, stage: str, total: int) -> None:
        """Begin a stage of so many steps."""
        ...

    def reach(self, done: int) -> None:
        """Say that so many steps are done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """How an adapter is trained.

    ``rank`` and ``alpha`` are those of low-rank adaptation; ``closeness`` is what it costs to go away from the model as it was,
    beside the losses of ``losses.py``.
    """

    steps: int = 600
    pairs: int = 24  # a batch
    of_a_release: int = 3
    rate: float = 3e-4
    rank: int = 16
    alpha: int = 32
    closeness: float = 2.0
    longest: int = 128  # tokens of a passage
    seed: int = 7


def train(
    archives: Sequence[Sequence[Pair]], embedder: SentenceEmbedder, out: Path, *, how: Training, progress: Told
) -> list[float]:
    """Train on the pairs of these archives, write the adapter, and return the loss of every step.

    Raises UsageError where there are too few pairs for one batch, ModelError where PEFT is not installed.
    """
    random = Random(how.seed)
    torch.manual_seed(how.seed)
    batches = _repeat(archives, random, how)
    model = _Adapted(embedder, how)
    model.start_projection(
        [pair.write(random)[1] for pair in next(batches) for _ in range(-(-PROJECTED_FROM // how.pairs))]
    )
    optimizer = torch.optim.AdamW(
        [{"params": model.changes}, {"params": [model.mean, model.matrix]}], weight_decay=WEIGHT_DECAY
    )
    losses = []
    progress.begin("training", how.steps)
    for step, batch in zip(range(1, how.steps + 1), batches, strict=False):
        rate = how.rate * min(1.0, step / WARMING_UP) * max(LEAST_RATE, 1 - step / how.steps)
        for group, share in zip(optimizer.param_groups, (1.0, PROJECTION_RATE), strict=True):
            group["lr"] = rate * share
        loss = model.weigh([pair.write(random) for pair in batch], close=step % CLOSENESS_EVERY == 0)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.changes, LONGEST_GRADIENT)
        optimizer.step()
        losses.append(loss.item())
        progress.reach(step)
    write_adapter(out, model.read_out(), base=embedder.base_digest, scale=how.alpha / how.rank)
    return losses


def _repeat(archives: Sequence[Sequence[Pair]], random: Random, how: Training) -> Iterator[list[Pair]]:
    """Yield batches without end; raises UsageError where not one can be made."""
    while True:
        batches = deal_batches(archives, random, size=how.pairs, of_a_release=how.of_a_release)
        if not batches:
            found = sum(map(len, archives))
            raise UsageError(
                f"the archives hold {found} pairs of a question and what answers it, and no {how.pairs} in one archive:"
                " give stores with more transcripts"
            )
        yield from batches


class _Adapted:
    """The embedding model with changes that are being learned."""

    def __init__(self, embedder: SentenceEmbedder, how: Training) -> None:
        try:
            from peft import LoraConfig, get_peft_model
        except ImportError as error:
            raise ModelError("tuning needs the package peft: pip install 'on-the-record[tune]'") from error
        loaded = embedder.load_base()
        self._how, self._tokenizer = how, loaded.tokenizer
        adapted = LoraConfig(r=how.rank, lora_alpha=how.alpha, target_modules=list(ADAPTED))
        self._model: Any = get_peft_model(loaded[0].auto_model, adapted).eval()
        width = loaded.get_embedding_dimension()
        self.mean = torch.zeros(width, requires_grad=True)
        self.matrix = torch.zeros(width, 0, requires_grad=True)
        self.changes = [one for one in self._model.parameters() if one.requires_grad]

    def start_projection(self, texts: Sequence[str]) -> None:
        """Set the projection to what a store of these texts would have."""
        with torch.no_grad():
            read = self._encode(texts)
        rows = read.tokens[read.of_text].numpy()
        fitted = Projection.fit_vectors(rows)
        self.mean = torch.tensor(fitted.mean, requires_grad=True)
        self.matrix = torch.tensor(fitted.matrix, requires_grad=True)

    def weigh(self, texts: Sequence[tuple[str, str]], *, close: bool) -> torch.Tensor:
        """Return the loss of a batch of (what asks, passage)."""
        asks, passages = [one for one, _ in texts], [one for _, one in texts]
        asked, answers = self._encode(asks, longest=MOST_ASKING), self._encode(passages)
        loss = tell_apart(asked, answers, self.mean, self.matrix)
        if not close:
            return loss
        some = list(range(0, len(passages), CLOSENESS_OF))
        with torch.no_grad(), self._model.disable_adapter():
            before = self._encode(asks, longest=MOST_ASKING), self._encode([passages[place] for place in some])
        answers = Encoded(vectors=answers.vectors[some], tokens=answers.tokens[some], of_text=answers.of_text[some])
        return loss + self._how.closeness * (stay_close(asked, before[0]) + stay_close(answers, before[1]))

    def read_out(self) -> dict[str, NDArray[np.float32]]:
        """Return the learned matrices, by the names that ``archive.Adapter`` reads."""
        found = {"tokens.mean": self.mean, "tokens.matrix": self.matrix}
        for name, value in self._model.state_dict().items():
            for mark, side in ((".lora_A.default.weight", "a"), (".lora_B.default.weight", "b")):
                if name.endswith(mark):
                    found[f"{name.removeprefix('base_model.model.').removesuffix(mark)}.{side}"] = value
        return {name: value.detach().numpy() for name, value in found.items()}

    def _encode(self, texts: Sequence[str], *, longest: int | None = None) -> Encoded:
        read = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=longest or self._how.longest, return_tensors="pt",
            return_special_tokens_mask=True,
        )  # fmt: skip
        special = read.pop("special_tokens_mask").bool()
        tokens = self._model(**read).last_hidden_state
        there = read["attention_mask"].bool()
        mean = (tokens * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        normalize = torch.nn.functional.normalize
        return Encoded(vectors=normalize(mean, dim=-1), tokens=normalize(tokens, dim=-1), of_text=there & ~special)
