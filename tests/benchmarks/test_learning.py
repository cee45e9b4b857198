"""What the benchmarks fit: weights that rank the right things first, signs that are held, folds that keep cases whole."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.learning import FOLDS, Choice, deal_folds, fit_choices, fit_decision

RANDOM = np.random.default_rng(0)


def test_what_tells_the_right_thing_gets_the_weight() -> None:
    choices = []
    for _ in range(40):
        features = RANDOM.standard_normal((6, 3))
        features[:, 2] = 7.0  # tells nothing
        choices.append(Choice(features=features, right=np.arange(6) == features[:, 0].argmax()))
    weights = fit_choices(choices)
    assert weights[0] > 1 > abs(weights[1])
    assert weights[2] == pytest.approx(0, abs=1e-3)


def test_a_choice_without_anything_right_teaches_nothing() -> None:
    one = Choice(features=np.array([[0.0], [1.0]]), right=np.array([False, True]))
    none = Choice(features=np.array([[1.0], [0.0]]), right=np.array([False, False]))
    assert fit_choices([one, none]) == pytest.approx(fit_choices([one]))


@pytest.mark.parametrize(("sign", "held"), [(1, False), (-1, True)])
def test_a_weight_keeps_the_sign_that_it_is_given(sign: int, held: bool) -> None:
    features = np.array([[0.0], [0.2], [0.8], [1.0]])
    right = np.array([False, False, True, True])
    _, weights = fit_decision(features, right, counts=np.full(4, 10.0), signs=[sign])
    assert bool(weights[0] == 0) is held


def test_a_decision_divides_what_can_be_divided() -> None:
    features = np.array([[0.0], [0.2], [0.8], [1.0]])
    intercept, weights = fit_decision(features, features[:, 0] > 0.5, counts=np.full(4, 10.0), signs=[1])
    assert ((intercept + features @ weights > 0) == [False, False, True, True]).all()


def test_a_case_has_one_fold_and_the_folds_are_alike_in_size() -> None:
    folds = deal_folds(["a", "a", *(str(number) for number in range(99))])
    sizes = np.bincount(list(folds.values()), minlength=FOLDS)
    assert len(folds) == 100
    assert set(sizes) == {10}
    assert folds == deal_folds(reversed([*folds]))
