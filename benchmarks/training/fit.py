"""Fits a multinomial logistic regression with numpy alone, so that the same rows give the same bytes on any machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from roleplay.analysis.trained.weights import Weights, feature_id

Row = Sequence[str]


@dataclass(frozen=True)
class Trust:
    """How far a feature is trusted before the data speaks: 1 is usual, 2 makes a weight of the same size half as costly.

    There are thousands of word sequences and few rules, marks and states of the call; without this the many would take
    the weight from the few, which hold for any wording.
    """

    by_prefix: tuple[tuple[str, float], ...] = ()

    def of(self, feature: str) -> float:
        """Return the trust of the longest prefix that fits."""
        fitting = [(len(prefix), trust) for prefix, trust in self.by_prefix if feature.startswith(prefix)]
        return max(fitting)[1] if fitting else 1.0


@dataclass(frozen=True)
class Settings:
    """How a model is fitted.

    ``strength`` is the penalty on squared weights; ``rounds`` the steps of the descent; a feature seen in fewer than
    ``seen`` rows is left out.
    """

    strength: float = 2.0
    rounds: int = 250
    seen: int = 2
    trust: Trust = field(default_factory=Trust)


@dataclass(frozen=True)
class Sparse:
    """Rows of features that are present: row ``i`` holds ``columns[starts[i]:starts[i + 1]]``."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int64]


def fit(rows: Sequence[Row], labels: Sequence[str], settings: Settings) -> Weights:
    """Return weights for ``labels`` from ``rows`` of features.

    Nesterov's accelerated descent on the penalised likelihood, each weight with a step of its own (the inverse of a bound
    on its curvature). A fixed number of steps and sums in a fixed order, no line search and no threaded algebra: what
    differs between machines is the last bit of ``exp``, and that is lost when weights are rounded to eight bits.
    """
    counts = Counter(feature for row in rows for feature in set(row))
    known = sorted((feature_id(feature), feature) for feature, count in counts.items() if count >= settings.seen)
    column = {feature: at for at, (_, feature) in enumerate(known)}
    sparse = _sparse(rows, column)
    trust = np.array([settings.trust.of(feature) for _, feature in known])
    names = tuple(sorted(set(labels)))
    target = np.array([names.index(label) for label in labels])
    weight, bias = _descend(sparse, target, trust, len(names), settings)
    return _stored(known, weight, bias, names)


def _sparse(rows: Sequence[Row], column: dict[str, int]) -> Sparse:
    starts, columns = [0], []
    for row in rows:
        columns.extend(sorted({column[feature] for feature in row if feature in column}))
        starts.append(len(columns))
    return Sparse(np.array(starts), np.array(columns, dtype=np.int64))


def _descend(
    sparse: Sparse, target: NDArray[np.int64], trust: NDArray[np.float64], names: int, settings: Settings
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count, width = len(target), len(trust)
    lengths = np.diff(sparse.starts)
    of_row = np.repeat(np.arange(count), lengths)
    wanted = np.zeros((count, names))
    wanted[np.arange(count), target] = 1
    # Trust halves the cost of a weight where it is 2: the penalty on it is divided by its square.
    penalty = settings.strength / trust**2
    # The curvature of a weight is at most half the summed lengths of the rows that it occurs in.
    bound = 0.5 * np.bincount(sparse.columns, weights=lengths[of_row].astype(float), minlength=width) + penalty
    bias_bound = 0.5 * float(lengths.sum() + count)
    weight, bias, pace = np.zeros((width, names)), np.zeros(names), 1.0
    ahead, bias_ahead = weight, bias
    for _ in range(settings.rounds):
        error = shares(sums(sparse, ahead, bias_ahead)) - wanted
        slope = np.stack(
            [np.bincount(sparse.columns, weights=error[of_row, name], minlength=width) for name in range(names)], axis=1
        )
        stepped = ahead - (slope + penalty[:, None] * ahead) / bound[:, None]
        bias_stepped = bias_ahead - error.sum(axis=0) / bias_bound
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        push = (pace - 1) / faster
        ahead, bias_ahead = stepped + push * (stepped - weight), bias_stepped + push * (bias_stepped - bias)
        weight, bias, pace = stepped, bias_stepped, faster
    return weight, bias


def sums(sparse: Sparse, weight: NDArray[np.float64], bias: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weighted sum of each row for each label; every row has a feature."""
    return np.add.reduceat(weight[sparse.columns], sparse.starts[:-1], axis=0) + bias


def shares(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the softmax of each row."""
    grown = np.exp(totals - totals.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def _stored(
    known: list[tuple[int, str]], weight: NDArray[np.float64], bias: NDArray[np.float64], names: tuple[str, ...]
) -> Weights:
    """Round to eight bits; leave out what rounds to nothing, and of two features with one number the second."""
    scale = float(np.abs(weight).max()) / 127 or 1.0
    rounded = np.rint(weight / scale).astype(np.int8)
    numbers = [number for number, _ in known]
    kept = [at for at in range(len(known)) if rounded[at].any() and (at == 0 or numbers[at] != numbers[at - 1])]
    return Weights(
        labels=names,
        ids=np.array([numbers[at] for at in kept], dtype=np.uint32),
        rows=rounded[kept],
        bias=np.round(bias, 4),
        scale=round(scale, 8),
        temperature=1.0,
    )
