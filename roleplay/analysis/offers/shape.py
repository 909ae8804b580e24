"""By what shape a rep gave way: the four ways to concede of the course (3.14), by ratios and never by totals."""

from __future__ import annotations

import itertools
from enum import StrEnum

#: Steps that differ by less than this share of their mean are alike.
EVEN = 0.15
#: So much of all that was given, in the first of several steps, is everything at once.
FIRST = 0.85
#: Kendall's rank correlation of the steps with their order from which a mixed run leans one way.
LEANS = 0.5


class Shape(StrEnum):
    """How the steps of a rep's concessions follow each other."""

    ALL_AT_ONCE = "all_at_once"
    RISING = "rising"
    EVEN = "even"
    SHRINKING = "shrinking"
    MOSTLY_RISING = "mostly_rising"
    MOSTLY_SHRINKING = "mostly_shrinking"
    MIXED = "mixed"


def shape_of(steps: tuple[float, ...], *, even: float = EVEN, first: float = FIRST) -> Shape | None:
    """Name the shape of at least two steps, each above 0; None for fewer.

    Args:
        steps: What was given, one number a step, all in one unit.
        even: How far from their mean, as a share of it, steps may lie that count as alike.
        first: The share of all that was given from which the first step is everything at once (three steps or more).
    """
    if len(steps) < 2:
        return None
    mean = sum(steps) / len(steps)
    if all(abs(step - mean) <= even * mean for step in steps):
        return Shape.EVEN
    if len(steps) > 2 and steps[0] >= first * sum(steps):
        return Shape.ALL_AT_ONCE
    pairs = list(itertools.pairwise(steps))
    if all(b < a for a, b in pairs):
        return Shape.SHRINKING
    if all(b > a for a, b in pairs):
        return Shape.RISING
    lean = _kendall(steps)
    if lean <= -LEANS:
        return Shape.MOSTLY_SHRINKING
    return Shape.MOSTLY_RISING if lean >= LEANS else Shape.MIXED


def _kendall(steps: tuple[float, ...]) -> float:
    """Rank correlation with the order, from -1 (falls all the way) to 1."""
    pairs = list(itertools.combinations(steps, 2))
    return sum((b > a) - (b < a) for a, b in pairs) / len(pairs)
