"""Small plots over calls: a point each, and from the fifth call on the mean of the last five with its 90 % interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from roleplay.practice.views import PastCall
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.plot_area import Place, area, at, polygon, polyline, upright
from roleplay.ui.words import Words

LEAST_CALLS: Final = 5  # below it there is no mean: one call does not measure a person
_T_90: Final = 2.1318  # Student's t, two-sided 90 %, four degrees of freedom
Measured = tuple[int, PastCall, float]


@dataclass(frozen=True)
class Series:
    """One measure over calls; ``value`` gives it for a call, or None where it was not measured."""

    title: str
    top: float
    value: Callable[[PastCall], float | None]

    def measured(self, calls: Sequence[PastCall]) -> list[Measured]:
        """The calls that have a value, each with its place in the list."""
        return [(n, call, value) for n, call in enumerate(calls) if (value := self.value(call)) is not None]

    def written(self, value: float) -> str:
        """A value as people read it: whole, but a mean of few steps with one decimal."""
        return f"{value:.1f}".removesuffix(".0") if self.top <= 10 else f"{value:.0f}"


@dataclass(frozen=True)
class Mean:
    """The mean of the five calls that end at place ``n``, with its interval."""

    n: int
    mean: float
    low: float
    high: float


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Return mean, lower and upper bound of five values: Student's interval at 90 %.

    Raises:
        ValueError: there are not exactly five.
    """
    if len(values) != LEAST_CALLS:
        raise ValueError(f"the interval is for {LEAST_CALLS} values, not {len(values)}")
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))
    half = _T_90 * spread / math.sqrt(len(values))
    return mean, mean - half, mean + half


def means(measured: Sequence[Measured]) -> list[list[Mean]]:
    """Rolling means over five calls, in unbroken runs. No mean reaches over a change of a call type's rubric."""
    runs: list[list[Mean]] = []
    unbroken = False
    for end in range(LEAST_CALLS, len(measured) + 1):
        window = measured[end - LEAST_CALLS : end]
        if _mixes_versions([call for _, call, _ in window]):
            unbroken = False
            continue
        if not unbroken:
            runs.append([])
        runs[-1].append(Mean(window[-1][0], *mean_interval([value for _, _, value in window])))
        unbroken = True
    return runs


def _mixes_versions(calls: Sequence[PastCall]) -> bool:
    versions = {(call.call_type, call.rubric_version) for call in calls if call.rubric_version}
    return len(versions) > len({kind for kind, _ in versions})


def rubric_changes(calls: Sequence[PastCall]) -> list[int]:
    """Places in the list at which a call is the first one under a new version of its rubric."""
    seen: dict[str, str] = {}
    changes = []
    for n, call in enumerate(calls):
        if not call.rubric_version:
            continue
        if seen.setdefault(call.call_type.value, call.rubric_version) != call.rubric_version:
            changes.append(n)
        seen[call.call_type.value] = call.rubric_version
    return changes


def small_plot(series: Series, calls: tuple[PastCall, ...], words: Words) -> Html:
    """Return one plot of calls in the order in which they were held."""
    measured = series.measured(calls)
    runs = means(measured)
    count, top = len(calls), series.top
    shapes = [upright((n - 0.5) / max(1, count - 1), "plot-change") for n in rubric_changes(calls)]
    for run in runs:
        places: list[Place] = [(_x(mean.n, count), mean.mean / top) for mean in run]
        upper = [(_x(mean.n, count), mean.high / top) for mean in run]
        lower = [(_x(mean.n, count), mean.low / top) for mean in reversed(run)]
        shapes += [polygon([*upper, *lower], "mean-band"), polyline(places, "mean-line")]
    above = []
    for run in runs:
        if len(run) == 1:  # a line of one point would not be seen
            above.append(el("span", cls="mean-dot", style=at(_x(run[0].n, count), run[0].mean / top)))
    above += [
        el("span", cls="point-ring" if call.first_with_buyer else "point-disc", style=at(_x(n, count), value / top))
        for n, call, value in measured
    ]
    if runs:
        last = runs[-1][-1]
        above.append(
            el("span", series.written(last.mean), cls="mean-label", style=at(_x(last.n, count), last.mean / top))
        )
    summary = el("figcaption", _summary(series, measured, runs, words), cls="sr")
    drawing = el(
        "div", area((0, top / 2, top), top, shapes, above), _axis(count, words), cls="small-area", aria_hidden="true"
    )
    return el("figure", el("h2", series.title), drawing, summary, cls="card small-plot")


def _x(n: int, calls: int) -> float:
    return n / max(1, calls - 1)


def _axis(calls: int, words: Words) -> Html:
    ends = [el("span", words("progress.call", n=1), cls="axis-first")]
    if calls > 1:
        ends.append(el("span", words("progress.call", n=calls), cls="axis-last"))
    return el("div", ends, cls="small-axis")


def _summary(series: Series, measured: list[Measured], runs: list[list[Mean]], words: Words) -> str:
    if not measured:
        return words("progress.summary_none", title=series.title)
    text = words("progress.summary", title=series.title, n=len(measured), last=series.written(measured[-1][2]))
    if not runs:
        return text
    last = runs[-1][-1]
    low, high = max(0.0, last.low), min(series.top, last.high)
    return (
        text
        + words("sentence")
        + words(
            "progress.summary_mean", mean=series.written(last.mean), low=series.written(low), high=series.written(high)
        )
    )
