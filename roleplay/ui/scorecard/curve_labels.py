"""Where the words above the curve go: no label covers another and none is cut off, whatever the language.

Widths are estimated from the characters. A layer is placed for the smallest width at which it is shown; where the page
is wider, labels only move apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = 14  # pixels between two labels in a row
_WIDE: Final = 13.5  # pixels of a Han character at 13 px, semibold
_LATIN: Final = {
    " .,:;!'’()[]|ijlI": 5.0,
    "-–/frst": 7.0,
    "mwMW": 13.5,
    "ABCDEFGHJKLNOPQRSTUVXYZ": 10.0,
}  # a wide system font
_OTHER: Final = 9.1
_WIDTHS: Final = {char: width for chars, width in _LATIN.items() for char in chars}


@dataclass(frozen=True)
class Layer:
    """A width at which labels are shown: the area, and the margin to its right that they may use."""

    name: str
    area: int
    margin: int


@dataclass(frozen=True)
class Label:
    """A placed label: its room in pixels, its row (0 is the lowest)."""

    width: float
    cut: bool  # longer than the whole plot: it ends in dots, and stands in full below or in the table
    row: int
    led: bool  # a line from the label down to its place crosses no other label


def width_of(text: str) -> float:
    """Return the width of a text in pixels, a little more than it needs."""
    return sum(_WIDTHS.get(char) or (_WIDE if unicodedata.east_asian_width(char) in "WFA" else _OTHER) for char in text)


def place(wanted: Sequence[tuple[float, str]], layer: Layer) -> list[Label]:
    """Return a place for each label.

    Labels begin at their turn and are moved left only where they would run out of the plot. From right to left each
    takes the lowest free row, so an earlier label lies above a later one that it would touch, and its line is clear.

    Args:
        wanted: where each begins (share of the area) and its text, in the order of the call.
        layer: the width to place them for.
    """
    limit = layer.area + layer.margin
    boxes = []
    for x, text in wanted:
        width = min(width_of(text), 0.9 * limit)
        boxes.append((max(0.0, min(x * layer.area, limit - width)), width))
    rows: dict[int, int] = {}
    for n in reversed(range(len(boxes))):
        row = 0
        while any(rows[m] == row and _touch(boxes[n], boxes[m]) for m in rows):
            row += 1
        rows[n] = row
    return [
        Label(
            width, width_of(wanted[n][1]) > width, rows[n], _is_clear(wanted[n][0] * layer.area, rows[n], boxes, rows)
        )
        for n, (_, width) in enumerate(boxes)
    ]


def _touch(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return one[0] < two[0] + two[1] + GAP and two[0] < one[0] + one[1] + GAP


def _is_clear(x: float, row: int, boxes: list[tuple[float, float]], rows: dict[int, int]) -> bool:
    return not any(rows[m] < row and left - 4 < x < left + width + 4 for m, (left, width) in enumerate(boxes))
