"""The ground of every plot: lines in an SVG that stretches, dots and words in HTML above it; text never shrinks.

Places are shares of the area, 0 to 1, from its lower left corner. Nothing here knows a width in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.ui.html import Html, el

Place = tuple[float, float]


def percent(share: float) -> str:
    """Return a share as ``43.21%``, kept within the area."""
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


def at(x: float, y: float) -> str:
    """Return the style that puts something at a place of the area."""
    return f"left:{percent(x)};top:{percent(1 - y)}"


def polyline(places: Iterable[Place], cls: str) -> Html:
    """Return a line through places; its width on the screen does not stretch."""
    return el("polyline", points=_path(places), cls=cls, fill="none", vector_effect="non-scaling-stroke")


def polygon(places: Iterable[Place], cls: str) -> Html:
    """Return a filled shape."""
    return el("polygon", points=_path(places), cls=cls)


def upright(x: float, cls: str) -> Html:
    """Return a vertical line over the whole area."""
    return el("line", x1=_number(x), x2=_number(x), y1=0, y2=100, cls=cls, vector_effect="non-scaling-stroke")


def band(x0: float, x1: float, cls: str) -> Html:
    """Return a stretch of the area from one place on the axis to another."""
    return el("rect", x=_number(x0), y=0, width=_number(x1 - x0), height=100, cls=cls)


def area(values: tuple[float, ...], top: float, shapes: Iterable[Html | None], above: Iterable[Html | None]) -> Html:
    """Return the area with its horizontal grid.

    Args:
        values: where the grid lines are, each named at the left edge.
        top: the value at the upper edge; the lower one is 0.
        shapes: SVG shapes, in the order they are painted.
        above: HTML that is placed over them with ``at``.
    """
    names = [
        el("span", f"{value:g}", cls="plot-value", style=at(0, value / top), aria_hidden="true") for value in values
    ]
    grid = [
        el(
            "line",
            x1=0,
            x2=100,
            y1=_number(1 - v / top),
            y2=_number(1 - v / top),
            cls="plot-grid",
            vector_effect="non-scaling-stroke",
        )
        for v in values
    ]
    drawing = el(
        "svg", grid, shapes, viewBox="0 0 100 100", preserveAspectRatio="none", aria_hidden="true", focusable="false"
    )
    return el("div", drawing, names, above, cls="plot-area")


def _path(places: Iterable[Place]) -> str:
    return " ".join(f"{_number(x)},{_number(1 - y)}" for x, y in places)


def _number(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.2f}"
