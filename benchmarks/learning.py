"""Learning: linear weights from examples with known answers, and folds to measure them on what they were not fitted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

PENALTY = 1.0  # L2, on the weights of standardised features
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
    spread = _spread([one.features for one in choices])
    scaled = [(one.features / spread, one.right) for one in choices if one.right.any()]

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


def fit_decision(features: Floats, right: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return (intercept, a weight a feature) of a logistic regression with PENALTY, both outcomes weighing the same in all."""
    middle, spread = features.mean(axis=0), _spread([features])
    model = LogisticRegression(C=1 / PENALTY, class_weight="balanced", max_iter=1000)
    model.fit((features - middle) / spread, right)
    weights: Floats = model.coef_[0] / spread
    return float(model.intercept_[0] - weights @ middle), weights


def deal_folds(cases: Iterable[str]) -> dict[str, int]:
    """Return the fold of each case, 0 to FOLDS - 1, dealt at random by SEED; what shares a case shares a fold."""
    names = sorted(set(cases))
    order = np.random.default_rng(SEED).permutation(len(names))
    return {names[place]: number % FOLDS for number, place in enumerate(order.tolist())}


def _spread(features: Sequence[Floats]) -> Floats:
    spread: Floats = np.concatenate(features).std(axis=0) + LEAST_SPREAD
    return spread
