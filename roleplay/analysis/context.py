"""What was said before a turn of the rep, as far as the analysis needs it."""

from __future__ import annotations

from pydantic import Field

from roleplay.terms import Spin
from roleplay.transcript import Frozen

#: How many earlier turns of each speaker a context holds at most.
REACH = 6


class Context(Frozen):
    """What was said before this turn."""

    recent_buyer: tuple[str, ...] = Field(default=(), description="The buyer's last turns, oldest first, at most 6.")
    recent_rep: tuple[str, ...] = Field(default=(), description="The rep's last turns, oldest first, at most 6.")
    problem_voiced: bool | None = Field(
        default=None, description="From the director's log; None: judge from what the buyer said."
    )
    previous_spin: Spin = Field(default=Spin.NONE, description="SPIN of the rep's last question.")
    turn_at: int = Field(default=0, ge=0, description="Rep turns before this one.")
