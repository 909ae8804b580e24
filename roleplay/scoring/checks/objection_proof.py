"""A concern is answered with something that can be checked: figures, a document, a test, a customer to ring.

A promise does not settle a concern (course 4.4; 2.37: the rules for winning trust).

Bad:
    B: My worry is the spare parts.
    R: Don't worry, we'll never let you down.

Good:
    B: My worry is the spare parts.
    R: Let me show you last year's delivery record, week by week, and you can ring one of our customers.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, unscored
from roleplay.scoring.objecting import judge_part, objections


class Settings(CheckSettings):
    """How far the rep may take, and what an answer without proof is worth."""

    within: int = Field(default=12, ge=1, description="So many turns of the rep count for one concern.")
    softer: float = Field(
        default=0.6, ge=0, le=1, description="What an answer without proof earns: a condition, a date, an explanation."
    )


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each concern by whether it was answered with something that can be checked."""
    found = objections(call, settings.within, softer=settings.softer)
    if not found:
        return unscored(Say.of("objections.none"))
    raised = len(call.state.raised) if call.state else 0
    logged = len(call.state.settled) / raised if call.state and raised else None
    return judge_part(call, found, lambda one: one.answered, "proof", logged)
