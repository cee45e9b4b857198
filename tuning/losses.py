"""Losses: what an adapter is trained to bring together, on one batch of questions and the passages that answer them.

Every passage of a batch but its own is what a question must be told from (in-batch negatives). Three are added up: of the
single vectors (van den Oord and others, 2018); of the token vectors (late interaction; Khattab and Zaharia, SIGIR 2020); and of
the tokens as a store keeps them, as signs, through which the gradient passes as if they were a steep curve (Bengio and others,
2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

VECTOR_TEMPERATURE, TOKEN_TEMPERATURE = 0.05, 0.03
STEEPNESS = 0.1
VECTORS_COUNT = 0.5  # beside each of the two others


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A batch of texts: unit vectors (texts, width), those of tokens (texts, tokens, width), and which tokens are no marks."""

    vectors: Tensor
    tokens: Tensor
    of_text: Tensor


def tell_apart(asked: Encoded, passages: Encoded, mean: Tensor, matrix: Tensor) -> Tensor:
    """Return the sum of the three losses; ``mean`` and ``matrix`` are the projection of tokens, which is learned as well."""
    bits = matrix.shape[1]
    signs = _as_signs((passages.tokens - mean) @ matrix) / bits**0.5
    whole = interact(asked.tokens, asked.of_text, passages.tokens, passages.of_text)
    kept = interact(asked.tokens @ matrix, asked.of_text, signs, passages.of_text)
    alike = asked.vectors @ passages.vectors.T / VECTOR_TEMPERATURE
    own = torch.arange(len(alike))
    vectors = functional.cross_entropy(alike, own) + functional.cross_entropy(alike.T, own)
    tokens = functional.cross_entropy(whole / TOKEN_TEMPERATURE, own) + functional.cross_entropy(
        kept / TOKEN_TEMPERATURE, own
    )
    return VECTORS_COUNT * vectors + tokens


def stay_close(adapted: Encoded, base: Encoded) -> Tensor:
    """Return how far the vectors went from those of the model as it was: 1 less the mean cosine."""
    return 1 - (adapted.vectors * base.vectors).sum(-1).mean()


def interact(asked: Tensor, of_asked: Tensor, tokens: Tensor, of_text: Tensor) -> Tensor:
    """Return late interaction of each question with each passage, (questions, passages): the mean of the nearest similarities."""
    similarities = torch.einsum("qtw,psw->qpts", asked, tokens).masked_fill(~of_text[None, :, None, :], -torch.inf)
    nearest = similarities.amax(-1) * of_asked[:, None, :]
    return nearest.sum(-1) / of_asked.sum(-1)[:, None]


def _as_signs(values: Tensor) -> Tensor:
    soft = torch.tanh(values / STEEPNESS)
    hard = torch.where(values > 0, 1.0, -1.0)
    return soft + (hard - soft).detach()
