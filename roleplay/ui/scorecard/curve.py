"""The plot of the buyer's trust and interest: drawn here as SVG, for no plotting library has marked bands, keyboard and print.

The y axis always runs from 0 to 100, so that calls compare. Two drawings, wide and narrow; the style sheet shows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roleplay.practice.views import ScoredCall
from roleplay.ui.html import Html, el
from roleplay.ui.words import Words

MARKED: Final = 4          # at most so many turns are marked
WORTH_MARKING: Final = 5   # points of trust and interest together


@dataclass(frozen=True)
class Point:
    """The buyer after a turn of the rep; ``at`` is where it stands on the axis (the buyer's answer, counted from 1)."""

    at: int
    turn: int | None
    trust: float
    interest: float
    reason: str = ""
    change: float = 0.0


@dataclass(frozen=True)
class Frame:
    """Size and margins of one drawing, in its own units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def x(self, at: float, last: int) -> float:
        """Place of a turn on the axis."""
        return round(self.left + (self.width - self.left - self.right) * at / max(last, 1), 1)

    def y(self, share: float) -> float:
        """Height of a share of 0 to 1."""
        return round(self.top + (self.height - self.top - self.bottom) * (1 - min(1.0, max(0.0, share))), 1)


WIDE: Final = Frame(1110, 350, 34, 110, 70, 40)
NARROW: Final = Frame(340, 240, 30, 12, 34, 30)


def points_of(scored: ScoredCall) -> list[Point]:
    """The start and one point for each of the rep's turns that the buyer answered."""
    points = [Point(0, None, scored.start_trust, scored.start_interest)]
    for move in scored.moves:
        before = points[-1]
        change = move.trust - before.trust + move.interest - before.interest
        points.append(Point(move.turn + 2, move.turn, move.trust, move.interest, move.reason, change * 100))
    return points


def marked_points(points: list[Point]) -> list[Point]:
    """The turns with the largest change, in the order of the call."""
    worth = [point for point in points if point.turn is not None and abs(point.change) >= WORTH_MARKING]
    largest = sorted(worth, key=lambda point: (-abs(point.change), point.at))[:MARKED]
    return sorted(largest, key=lambda point: point.at)


def curve(scored: ScoredCall, words: Words, earlier: ScoredCall | None = None) -> Html:
    """Return the plot with its sentence and its table; ``earlier`` is drawn as a grey dotted line."""
    points = points_of(scored)
    marked = marked_points(points)
    reasons = el("ul", [el("li", _mark_text(p, words), cls="up" if p.change > 0 else "down") for p in marked], cls="curve-reasons")
    return el(
        "figure",
        _drawing(points, marked, WIDE, words, earlier, "curve-wide"),
        _drawing(points, marked, NARROW, words, earlier, "curve-narrow"),
        reasons,
        el("figcaption", summary(points, scored.call.card.short_name, words), cls="sr"),
        _table(points, words),
        cls="curve",
    )


def summary(points: list[Point], name: str, words: Words) -> str:
    """The plot in one sentence."""
    first, last = points[0], points[-1]
    return words(
        "curve.summary", name=name, trust0=_percent(first.trust), trust1=_percent(last.trust),
        interest0=_percent(first.interest), interest1=_percent(last.interest),
    )  # fmt: skip


def _percent(share: float) -> int:
    return round(share * 100)


def _mark_text(point: Point, words: Words) -> str:
    arrow = "▲" if point.change > 0 else "▼"
    return f"{arrow} {words('curve.mark', n=(point.turn or 0) + 1, reason=point.reason)}"


def _drawing(points: list[Point], marked: list[Point], frame: Frame, words: Words, earlier: ScoredCall | None, name: str) -> Html:
    other = points_of(earlier) if earlier else []
    last = max([point.at for point in (*points, *other)] + [2])
    shapes = [*_grid(frame, last, marked, words), *_bands(marked, frame, last, words)]
    if other:
        shapes += [_line(other, frame, last, "trust", "earlier"), _line(other, frame, last, "interest", "earlier")]
    shapes += [_line(points, frame, last, "interest", "interest"), _line(points, frame, last, "trust", "trust")]
    shapes += [shape for point in points for shape in _dots(point, frame, last, words)]
    if frame is WIDE:
        shapes += _end_labels(points[-1], frame, last, words)
    return el("svg", shapes, cls=name, viewBox=f"0 0 {frame.width} {frame.height}", role="group", aria_label=words("curve.label"))


def _grid(frame: Frame, last: int, marked: list[Point], words: Words) -> list[Html]:
    shapes = []
    for value in (0, 25, 50, 75, 100):
        y = frame.y(value / 100)
        shapes.append(el("line", x1=frame.left, x2=frame.width - frame.right, y1=y, y2=y, cls="grid"))
        shapes.append(el("text", value, x=frame.left - 8, y=y + 4, text_anchor="end", cls="axis"))
    bold = {(point.turn or 0) + 1 for point in marked}
    step = max(1, -(-last // (18 if frame is WIDE else 8)))
    shown = {at for at in range(1, last + 1) if at % step == 0} if frame is WIDE else set()
    for at in sorted(shown | bold):
        cls = "axis axis-marked" if at in bold else "axis"
        shapes.append(el("text", at, x=frame.x(at, last), y=frame.height - frame.bottom + 18, text_anchor="middle", cls=cls))
    shapes.append(el("text", words("curve.turn"), x=frame.left, y=frame.height - 4, cls="axis"))
    return shapes


def _bands(marked: list[Point], frame: Frame, last: int, words: Words) -> list[Html]:
    shapes = []
    top, bottom = frame.y(1), frame.y(0)
    for row, point in enumerate(marked):
        way = "up" if point.change > 0 else "down"
        x0, x1 = frame.x(point.at - 1, last), frame.x(point.at, last)
        shapes.append(el("rect", x=x0, y=top, width=round(x1 - x0, 1), height=bottom - top, cls=f"band band-{way}"))
        shapes.append(el("line", x1=x0, x2=x0, y1=top - 4, y2=bottom, cls=f"band-edge edge-{way}"))
        if frame is WIDE:
            left = x0 < frame.width * 0.62
            label = el(
                "text", _mark_text(point, words), x=x0 if left else x1, y=top - 12 - 20 * (row % 3),
                text_anchor="start" if left else "end", cls=f"band-label {way}",
            )  # fmt: skip
        else:
            label = el("text", "▲" if way == "up" else "▼", x=x0, y=top - 8, text_anchor="middle", cls=f"band-label {way}")
        shapes.append(label)
    return shapes


def _line(points: list[Point], frame: Frame, last: int, what: str, cls: str) -> Html:
    path = " ".join(f"{frame.x(p.at, last)},{frame.y(getattr(p, what))}" for p in points)
    return el("polyline", points=path, cls=f"line line-{cls}", fill="none")


def _dots(point: Point, frame: Frame, last: int, words: Words) -> list[Html]:
    x = frame.x(point.at, last)
    trust, interest = frame.y(point.trust), frame.y(point.interest)
    shapes = [
        el("rect", x=x - 3.5, y=interest - 3.5, width=7, height=7, cls="dot-interest"),
        el("circle", cx=x, cy=trust, r=4, cls="dot-trust"),
    ]
    if point.turn is None:
        return shapes
    label = words(
        "curve.point", n=point.turn + 1, trust=_percent(point.trust), interest=_percent(point.interest), reason=point.reason
    )
    target = el("rect", x=x - 12, y=frame.y(1), width=24, height=frame.y(0) - frame.y(1), cls="hit")
    return [
        el("a", el("title", label), target, *shapes, href=f"#turn-{point.turn}", data_action="goto", data_turn=point.turn, aria_label=label, cls="curve-point")
    ]  # fmt: skip


def _end_labels(point: Point, frame: Frame, last: int, words: Words) -> list[Html]:
    x = frame.x(point.at, last) + 14
    trust, interest = frame.y(point.trust), frame.y(point.interest)
    if abs(trust - interest) < 18:
        middle = (trust + interest) / 2
        trust, interest = (middle - 9, middle + 9) if point.trust >= point.interest else (middle + 9, middle - 9)
    names = (("trust", trust, point.trust), ("interest", interest, point.interest))
    return [
        el("text", words(f"curve.end_{name}", n=_percent(value)), x=x, y=round(y + 5, 1), cls=f"end-label end-{name}")
        for name, y, value in names
    ]


def _table(points: list[Point], words: Words) -> Html:
    heads = [el("th", words(f"curve.head_{key}"), scope="col") for key in ("turn", "trust", "interest", "reason")]
    rows = [
        el("tr", el("td", "–" if p.turn is None else p.turn + 1), el("td", _percent(p.trust)), el("td", _percent(p.interest)), el("td", p.reason))
        for p in points
    ]  # fmt: skip
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows))
    return el("details", el("summary", words("curve.numbers")), el("div", table, cls="table-scroll"), cls="fold")
