"""Pairs the questions the analysis found with those of the gold labels, by how far they overlap."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roleplay.annotation import TurnAnnotation
from roleplay.content import read_transcript
from roleplay.transcript import Transcript


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
    labels = json.loads(path.with_suffix(".labels.json").read_text(encoding="utf-8"))
    labels.setdefault("rep_quality", json.loads(path.read_text(encoding="utf-8")).get("rep_quality", ""))
    transcript = read_transcript(path)
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
        best = max(left, key=lambda other: overlap(question, other), default=None)
        if best is not None and overlap(question, best) > 0:
            left.remove(best)
            pairs.append((question, best))
        else:
            pairs.append((question, None))
    return pairs + [(None, other) for other in left]


def overlap(a: Question, b: Question) -> int:
    """Return how many characters two questions share, or 0 where they are less than half of the shorter."""
    shared = min(a.end, b.end) - max(a.start, b.start) if a.turn == b.turn else 0
    return shared if 2 * shared >= min(a.end - a.start, b.end - b.start) else 0
