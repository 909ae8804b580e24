"""The price falls in ever smaller steps, so that each one says that the end is near.

All at once invites suspicion and more pressure, even steps are read and waited for, rising steps teach that waiting
pays; large first and then ever smaller makes the other side believe that this is the bottom (course 3.14; seven studies
on decreasing concessions, N = 2,311).

Bad:
    R: The price is 1,200 a unit.
    B: Too much.
    R: I could do 1,180.
    B: Still too much.
    R: 1,130 then.
    B: No.
    R: All right, 1,040.

Good:
    R: The price is 1,200 a unit.
    B: Too much.
    R: I could do 1,120.
    B: Still too much.
    R: 1,080 then.
    B: No.
    R: 1,065, and that is where it ends.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.analysis.offers.sequence import Step
from roleplay.analysis.offers.shape import EVEN, FIRST, Shape, shape_of
from roleplay.scoring.call import Call
from roleplay.scoring.conceding import mark, room, sizes
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored, unscored


class Settings(CheckSettings):
    """What each pattern earns, and when steps count as alike."""

    shrinking: float = Field(default=1.0, ge=0, le=1, description="Score where each step is smaller than the last.")
    mostly_shrinking: float = Field(default=0.8, ge=0, le=1, description="Score where the steps tend to shrink.")
    mixed: float = Field(default=0.5, ge=0, le=1, description="Score where the steps go up and down.")
    even: float = Field(default=0.4, ge=0, le=1, description="Score for steps of one size.")
    mostly_rising: float = Field(default=0.25, ge=0, le=1, description="Score where the steps tend to grow.")
    rising: float = Field(default=0.15, ge=0, le=1, description="Score where each step is larger than the last.")
    all_at_once: float = Field(default=0.1, ge=0, le=1, description="Score where all was given in one step.")
    alike: float = Field(
        default=EVEN, ge=0, le=0.5, description="Steps this near to their mean (as a share of it) are of one size."
    )
    first: float = Field(
        default=FIRST, ge=0.5, le=1, description="Share of all that was given which makes a first step all at once."
    )
    whole_room: float = Field(
        default=0.9, ge=0.5, le=1, description="Share of the room which makes even a single step all at once."
    )


def judge(call: Call, settings: Settings) -> Judgement:
    """Name the pattern by its shape; with fewer than two steps there is none, unless one step took all the room."""
    steps = call.bargaining.steps
    if not steps:
        return unscored(Say.of("concession_pattern.none"))
    given = sizes(steps)
    shape = shape_of(given, even=settings.alike, first=settings.first)
    if shape is None:
        known = room(call)
        if known is None or known.used < settings.whole_room:
            return unscored(Say.of("concession_pattern.one"))
        shape = Shape.ALL_AT_ONCE
    worth = float(getattr(settings, shape.value))
    findings = _findings(call, steps, good=worth >= settings.mostly_shrinking)
    worst = findings[-1] if worth < settings.mostly_shrinking else None
    return scored(
        worth,
        Say.of(f"concession_pattern.{shape.value}", steps=_shown(steps, given)),
        measure=round(given[-1] / given[0], 4) if len(given) > 1 else None,
        findings=findings,
        case="" if worst is None else shape.value,
        said=worst,
        turn=worst.turn if worst else None,
    )


def _findings(call: Call, steps: tuple[Step, ...], *, good: bool) -> tuple[Finding, ...]:
    """Each step by its words, with how much it gave."""
    found = []
    for number, step in enumerate(steps[:6], 1):
        note = Say.of("note.step", number=number, given=_size(step.share, step.change))
        found.append(mark(call, step.offers[-1], "earned" if good else "lost", note))
    return tuple(found)


def _shown(steps: tuple[Step, ...], given: tuple[float, ...]) -> str:
    return " → ".join(_size(step.share, step.change) for step in steps[: max(2, len(given))])


def _size(share: float | None, change: float | None) -> str:
    """A step as readers of any language write it: a share of the first price, else the bare amount."""
    if share is not None:
        return f"{100 * share:.1f}%"
    return f"{change or 0:,.6g}" if abs(change or 0) < 1_000_000 else f"{change or 0:,.0f}"
