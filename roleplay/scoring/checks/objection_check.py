"""After the answer the rep asks whether it settles the concern, instead of taking silence for a yes.

A concern that was answered but not settled comes back after the call, when nobody is there to answer it (course 4.4;
3.17: sum up what was agreed).

Bad:
    B: My worry is the spare parts.
    R: I can show you our delivery record. Now, about the contract.

Good:
    B: My worry is the spare parts.
    R: I can show you our delivery record. Would that answer it, or is something still missing?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, unscored
from roleplay.scoring.objecting import judge_part, objections


class Settings(CheckSettings):
    """How far the rep may take to ask back."""

    within: int = Field(default=12, ge=1, description="So many turns of the rep count for one concern.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each concern by whether the rep asked if the answer settled it."""
    found = objections(call, settings.within)
    if not found:
        return unscored(Say.of("objections.none"))
    return judge_part(call, found, lambda one: one.checked, "check", None)
