"""The figures of the agreement bench: known values, and samples that equal what they stand for."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from figures import (
    Sampler,
    accuracy,
    confusion,
    f1,
    kappa,
    kappa_of,
    kendall,
    macro_f1,
    mean_over,
    pooled,
    precision,
    recall,
    spearman,
)


def test_kappa_of_a_textbook_table() -> None:
    table = np.array([[20.0, 5.0], [10.0, 15.0]])
    assert accuracy(table) == pytest.approx(0.7)
    assert kappa(table) == pytest.approx(0.4)
    assert math.isnan(kappa(np.array([[7.0, 0.0], [0.0, 0.0]])))
    assert kappa_of(np.array([20.0, 10.0, 5.0, 15.0])) == pytest.approx(0.4)


def test_precision_recall_and_f1() -> None:
    hits = np.array([6.0, 2.0, 4.0, 8.0])
    assert (precision(hits), recall(hits), f1(hits)) == pytest.approx((0.75, 0.6, 12 / 18))
    assert math.isnan(f1(np.zeros(4)))
    table = np.array([hits, np.zeros(4), np.array([0.0, 3.0, 0.0, 9.0])])
    assert mean_over(f1)(table) == pytest.approx((12 / 18 + 0) / 2)
    assert pooled(f1)(table) == pytest.approx(12 / 21)


def test_macro_f1_counts_labels_of_gold_and_neither_the_missing_one_nor_those_that_never_occur() -> None:
    labels = ("a", "b", "c", "")
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("", "c"), ("b", "")]
    assert macro_f1(confusion(rows, labels)) == pytest.approx((2 / 3 + 1 / 2) / 2)


def _tau_by_counting(pairs: list[tuple[float, float]]) -> float:
    both = one = other = 0
    for (a, b), (c, d) in itertools.combinations(pairs, 2):
        both += (a > c) * (b > d) + (a < c) * (b < d) - (a > c) * (b < d) - (a < c) * (b > d)
        one += a != c
        other += b != d
    return both / math.sqrt(one * other)


def test_rank_correlations_of_a_sample_equal_those_of_the_calls_drawn() -> None:
    chooser = random.Random(3)
    pairs = [(chooser.uniform(0, 100), float(chooser.randrange(4))) for _ in range(25)]
    one, other = (np.array(side) for side in zip(*pairs, strict=True))
    assert kendall(one, other, np.ones(25)) == pytest.approx(_tau_by_counting(pairs))
    weights = np.array([chooser.randrange(3) for _ in pairs], float)
    drawn = [pair for pair, weight in zip(pairs, weights, strict=True) for _ in range(int(weight))]
    assert kendall(one, other, weights) == pytest.approx(_tau_by_counting(drawn))
    left, right = (np.array(side) for side in zip(*drawn, strict=True))
    assert spearman(one, other, weights) == pytest.approx(spearman(left, right, np.ones(len(drawn))))
    assert kendall(one, one, weights) == pytest.approx(1)
    assert spearman(one, -one, weights) == pytest.approx(-1)


def test_an_interval_is_the_same_each_time_and_holds_the_value() -> None:
    counts = np.array([[3.0, 1.0, 0.0], [2.0, 0.0, 2.0], [4.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    figure, again = (Sampler(4, draws=500, seed=7).figure(counts, f1, 14) for _ in range(2))
    assert figure == again
    assert figure.low <= figure.value <= figure.high
    assert figure.low < figure.high
    assert str(Sampler(4, draws=50, seed=7).figure(np.zeros((4, 3)), f1, 0)) == "–"
