"""Decides where utterances end and what each one asks for: weights over features, with the rules among the features."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from roleplay.analysis.segment import Span
from roleplay.analysis.spin import UNFOUNDED
from roleplay.analysis.trained.features import in_words
from roleplay.analysis.trained.turn import Described, TurnReader
from roleplay.analysis.trained.weights import Weights, load_weights
from roleplay.analysis.words import HAN
from roleplay.data import load_toml
from roleplay.terms import QuestionKind, Spin

#: What gave a label that no rule gave.
TRAINED = "trained"
#: A label names at most so many of the words that spoke for it.
MOST_CUES = 2


class Layer(NamedTuple):
    """The trained layer of one language.

    ``certain_kind`` and ``certain_spin`` name the rules that are relied on, with the share in which each was right on
    the corpus.
    """

    gap: Weights
    kind: Weights
    spin: Weights
    certain_kind: Mapping[str, float]
    certain_spin: Mapping[str, float]


@cache
def load_layer(cues: str) -> Layer:
    """Return the shipped layer for a cue file, ``en`` or ``zh``; read once."""
    rules = load_toml("roleplay.analysis.trained", f"weights/{cues}.rules.toml")
    gap, kind, spin = (load_weights(f"{cues}.{name}") for name in ("gap", "kind", "spin"))
    return Layer(gap, kind, spin, rules["kind"], rules["spin"])


class Label(NamedTuple):
    """What an utterance is, what gave each label, how sure that is, and the words that spoke for it."""

    kind: QuestionKind
    spin: Spin
    kind_from: str
    spin_from: str
    confidence: float
    cues: tuple[tuple[int, int], ...] = ()

    def as_statement(self, rule: str) -> Label:
        """Return the label of the same words where they ask for nothing after all."""
        return Label(QuestionKind.NONE, Spin.NONE, rule, "", self.confidence)


def cut(reader: TurnReader) -> tuple[Span, ...]:
    """Return the utterances of a turn."""
    return cut_with(reader, load_layer(reader.cues).gap)


def cut_with(reader: TurnReader, weights: Weights) -> tuple[Span, ...]:
    """Return the utterances of a turn as ``weights`` part them."""
    gaps = tuple(reader.gap_reader.gaps())
    strong = {gap.at for gap in gaps if gap.strong}
    weak = [gap for gap in gaps if not gap.strong]
    shares = weights.shares_of([reader.gap_reader.features(gap) for gap in weak]) if weak else []
    column = weights.labels.index("cut")
    probability = {gap.at: share[column] for gap, share in zip(weak, shares, strict=True)}
    least, less = _thresholds()["cut"], _thresholds()["cut_between_questions"]
    sure = {at for at, likely in probability.items() if likely > least}
    proposed = reader.gap_reader.proposed
    doubtful = {at for at, likely in probability.items() if less < likely <= least and at in proposed}
    if doubtful:
        # Reading the parts by the rules costs more than all weights, so it is done only where it can decide something.
        sure |= doubtful & reader.between_questions()
    return reader.spans(sure | (strong & proposed))


def read_label(said: Described) -> Label:
    """Return kind and SPIN step of one utterance, with the probability that both hold."""
    return label_with(said, load_layer(said.span.cues))


def label_with(said: Described, layer: Layer) -> Label:
    """Return kind and SPIN step of one utterance as ``layer`` sees them."""
    kind, kind_from, sure = _kind(said, layer)
    if kind is QuestionKind.NONE:
        return Label(kind, Spin.NONE, kind_from, "", sure)
    spin, spin_from, sure_of_step, words = _step(said, layer)
    sure *= sure_of_step
    if spin.depth >= Spin.IMPLICATION.depth and not said.founded:
        # The words are there, the listening is not: no trouble was spoken of.
        sure = min(sure, UNFOUNDED)
    by_rule = [(said.question.start, said.question.end)] if kind_from != TRAINED else []
    return Label(kind, spin, kind_from, spin_from, sure, (*by_rule, *words))


def _kind(said: Described, layer: Layer) -> tuple[QuestionKind, str, float]:
    """Return the kind, what gave it, and how likely it holds."""
    relied_on = layer.certain_kind.get(said.question.rule)
    if relied_on is not None:
        return said.question.kind, said.question.rule, relied_on
    shares = layer.kind.shares(said.features)
    least = _thresholds()["question_with_mark" if said.text.endswith("?") else "question"]
    if 1 - shares["none"] < least:
        kind = QuestionKind.NONE
    else:
        kind = QuestionKind.OPEN if shares["open"] >= shares["closed"] else QuestionKind.CLOSED
    return kind, said.question.rule if said.question.kind is kind else TRAINED, shares[kind.value]


def _step(said: Described, layer: Layer) -> tuple[Spin, str, float, list[tuple[int, int]]]:
    """Return the SPIN step, what gave it, how likely it holds, and the words that spoke for it."""
    by_rule = [(said.spin.start, said.spin.end)]
    relied_on = layer.certain_spin.get(said.spin.rule)
    if relied_on is not None:
        return said.spin.spin, said.spin.rule, relied_on, by_rule
    shares = layer.spin.shares(said.features)
    spin = Spin(max(shares, key=lambda step: shares[step]))
    if said.spin.spin is spin:
        return spin, said.spin.rule, shares[spin.value], by_rule
    return spin, TRAINED, shares[spin.value], _weighty_words(said, spin, shares, layer.spin)


def _weighty_words(said: Described, spin: Spin, shares: dict[str, float], weights: Weights) -> list[tuple[int, int]]:
    """Where the words stand that spoke most for ``spin`` against the next best step, counted in the utterance."""
    other = max((step for step in shares if step != spin.value), key=lambda step: shares[step])
    own = [feature for feature in said.features if in_words(feature)]
    found: list[tuple[int, int]] = []
    for feature in weights.weightiest(own, spin.value, other, most=12):
        place = _find(in_words(feature), said.text)
        if place and not any(a < place[1] and place[0] < b for a, b in found):
            found.append(place)
        if len(found) == MOST_CUES:
            break
    return found


def _find(words: str, text: str) -> tuple[int, int] | None:
    parts = list(words) if HAN.search(words) else words.split(" ")
    place = re.search(r"\W*".join(map(re.escape, parts)), text)
    return place.span() if place else None


def _thresholds() -> dict[str, float]:
    thresholds: dict[str, float] = load_toml("roleplay.analysis.trained", "thresholds.toml")
    return thresholds
