"""A concern is first taken up: in the buyer's words, with feeling, or by asking on; it is not argued away.

Whoever is contradicted defends the concern; whoever is heard can let go of it (course 3.12: understand first, then be
understood; 4.4).

Bad:
    B: I'm worried about the change-over, frankly.
    R: Our machines are the best on the market.

Good:
    B: I'm worried about the change-over, frankly.
    R: I can see why, a change-over in season is no joke. What would be the worst of it?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, unscored
from roleplay.scoring.objecting import judge_part, objections


class Settings(CheckSettings):
    """How soon the concern must be taken up."""

    within: int = Field(default=1, ge=1, description="So many turns of the rep count for one concern.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each concern by whether the first answer took it up."""
    found = objections(call, settings.within)
    if not found:
        return unscored(Say.of("objections.none"))
    return judge_part(call, found, lambda one: one.listened, "listen", None)
