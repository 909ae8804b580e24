"""Pairs the questions the analysis found with those of the gold labels, and counts how far they agree."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roleplay.annotation import TurnAnnotation
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Transcript, Turn


@dataclass(frozen=True)
class Question:
    """One question of the rep: where it stands, and its two labels."""

    turn: int
    start: int
    end: int
    kind: str
    spin: str


#: (gold, found); one of them is None where a question was missed or invented.
Pair = tuple[Question | None, Question | None]


@dataclass(frozen=True)
class GoldCall:
    """A call with the labels that readers agreed on."""

    transcript: Transcript
    questions: tuple[Question, ...]
    labels: dict[str, Any]


def read_gold(path: Path) -> GoldCall:
    """Read ``<id>.json`` and the ``<id>.labels.json`` beside it."""
    call = json.loads(path.read_text(encoding="utf-8"))
    labels = json.loads(path.with_suffix(".labels.json").read_text(encoding="utf-8"))
    transcript = Transcript(
        id=call["id"],
        language=Language(call["language"]),
        call_type=CallType(call["call_type"]),
        turns=tuple(Turn(speaker=Speaker(turn["speaker"]), text=turn["text"]) for turn in call["turns"]),
    )
    return GoldCall(transcript, tuple(_locate(labels["questions"], transcript)), labels)


def _locate(rows: Iterable[dict[str, Any]], transcript: Transcript) -> Iterable[Question]:
    last: dict[tuple[int, str], int] = {}
    for row in rows:
        turn, quote = row["turn"], row["quote"]
        # The same words may be asked twice in one turn.
        start = transcript.turns[turn].text.find(quote, last.get((turn, quote), 0))
        if start < 0:
            raise ValueError(f"{transcript.id}: turn {turn}: the quote is not in the turn: {quote}")
        last[turn, quote] = start + 1
        yield Question(turn, start, start + len(quote), row["question"], row["spin"])


def found_questions(annotations: Iterable[TurnAnnotation]) -> list[Question]:
    """Return the questions of an analysis in the same form."""
    return [
        Question(turn.turn, asked.start, asked.end, asked.question.value, asked.spin.value)
        for turn in annotations
        for asked in turn.questions
    ]


def pair_up(gold: Iterable[Question], found: Iterable[Question]) -> list[Pair]:
    """Pair each gold question with the one found that overlaps most, by at least half of the shorter."""
    left = list(found)
    pairs: list[Pair] = []
    for question in gold:
        best = max(left, key=lambda other: _overlap(question, other), default=None)
        if best is not None and _overlap(question, best) > 0:
            left.remove(best)
            pairs.append((question, best))
        else:
            pairs.append((question, None))
    return pairs + [(None, other) for other in left]


def _overlap(a: Question, b: Question) -> int:
    """Shared characters, or 0 where they are less than half of the shorter."""
    shared = min(a.end, b.end) - max(a.start, b.start) if a.turn == b.turn else 0
    return shared if 2 * shared >= min(a.end - a.start, b.end - b.start) else 0


def f1(pairs: Sequence[Pair]) -> float:
    """F1 of finding questions."""
    both = sum(gold is not None and found is not None for gold, found in pairs)
    return 2 * both / max(1, len(pairs) + both)


def labels(pairs: Sequence[Pair], name: str, *, matched_only: bool) -> list[tuple[str, str]]:
    """Return (gold, found) labels; a missed or false question is paired with ``""``."""
    return [
        (getattr(gold, name, ""), getattr(found, name, ""))
        for gold, found in pairs
        if not matched_only or (gold is not None and found is not None)
    ]


def accuracy(rows: Sequence[tuple[str, str]]) -> float:
    """Share of equal labels."""
    return sum(a == b for a, b in rows) / max(1, len(rows))


def kappa(rows: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa; 1 where both sides use one and the same label throughout."""
    if not rows:
        return 0.0
    left, right = (Counter(side) for side in zip(*rows, strict=True))
    chance = sum(left[label] * right[label] for label in left) / len(rows) ** 2
    return (accuracy(rows) - chance) / (1 - chance) if chance < 1 else 1.0


def macro_f1(rows: Sequence[tuple[str, str]]) -> float:
    """Mean F1 of the labels that occur in gold; a label never found counts 0."""
    names = sorted({gold for gold, _ in rows} - {""})
    scores = []
    for name in names:
        hits = sum(a == b == name for a, b in rows)
        scores.append(2 * hits / max(1, sum(a == name for a, _ in rows) + sum(b == name for _, b in rows)))
    return sum(scores) / max(1, len(scores))


def interval(
    calls: Sequence[Sequence[Pair]], measure: Callable[[list[Pair]], float], *, seed: int, draws: int
) -> tuple[float, float]:
    """Return the 95 % interval of ``measure`` over calls drawn with replacement."""
    chooser = random.Random(seed)
    values = sorted(
        measure([pair for call in chooser.choices(calls, k=len(calls)) for pair in call]) for _ in range(draws)
    )
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]
