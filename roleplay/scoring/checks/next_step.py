"""The call ends with something agreed: what, who and when.

"I'll send something some time" costs the rep nothing and the buyer nothing, so nothing comes of it (course 2.38, no.
9).

Bad:
    R: I'll send you something next week, then.
    B: Fine. Send it.

Good:
    R: Could you and Paul walk one line with our engineer on Tuesday at ten, or does Thursday suit you better?
    B: Thursday.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored
from roleplay.scoring.next_steps import concrete, vague


class Settings(CheckSettings):
    """What each part of a next step is worth."""

    concrete: float = Field(default=0.65, ge=0, le=1, description="An action with a time was proposed.")
    vague: float = Field(default=0.1, ge=0, le=1, description="Only something without a time was proposed.")
    agreed: float = Field(default=0.35, ge=0, le=1, description="The buyer said yes to it.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Look for a concrete step, and for the buyer's yes; with a log the director says whether there was one."""
    steps = concrete(call)
    if not steps:
        return _without(call, settings)
    best = next((step for step in reversed(steps) if step.agreed), steps[-1])
    if best.agreed:
        return scored(
            settings.concrete + settings.agreed, Say.of("next_step.agreed"), measure=1,
            findings=(best.rep.mark("earned", Say.of("note.agreed_step"), best.act),),
        )  # fmt: skip
    refused = best.rep.after is not None and best.rep.after.shows(Signal.REFUSAL, Signal.CONCERN)
    return scored(
        settings.concrete,
        Say.of("next_step.turned_down" if refused else "next_step.proposed"),
        measure=0.5,
        findings=(best.rep.mark("earned", Say.of("note.dated_step"), best.act),),
        case="turned_down" if refused else "not_agreed",
        said=best.rep.mark("noted", None, best.act),
        turn=best.rep.turn,
    )


def _without(call: Call, settings: Settings) -> Judgement:
    """Nothing with a time was proposed: something vague, nothing at all, or the buyer hung up first."""
    last = call.rep_turns[-1]
    loose = vague(call)
    if loose:
        rep, act = loose[-1]
        said = rep.mark("lost", Say.of("note.vague_step"), act)
        return scored(
            settings.vague, Say.of("next_step.vague"), measure=0, findings=(said,), case="vague", said=said,
            turn=rep.turn,
        )  # fmt: skip
    if call.buyer_turns and call.buyer_turns[-1].shows(Signal.HANG_UP):
        return scored(0.0, Say.of("next_step.hung_up"), measure=0, case="hung_up")
    words = last.mark("noted") if last.text.strip() else None
    return scored(0.0, Say.of("next_step.none"), measure=0, case="none", said=words, turn=last.turn)
