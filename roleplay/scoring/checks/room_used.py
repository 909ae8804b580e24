"""Most of the room between the first price and the floor is kept.

The room that is left is what the next round, or the firm, lives on (course 3.14: the fourth way gives least). Where
list and floor price are not known and nobody named them, this cannot be judged.

Bad:
    R: List is 1,200, and I'm authorised down to 1,100.
    B: Too much.
    R: All right, 1,100 it is.

Good:
    R: List is 1,200, and I'm authorised down to 1,100.
    B: Too much.
    R: I could do 1,170 if you sign this week.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.analysis.offers.values import Offer
from roleplay.scoring.call import Call
from roleplay.scoring.conceding import mark, room
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored, unscored
from roleplay.transcript import Speaker


class Settings(CheckSettings):
    """How the share of the room becomes a score."""

    kept: float = Field(default=0.5, ge=0, le=1, description="Up to this share of the room may be used without loss.")
    at_floor: float = Field(default=0.2, ge=0, le=1, description="Score where the whole room was used.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Score how far the rep went; below the floor nothing is earned."""
    known = room(call)
    if known is None:
        return unscored(Say.of("room_used.unknown"))
    used = max(0.0, known.used)
    below = used > 1 + 1e-9
    slope = (used - settings.kept) / (1 - settings.kept) if settings.kept < 1 else 0.0
    score = 0.0 if below else 1 - max(0.0, slope) * (1 - settings.at_floor)
    last = _last(call)
    good = score >= 0.6
    note = Say.of("note.room", used=round(100 * used))
    finding = mark(call, last, "earned" if good else "lost", note) if last else None
    key = "below" if below else "kept" if used < 1e-9 else "used"
    return scored(
        score,
        Say.of(f"room_used.{key}", used=round(100 * used)),
        measure=round(used, 4),
        findings=(finding,) if finding else (),
        case="" if good else "below" if below else "spent",
        said=finding if not good else None,
        turn=finding.turn if finding and not good else None,
    )


def _last(call: Call) -> Offer | None:
    """The rep's last price, by the rep's own words."""
    own = {rep.turn for rep in call.rep_turns}
    return next((o for o in reversed(call.bargaining.of(Speaker.REP)) if o.turn in own and o.price is not None), None)
