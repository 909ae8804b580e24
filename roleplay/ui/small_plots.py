"""Small plots over calls: a point each, and from the fifth call on the mean of the last five with its 90 % interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from roleplay.practice.views import PastCall
from roleplay.ui.html import Html, el
from roleplay.ui.words import Words

LEAST_CALLS: Final = 5     # below it there is no mean: one call does not measure a person
_T_90: Final = 2.132       # Student's t, two-sided 90 %, four degrees of freedom
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 330, 150, 34, 40, 12, 26


@dataclass(frozen=True)
class Series:
    """One measure over calls; ``value`` gives it for a call, or None where it was not measured."""

    title: str
    top: float
    value: Callable[[PastCall], float | None]


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Return mean, lower and upper bound of five values: Student's interval at 90 %."""
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))
    half = _T_90 * spread / math.sqrt(len(values))
    return mean, mean - half, mean + half


def small_plot(series: Series, calls: tuple[PastCall, ...], words: Words) -> Html:
    """Return one plot of calls in the order in which they were held."""
    measured = [(n, call, value) for n, call in enumerate(calls) if (value := series.value(call)) is not None]
    shapes = _axes(series, len(calls), words)
    means = _means(measured)
    if means:
        xs = [(_x(n, len(calls)), mean, low, high) for n, mean, low, high in means]
        upper = [f"{x},{_y(min(high, series.top), series.top)}" for x, _, _, high in xs]
        lower = [f"{x},{_y(max(low, 0.0), series.top)}" for x, _, low, _ in reversed(xs)]
        shapes.append(el("polygon", points=" ".join((*upper, *lower)), cls="mean-band"))
        shapes.append(el("polyline", points=" ".join(f"{x},{_y(mean, series.top)}" for x, mean, _, _ in xs), cls="mean-line", fill="none"))
        x, mean = xs[-1][0], xs[-1][1]
        shapes.append(el("text", f"{mean:.1f}" if series.top <= 10 else f"{mean:.0f}", x=x + 6, y=_y(mean, series.top) + 4, cls="mean-label"))
    for n, call, value in measured:
        cls = "point-ring" if call.first_with_buyer else "point-disc"
        shapes.append(el("circle", cx=_x(n, len(calls)), cy=_y(value, series.top), r=3.2, cls=cls))
    last = f"{measured[-1][2]:.0f}" if measured else "–"
    drawing = el("svg", shapes, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=words("progress.summary", title=series.title, n=len(measured), last=last))
    return el("figure", el("h2", series.title), drawing, cls="card small-plot")


def _means(measured: list[tuple[int, PastCall, float]]) -> list[tuple[int, float, float, float]]:
    """Rolling means over five calls scored by the same version of the same rubric."""
    means = []
    for end in range(LEAST_CALLS, len(measured) + 1):
        window = measured[end - LEAST_CALLS : end]
        if len({(call.call_type, call.rubric_version) for _, call, _ in window if call.rubric_version}) > len({call.call_type for _, call, _ in window}):
            continue  # the rubric changed within the window: the mean starts anew
        means.append((window[-1][0], *mean_interval([value for _, _, value in window])))
    return means


def _x(n: int, calls: int) -> float:
    return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * n / max(1, calls - 1), 1)


def _y(value: float, top: float) -> float:
    return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top), 1)


def _axes(series: Series, calls: int, words: Words) -> list[Html]:
    shapes = []
    for value in (0.0, series.top / 2, series.top):
        y = _y(value, series.top)
        shapes.append(el("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, cls="grid"))
        shapes.append(el("text", f"{value:g}", x=_LEFT - 6, y=y + 4, text_anchor="end", cls="axis"))
    shapes.append(el("text", words("progress.call", n=1), x=_LEFT, y=_HEIGHT - 6, cls="axis"))
    if calls > 1:
        shapes.append(el("text", words("progress.call", n=calls), x=_WIDTH - _RIGHT, y=_HEIGHT - 6, text_anchor="end", cls="axis"))
    return shapes
