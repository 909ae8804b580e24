"""Figures of agreement with 95 % intervals: each is a function of counts that add up over calls, drawn anew a thousand times.

A sample of calls is a row of weights (how often each call was drawn), so that the counts of all samples come from one
product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
#: From summed counts to one figure; nan where there is nothing to tell.
Measure = Callable[[Counts], float]


@dataclass(frozen=True)
class Figure:
    """A figure, its 95 % interval, and on how many things it stands."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        """Return the figure as it is printed in a table."""
        if np.isnan(self.value):
            return "–"
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


class Sampler:
    """Draws calls with replacement; the same seed draws the same calls."""

    def __init__(self, calls: int, *, draws: int, seed: int) -> None:
        chooser = np.random.default_rng(seed)
        self.weights = chooser.multinomial(calls, np.full(calls, 1 / calls), size=draws).astype(float)

    def figure(self, counts: Counts, measure: Measure, n: int) -> Figure:
        """Return ``measure`` of all calls, with its interval; ``counts`` has one entry a call along its first axis."""
        flat = counts.reshape(len(counts), -1)
        sums = (self.weights @ flat).reshape(-1, *counts.shape[1:])
        return _interval(measure(counts.sum(axis=0)), [measure(sample) for sample in sums], n)

    def rank_figure(self, left: Sequence[float], right: Sequence[float], measure: RankMeasure) -> Figure:
        """Return a rank correlation of two values a call, with its interval."""
        one, other = np.asarray(left, float), np.asarray(right, float)
        samples = [measure(one, other, weights) for weights in self.weights]
        return _interval(measure(one, other, np.ones(len(one))), samples, len(one))


def _interval(value: float, samples: list[float], n: int) -> Figure:
    """Samples that tell nothing (no call of that kind was drawn) are left out."""
    told = [sample for sample in samples if not np.isnan(sample)]
    low, high = np.quantile(told, [0.025, 0.975]) if told else (np.nan, np.nan)
    return Figure(value, float(low), float(high), n)


def confusion(rows: Sequence[tuple[str, str]], labels: Sequence[str]) -> Counts:
    """Count (gold, found) pairs; ``labels`` names the rows and columns."""
    table = np.zeros((len(labels), len(labels)))
    for gold, found in rows:
        table[labels.index(gold), labels.index(found)] += 1
    return table


def accuracy(table: Counts) -> float:
    """Share of equal labels."""
    return _ratio(np.trace(table), table.sum())


def kappa(table: Counts) -> float:
    """Cohen's kappa; nan where both sides use one and the same label throughout."""
    n = table.sum()
    if not n:
        return np.nan
    chance = table.sum(axis=0) @ table.sum(axis=1) / n**2
    return _ratio(np.trace(table) / n - chance, 1 - chance)


def label_f1s(table: Counts) -> Counts:
    """F1 of each label; nan where it is neither in gold nor found."""
    both, sides = np.diag(table), table.sum(axis=0) + table.sum(axis=1)
    return np.divide(2 * both, sides, out=np.full(len(both), np.nan), where=sides > 0)


def macro_f1(table: Counts) -> float:
    """Mean F1 of the labels that occur in gold, the last row (not a question) left out; one never found counts 0."""
    occurs = table.sum(axis=1)[:-1] > 0
    return float(np.mean(label_f1s(table)[:-1][occurs])) if occurs.any() else np.nan


def precision(hits: Counts) -> float:
    """Precision of (hit, false, missed, rightly absent)."""
    return _ratio(hits[0], hits[0] + hits[1])


def recall(hits: Counts) -> float:
    """Recall of (hit, false, missed, rightly absent)."""
    return _ratio(hits[0], hits[0] + hits[2])


def f1(hits: Counts) -> float:
    """F1 of (hit, false, missed, …)."""
    return _ratio(2 * hits[0], 2 * hits[0] + hits[1] + hits[2])


def kappa_of(hits: Counts) -> float:
    """Cohen's kappa of (hit, false, missed, rightly absent)."""
    return kappa(np.array([[hits[0], hits[2]], [hits[1], hits[3]]]))


def mean_over(measure: Measure) -> Measure:
    """The mean of a measure over the rows of a table, those left out for which there is nothing to tell."""

    def mean(table: Counts) -> float:
        told = [value for value in map(measure, table) if not np.isnan(value)]
        return float(np.mean(told)) if told else np.nan

    return mean


def pooled(measure: Measure) -> Measure:
    """A measure of the sum of all rows of a table."""
    return lambda table: measure(table.sum(axis=0))


#: From two values a call and the weight of each call to one figure.
RankMeasure = Callable[[Counts, Counts, Counts], float]


def kendall(one: Counts, other: Counts, weights: Counts) -> float:
    """Kendall's tau-b, which allows for ties: a call that was drawn twice is tied with itself."""
    a, b = (np.sign(values[:, None] - values[None, :]) for values in (one, other))
    untied = (weights @ np.abs(a) @ weights) * (weights @ np.abs(b) @ weights)
    return _ratio(weights @ (a * b) @ weights, float(np.sqrt(untied)))


def spearman(one: Counts, other: Counts, weights: Counts) -> float:
    """Spearman's rho: the correlation of ranks, ties sharing their mean rank."""
    a, b = (_ranks(values, weights) for values in (one, other))
    a, b = (values - np.average(values, weights=weights) for values in (a, b))
    return _ratio(weights @ (a * b), float(np.sqrt((weights @ a**2) * (weights @ b**2))))


def _ranks(values: Counts, weights: Counts) -> Counts:
    below = (values[None, :] < values[:, None]) @ weights
    tied = (values[None, :] == values[:, None]) @ weights
    return below + (tied + 1) / 2


def _ratio(top: float, bottom: float) -> float:
    return float(top / bottom) if bottom else np.nan
