"""Trains the three models of a language on labelled calls: where utterances end, what they ask for, which SPIN step."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence

import numpy as np
from augment import written_again
from corpus_reader import CorpusCall
from examples import LabelledTurn, Rows, described, gap_rows, label_rows, labelled_turns
from fit import Settings, Trust, fit

from roleplay.analysis.trained.label import Layer, cut_with
from roleplay.analysis.trained.weights import Weights

#: Chosen on the training writers, each left out in turn.
GAP = Settings(strength=1.0, rounds=200)
KIND = Settings(
    strength=2.0,
    rounds=300,
    trust=Trust(
        (
            ("mark|", 3.0), ("M", 3.0), ("R", 3.0), ("Rr", 2.0), ("B", 0.3), ("at", 0.3), ("opening", 0.3), ("echo", 0.3),
            ("b1|", 0.3), ("b2|", 0.3),
        )
    ),
)  # fmt: skip
SPIN = Settings(
    strength=2.0,
    rounds=300,
    trust=Trust(
        (("b1|", 0.6), ("b2|", 0.4), ("S", 2.0), ("Sr", 1.5), ("at", 1.0), ("opening", 0.3), ("echo", 1.5))
    ),
)  # fmt: skip
#: The calls are cut by a model that has not seen them, in so many parts, before kinds and steps are learned on the parts.
PARTS = 2
#: A rule is relied on where it was right at least so often; the second number is for the lower end of the 95 % interval.
CERTAIN = (0.95, 0.85)
#: By how much sums are divided to make them as sure as they are right: what is tried.
TEMPERATURES = tuple(round(0.5 + 0.05 * step, 2) for step in range(51))


def train(calls: Sequence[CorpusCall], *, seed: int = 1) -> Layer:
    """Return the layer trained on ``calls`` and on other spellings of them."""
    writer = {call.transcript.id: call.writer for call in calls}
    again = spelt_otherwise(calls, seed)
    writer |= {call.transcript.id: call.writer for call in again}
    turns = turns_of([*calls, *again])
    kinds: dict[str, Rows] = {}
    steps: dict[str, Rows] = {}
    for part in range(PARTS):
        own = [turn for turn in turns if _part(turn.call) == part]
        gap = _gaps([turn for turn in turns if _part(turn.call) != part])
        for turn, said in described(own, lambda reader, gap=gap: cut_with(reader, gap)):
            name = writer[turn.call]
            label_rows(turn, said, kinds.setdefault(name, Rows()), steps.setdefault(name, Rows()))
    return Layer(
        _gaps(turns),
        fit_calibrated(kinds, KIND),
        fit_calibrated(steps, SPIN),
        certain(joined(kinds.values()), "R", "Rr"),
        certain(joined(steps.values()), "S", "Sr"),
    )


def fit_calibrated(by_writer: dict[str, Rows], settings: Settings) -> Weights:
    """Return weights fitted on all writers, as sure of themselves as weights fitted on two thirds were right on the rest."""
    everything = joined(by_writer.values())
    weights = fit(everything.features, everything.labels, settings)
    held_out = sorted(by_writer)[::3]
    rest = joined(rows for name, rows in by_writer.items() if name not in held_out)
    if not rest.labels:
        return weights
    judge = fit(rest.features, rest.labels, settings)
    return weights._replace(temperature=temperature(judge, joined(by_writer[name] for name in held_out)))


def joined(parts: Iterable[Rows]) -> Rows:
    """Return all rows of ``parts`` in order."""
    together = Rows()
    for rows in parts:
        together.features += rows.features
        together.labels += rows.labels
    return together


def certain(rows: Rows, verdict: str, rule: str) -> dict[str, float]:
    """Return the rules that can be relied on and how often each was right.

    Args:
        rows: Utterances with the labels that readers gave.
        verdict: What a feature that holds the verdict of the rules begins with.
        rule: What the feature that names the rule begins with.
    """
    told: dict[str, list[bool]] = {}
    for features, label in zip(rows.features, rows.labels, strict=True):
        name = next(feature[len(rule) :] for feature in features if feature.startswith(rule))
        told.setdefault(name, []).append(f"{verdict}{label}" in features)
    return {
        name: round(sum(right) / len(right), 2)
        for name, right in sorted(told.items())
        if sum(right) / len(right) >= CERTAIN[0] and _lower_bound(sum(right), len(right)) >= CERTAIN[1]
    }


def _lower_bound(right: int, count: int) -> float:
    """Return the lower end of Wilson's 95 % interval."""
    z, share = 1.96, right / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count)


def turns_of(calls: Iterable[CorpusCall]) -> list[LabelledTurn]:
    """Return the turns of all calls, call by call."""
    return [turn for call in calls for turn in labelled_turns(call)]


def spelt_otherwise(calls: Iterable[CorpusCall], seed: int) -> list[CorpusCall]:
    """Return the calls that can be written again as a recogniser would."""
    return [again for call in calls if (again := written_again(call, seed)) is not None]


def temperature(weights: Weights, rows: Rows) -> float:
    """Return by how much the sums of ``weights`` must be divided to be as sure as they are right on ``rows``."""
    shares = np.array(weights.shares_of([tuple(dict.fromkeys(features)) for features in rows.features]))
    sums = np.log(np.maximum(shares, 1e-12))
    right = np.array([weights.labels.index(label) for label in rows.labels])

    def surprise(heat: float) -> float:
        scaled = sums / heat
        scaled -= np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return -float(scaled[np.arange(len(right)), right].sum())

    return min(TEMPERATURES, key=surprise)


def as_bytes(weights: Weights) -> bytes:
    """Return the file that ``load_weights`` reads; the same weights give the same bytes."""
    stored = io.BytesIO()
    np.savez(
        stored,
        labels=np.array(weights.labels),
        ids=weights.ids,
        rows=weights.rows,
        bias=weights.bias,
        scale=np.float64(weights.scale),
        temperature=np.float64(weights.temperature),
    )
    return stored.getvalue()


def _gaps(turns: Iterable[LabelledTurn]) -> Weights:
    rows = Rows()
    for turn in turns:
        gap_rows(turn, rows)
    return fit(rows.features, rows.labels, GAP)


def _part(call: str) -> int:
    """Return the part a call belongs to; another spelling of it belongs to the same."""
    digits = "".join(char for char in call.split("_")[1] if char.isdigit())
    return int(digits) % PARTS
