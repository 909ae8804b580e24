"""The plot of the buyer's trust and interest: drawn here, for no plotting library has marked bands, keyboard and print.

The y axis always runs from 0 to 100, so that calls compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roleplay.practice.views import ScoredCall
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address
from roleplay.ui.scorecard.curve_labels import Layer, place
from roleplay.ui.scorecard.plot_area import area, at, band, percent, polyline, upright
from roleplay.ui.scorecard.words import named
from roleplay.ui.words import Words

MARKED: Final = 4  # at most so many turns are marked
WORTH_MARKING: Final = 5  # points of trust and interest together
NARROW: Final = Layer("narrow", 210, 10)
LAYERS: Final = (Layer("wide", 860, 96), Layer("middle", 560, 96), Layer("small", 350, 96), NARROW)
"""The widths of labels; scorecard.css shows one of them."""
ROW: Final = 20  # pixels from one row of labels to the next
_MOST_NUMBERS: Final = 18  # turns named on the axis
_LABEL_APART: Final = 0.09


@dataclass(frozen=True)
class Point:
    """The buyer after a turn of the rep; ``at`` is where it stands on the axis (the buyer's answer, counted from 1)."""

    at: int
    turn: int | None
    trust: float
    interest: float
    reason: str = ""
    change: float = 0.0


def points_of(scored: ScoredCall) -> list[Point]:
    """The start and one point for each of the rep's turns that the buyer answered."""
    points = [Point(0, None, scored.start_trust, scored.start_interest)]
    for move in scored.moves:
        before = points[-1]
        change = move.trust - before.trust + move.interest - before.interest
        points.append(Point(move.turn + 2, move.turn, move.trust, move.interest, move.reason, change * 100))
    return points


def marked_points(points: list[Point]) -> list[Point]:
    """The turns with the largest change, at most four, in the order of the call."""
    worth = [point for point in points if point.turn is not None and round(abs(point.change), 6) >= WORTH_MARKING]
    largest = sorted(worth, key=lambda point: (-round(abs(point.change), 6), point.at))[:MARKED]
    return sorted(largest, key=lambda point: point.at)


def curve(
    scored: ScoredCall, words: Words, *, earlier: ScoredCall | None = None, page: str = "", linked_from: int = 0
) -> Html:
    """Return the plot with its sentence and its table.

    Args:
        scored: the call.
        words: the reader's words.
        earlier: another attempt, drawn as grey dotted lines from where the two part.
        page: address of the page with the turns; empty: the scorecard.
        linked_from: first turn that the page shows; earlier points are neither links nor marked.
    """
    page = page or address("/scorecard", call=scored.call.id)
    points = points_of(scored)
    marked = marked_points([point for point in points if point.turn is not None and point.turn >= linked_from])
    other = _parted(points, points_of(earlier)) if earlier else []
    last = max([point.at for point in (*points, *other)] + [2])
    shapes = [band(_x(p.at - 1, last), _x(p.at, last), f"band-{_way(p)}") for p in marked]
    shapes += [upright(_x(p.at - 1, last), f"band-edge edge-{_way(p)}") for p in marked]
    for what in ("interest", "trust"):
        shapes += [_line(other, last, what, "line-earlier")] if other else []
        shapes.append(_line(points, last, what, f"line-{what}"))
    above = _dots(other[-1], last, "dot-earlier") if other else []
    for point in points:
        above += _point(
            point, last, words, marked=point in marked, page=page if (point.turn or 0) >= linked_from else ""
        )
    above += _end_labels(points[-1], last, words)
    labels = [_labels(marked, last, layer, words) for layer in LAYERS]
    plot = area((0, 25, 50, 75, 100), 100, shapes, above)
    return el(
        "figure",
        _key(points[-1], words),
        el("div", labels, plot, _axis(marked, last, words), cls="curve-plot"),
        _reasons(marked, page, words),
        el("figcaption", summary(points, scored.call.card.short_name, words), cls="sr"),
        _table(points, words),
        cls="curve",
    )


def summary(points: list[Point], name: str, words: Words) -> str:
    """The plot in one sentence."""
    first, last = points[0], points[-1]
    return named(
        words,
        "curve.summary",
        name,
        trust0=_hundredths(first.trust),
        trust1=_hundredths(last.trust),
        interest0=_hundredths(first.interest),
        interest1=_hundredths(last.interest),
    )


def _parted(points: list[Point], other: list[Point]) -> list[Point]:
    """The other attempt from the last point that both share."""
    shared = 0
    for one, two in zip(points, other, strict=False):
        if (one.at, one.trust, one.interest) != (two.at, two.trust, two.interest):
            break
        shared += 1
    rest = other[max(0, shared - 1) :]
    return rest if len(rest) > 1 else []


def _x(turn: int, last: int) -> float:
    return turn / last


def _way(point: Point) -> str:
    return "up" if point.change > 0 else "down"


def _hundredths(share: float) -> int:
    return round(share * 100)


def _arrow(point: Point) -> str:
    return "▲" if point.change > 0 else "▼"


def _mark_text(point: Point, words: Words) -> str:
    key = "curve.mark" if point.reason else "curve.mark_bare"
    return words(key, n=(point.turn or 0) + 1, reason=point.reason)


def _labels(marked: list[Point], last: int, layer: Layer, words: Words) -> Html:
    """The words above the bands, for one width; hidden from screen readers, for which each point says it."""
    texts = [
        f"{_arrow(p)} {_mark_text(p, words)}" if layer is not NARROW else f"{_arrow(p)}{(p.turn or 0) + 1}"
        for p in marked
    ]
    starts = [_x(p.at - 1, last) for p in marked]
    placed = place(list(zip(starts, texts, strict=True)), layer)
    shown = []
    for point, text, x, label in zip(marked, texts, starts, placed, strict=True):
        most = f"calc(100% + {layer.margin - label.width:.0f}px)"
        style = f"left:max(0px, min({percent(x)}, {most}));bottom:{label.row * ROW}px"
        style += f";max-width:{label.width:.0f}px" if label.cut else ""
        shown.append(el("span", text, cls=f"curve-label {_way(point)}", style=style))
        if label.led and label.row:
            shown.append(
                el(
                    "span",
                    cls=f"curve-leader leader-{_way(point)}",
                    style=f"left:{percent(x)};height:{label.row * ROW}px",
                )
            )
    height = (1 + max((label.row for label in placed), default=0)) * ROW
    return el("div", shown, cls=f"curve-labels labels-{layer.name}", style=f"height:{height}px", aria_hidden="true")


def _axis(marked: list[Point], last: int, words: Words) -> Html:
    """The turns, the marked ones in bold; a narrow plot keeps only those that have room."""
    bold = [(point.turn or 0) + 1 for point in marked]
    step = max(1, -(-last // _MOST_NUMBERS))
    plain = [
        n for n in range(step, last + 1, step) if n not in bold and (step == 1 or all(abs(n - b) >= step for b in bold))
    ]
    kept = _apart(bold, last) or _apart([2, last], last)
    numbers = []
    for n in sorted({*bold, *plain}):
        cls = f"plot-number{' is-marked' if n in bold else ''}{'' if n in kept else ' is-extra'}"
        numbers.append(el("span", n, cls=cls, style=f"left:{percent(_x(n, last))}"))
    return el("div", el("span", words("curve.turn"), cls="plot-name"), numbers, cls="plot-axis", aria_hidden="true")


def _apart(numbers: list[int], last: int) -> list[int]:
    kept: list[int] = []
    for n in numbers:
        if not kept or _x(n - kept[-1], last) >= _LABEL_APART:
            kept.append(n)
    return kept


def _line(points: list[Point], last: int, what: str, cls: str) -> Html:
    return polyline([(_x(p.at, last), getattr(p, what)) for p in points], f"curve-line {cls}")


def _dots(point: Point, last: int, cls: str = "") -> list[Html]:
    x = _x(point.at, last)
    return [
        el("span", cls=f"dot-interest {cls}".strip(), style=at(x, point.interest)),
        el("span", cls=f"dot-trust {cls}".strip(), style=at(x, point.trust)),
    ]


def _point(point: Point, last: int, words: Words, *, marked: bool, page: str) -> list[Html]:
    if point.turn is None or not page:
        return _dots(point, last)
    label = words("curve.point", n=point.turn + 1, trust=_hundredths(point.trust), interest=_hundredths(point.interest))
    label = label + words("curve.because", reason=point.reason) if point.reason else label
    dots = [
        el("span", cls="dot-interest", style=f"top:{percent(1 - point.interest)}"),
        el("span", cls="dot-trust", style=f"top:{percent(1 - point.trust)}"),
    ]
    link = el(
        "a",
        dots,
        href=f"{page}#turn-{point.turn}",
        style=f"left:{percent(_x(point.at, last))}",
        title=label,
        aria_label=label,
        data_action="goto",
        data_turn=point.turn,
        cls=f"curve-point{' is-marked' if marked else ''}",
    )
    return [link]


def _end_labels(point: Point, last: int, words: Words) -> list[Html]:
    trust, interest = point.trust, point.interest
    if abs(trust - interest) < _LABEL_APART:
        middle = min(1 - _LABEL_APART / 2, max(_LABEL_APART / 2, (trust + interest) / 2))
        above, below = middle + _LABEL_APART / 2, middle - _LABEL_APART / 2
        trust, interest = (above, below) if trust > interest else (below, above)
    names = (("trust", trust, point.trust), ("interest", interest, point.interest))
    return [
        el(
            "span",
            words(f"curve.end_{name}", n=_hundredths(value)),
            cls=f"end-label end-{name}",
            style=at(_x(point.at, last), y),
            aria_hidden="true",
        )
        for name, y, value in names
    ]


def _key(point: Point, words: Words) -> Html:
    """Names of the lines for a plot too narrow to name them at their ends."""
    values = (("trust", point.trust), ("interest", point.interest))
    return el(
        "ul",
        [
            el(
                "li",
                el("span", el("span", cls=f"dot-{name}"), cls=f"key-{name}"),
                words(f"curve.end_{name}", n=_hundredths(value)),
            )
            for name, value in values
        ],
        cls="curve-key",
        aria_hidden="true",
    )


def _reasons(marked: list[Point], page: str, words: Words) -> Html | None:
    """The marked turns as text, shown below a plot too narrow to name them."""
    items = []
    for point in marked:
        text = [
            el("span", f"{_arrow(point)} ", cls=_way(point), aria_hidden="true"),
            _mark_text(point, words),
            el("span", words(f"curve.went_{_way(point)}"), cls="sr"),
        ]
        items.append(
            el("li", el("a", text, href=f"{page}#turn-{point.turn}", data_action="goto", data_turn=point.turn))
        )
    return el("ul", items, cls="curve-reasons", aria_label=words("curve.label")) if items else None


def _table(points: list[Point], words: Words) -> Html:
    heads = [el("th", words(f"curve.head_{key}"), scope="col") for key in ("turn", "trust", "interest", "reason")]
    rows = [
        el(
            "tr",
            el("th", words("curve.start") if p.turn is None else p.turn + 1, scope="row"),
            el("td", _hundredths(p.trust)),
            el("td", _hundredths(p.interest)),
            el("td", p.reason),
        )
        for p in points
    ]
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows))
    return el("details", el("summary", words("curve.numbers")), el("div", table, cls="table-scroll"), cls="fold")
