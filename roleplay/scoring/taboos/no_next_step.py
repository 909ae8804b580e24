"""The call ends without a concrete next action: what, who and when.

Nobody calls back after "I'll be in touch" (course 2.38, no. 9). A buyer who hangs up first leaves none either, and
the card says so.

Bad:
    R: I'll drop you something over at some point.
    B: Yeah. Fine.

Good:
    R: I'll send the two-page summary today and ring you on Thursday at ten. Does ten suit you?
"""

from __future__ import annotations

from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Say, Verdict, clear, found
from roleplay.scoring.next_steps import concrete, vague


class Settings(CheckSettings):
    """Nothing to set: an action with a time is there, or it is not."""


def judge(call: Call, settings: Settings) -> Verdict:
    """Look through the whole call for an action with a time, proposed by the rep."""
    steps = concrete(call)
    if steps:
        last = steps[-1]
        finding = last.rep.mark("noted", None, last.act)
        return clear(0.9, Say.of("no_next_step.clear", turn=last.rep.turn + 1), (finding,))
    loose = vague(call)
    turn = call.rep_turns[-1].turn if call.rep_turns else None
    if call.buyer_turns and call.buyer_turns[-1].shows(Signal.HANG_UP):
        return found(0.9, Say.of("no_next_step.hung_up"), turn=turn, case="hung_up")
    if loose:
        rep, act = loose[-1]
        return found(
            0.9, Say.of("no_next_step.vague"), (rep.mark("lost", Say.of("note.vague_step"), act),), turn=rep.turn
        )
    return found(0.85, Say.of("no_next_step.found"), turn=turn)
