"""Training: the bundled model learns to be near where its teacher is, step by step, from batches of texts alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from archive import SentenceEmbedder, find_prompt
from benchmarks.distilling.low_rank import LowRank
from benchmarks.distilling.texts import Batch, Source, draw_batch

SEED = 17
RATE, LAST_RATE, WARM_UP = 5e-4, 0.05, 30  # of learning: the highest, of which share the last, after how many steps
LONGEST_GRADIENT = 1.0
SHARPNESS = 2.0  # of similarities in units of their spread, before the softmax
SINGLE = 0.5  # how much the single vectors count, beside late interaction
MOST_TOKENS = 60  # of a text or a question
_LEAST = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Texts as a model has them: unit vectors (texts, width), those of their tokens (texts, tokens, width), which are there."""

    single: Tensor
    tokens: Tensor
    there: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the student is from its teacher: the divergence of late interaction and of the single vectors, in nats."""

    number: int
    late: float
    single: float
    seconds: float


class Encoder:
    """A sentence-transformers model, whose vectors carry gradients where its weights learn."""

    def __init__(self, embedder: SentenceEmbedder) -> None:
        """Load the model."""
        self.model = embedder.load()

    @property
    def transformer(self) -> nn.Module:
        """The model without what it makes of its tokens."""
        first: nn.Module = self.model[0].auto_model
        return first

    def encode(self, texts: Sequence[str], *, asked: bool) -> Encoded:
        """Return what the model makes of texts, of at most MOST_TOKENS tokens each behind its prompt."""
        prompt = find_prompt(self.model, asked=asked)
        tokenizer = self.model.tokenizer
        before = len(tokenizer(prompt, add_special_tokens=False)["input_ids"]) if prompt else 0
        read = tokenizer(
            [prompt + text for text in texts], truncation=True, max_length=MOST_TOKENS + before, padding=True,
            return_tensors="pt", return_special_tokens_mask=True,
        )  # fmt: skip
        special = read.pop("special_tokens_mask")
        made = self.model(dict(read))
        there = (special == 0).float()
        there[:, : before + 1] = 0  # the prompt, behind the first mark
        single = nn.functional.normalize(made["sentence_embedding"], dim=-1)
        return Encoded(single=single, tokens=made["token_embeddings"], there=there)


def compare_late(questions: Encoded, texts: Encoded) -> Tensor:
    """Return the late interaction of each question with each text, (questions, texts), as the product compares them.

    It is the mean over a question's tokens of the largest cosine with a token of the text, without the mean of the texts'.
    """
    asked = nn.functional.normalize(questions.tokens, dim=-1)
    mean = (texts.tokens * texts.there[..., None]).sum((0, 1)) / texts.there.sum()
    held = nn.functional.normalize(texts.tokens - mean.detach(), dim=-1)
    cosines = torch.einsum("qid,tjd->qtij", asked, held).masked_fill(texts.there[None, :, None, :] == 0, -1.0)
    weights = questions.there / questions.there.sum(1, keepdim=True).clamp(min=1)
    return torch.einsum("qti,qi->qt", cosines.amax(-1), weights)


def diverge(student: Tensor, teacher: Tensor) -> Tensor:
    """Return how far one model's ranking of the texts is from the other's: Kullback-Leibler, a question, in units of spread."""
    return nn.functional.kl_div(
        torch.log_softmax(SHARPNESS * _standardise(student), 1),
        torch.softmax(SHARPNESS * _standardise(teacher), 1),
        reduction="batchmean",
    )


def _standardise(scores: Tensor) -> Tensor:
    apart = scores - scores.mean(1, keepdim=True)
    return apart / (apart.pow(2).mean(1, keepdim=True) + _LEAST).sqrt()


def measure_step(student: Encoder, teacher: Encoder, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the divergence of late interaction, and of the single vectors."""
    with torch.no_grad():
        asked, held = teacher.encode(batch.questions, asked=True), teacher.encode(batch.texts, asked=False)
    ours, texts = student.encode(batch.questions, asked=True), student.encode(batch.texts, asked=False)
    late = diverge(compare_late(ours, texts), compare_late(asked, held))
    return late, diverge(ours.single @ texts.single.T, asked.single @ held.single.T)


def train(
    student: Encoder,
    teacher: Encoder,
    sources: Sequence[Source],
    changes: dict[str, LowRank],
    *,
    steps: int,
    keep: Callable[[int], None] = lambda _number: None,
) -> Iterator[Step]:
    """Train the changes, and yield each step; ``keep`` is called with the number of steps done, to write what there is."""
    chance = random.Random(SEED)  # noqa: S311
    learning = [parameter for change in changes.values() for parameter in change.parameters()]
    optimizer = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(LAST_RATE, 1 - step / steps)
    )
    began = time.monotonic()
    for number in range(1, steps + 1):
        late, single = measure_step(student, teacher, draw_batch(sources, chance))
        optimizer.zero_grad()
        (late + SINGLE * single).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learning, LONGEST_GRADIENT)
        optimizer.step()
        schedule.step()
        keep(number)
        yield Step(number=number, late=late.item(), single=single.item(), seconds=time.monotonic() - began)
