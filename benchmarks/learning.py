"""Learning: linear weights from examples with known answers, and folds to measure them on what they were not fitted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

PENALTY = 1.0  # L2, on the weights of standardised features
DECISION_PENALTY = 3.0
FOLDS = 10
SEED = 3
LEAST_SPREAD = 1e-6  # so that a feature that never varies divides by something; its weight is 0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one question has to choose from: features of shape (things, features), and which of the things are right."""

    features: Floats
    right: NDArray[np.bool_]


def fit_choices(choices: Sequence[Choice]) -> Floats:
    """Return a weight a feature, by which the right things of each choice score highest.

    The likelihood is a softmax over the things of a choice (ListNet's top-one; Cao and others, ICML 2007), with PENALTY. A
    choice without anything right only counts for how features are spread.
    """
    whole = [one.features for one in choices]
    middle, spread = np.concatenate(whole).mean(axis=0), _spread(whole)
    scaled = [((one.features - middle) / spread, one.right) for one in choices if one.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for features, right in scaled:
            scores = features @ weights
            odds = np.exp(scores - scores.max())
            good = float(odds[right].sum())
            total -= float(np.log(good / odds.sum()))
            gradient = gradient + features.T @ (odds / odds.sum() - odds * right / good)
        return total, gradient

    found: Floats = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x
    return found / spread


def fit_decision(
    features: Floats, right: NDArray[np.bool_], *, counts: Floats, signs: Sequence[int]
) -> tuple[float, Floats]:
    """Return (intercept, a weight a feature) of a logistic regression in which no weight has another sign than is given for it.

    ``counts`` says how much each example counts. The penalty is DECISION_PENALTY, on standardised features.
    """
    middle, spread = features.mean(axis=0), _spread([features])
    scaled = np.hstack([np.ones((len(features), 1)), (features - middle) / spread])
    penalty = np.array([0.0, *([DECISION_PENALTY] * len(spread))])  # the intercept is free

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = scaled @ weights
        found = 1 / (1 + np.exp(-odds))
        unlikely = np.logaddexp(0, odds) - right * odds
        total = float(counts @ unlikely) + float(penalty @ weights**2) / 2
        return total, scaled.T @ (counts * (found - right)) + penalty * weights

    bounds = [(None, None), *((0, None) if sign > 0 else (None, 0) for sign in signs)]
    fitted: Floats = minimize(loss, np.zeros(len(penalty)), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights: Floats = fitted[1:] / spread
    return float(fitted[0] - weights @ middle), weights


def deal_folds(cases: Iterable[str]) -> dict[str, int]:
    """Return the fold of each case, 0 to FOLDS - 1, dealt at random by SEED; what shares a case shares a fold."""
    names = sorted(set(cases))
    order = np.random.default_rng(SEED).permutation(len(names))
    return {names[place]: number % FOLDS for number, place in enumerate(order.tolist())}


def _spread(features: Sequence[Floats]) -> Floats:
    spread: Floats = np.concatenate(features).std(axis=0) + LEAST_SPREAD
    return spread
