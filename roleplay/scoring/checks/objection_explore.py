"""Before it is answered, a concern is explored: what happened, what would be the worst, who else fears it.

The first thing said is seldom the real reason (course 4.4; 3.11: open questions in a negotiation).

Bad:
    B: I'm worried. We were let down by a supplier like you.
    R: That won't happen with us.

Good:
    B: I'm worried. We were let down by a supplier like you.
    R: What happened there? I'd rather know before I say anything.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, unscored
from roleplay.scoring.objecting import judge_part, objections


class Settings(CheckSettings):
    """How far the rep may take to ask."""

    within: int = Field(default=3, ge=1, description="So many turns of the rep count for one concern.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each concern by whether the rep asked what lies beneath it."""
    found = objections(call, settings.within)
    if not found:
        return unscored(Say.of("objections.none"))
    raised = len(call.state.raised) if call.state else 0
    logged = len(call.state.explored) / raised if call.state and raised else None
    return judge_part(call, found, lambda one: one.explored, "explore", logged)
