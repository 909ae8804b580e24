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
from roleplay.scoring.findings import Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.next_steps import concrete, vague

# A step belongs to the end of a call: its last turns of the rep.
_CLOSING = 3


class Settings(VerdictSettings):
    """Nothing to set: an action with a time is there, or it is not."""


def judge(call: Call, settings: Settings) -> Verdict:
    """Look through the whole call for an action with a time, proposed by the rep."""
    steps, loose = concrete(call), vague(call)
    verdict = _look(call)
    last = steps[-1] if steps else None
    late = last is not None and last.rep.order >= len(call.rep_turns) - _CLOSING
    signs = {
        "none": float(last is None),
        "vague": float(last is None and bool(loose)),
        "not_agreed": float(last is not None and not any(step.agreed for step in steps)),
        "early_only": float(last is not None and not late),
        "hung_up": float(verdict.case == "hung_up"),
        # What was agreed cannot be called nothing.
        "barred": float(any(step.agreed for step in steps)),
    }
    reason = verdict.reason if verdict.found else Say.of("no_next_step.not_taken")
    return leaning(
        verdict,
        signs=signs,
        findings=verdict.findings if verdict.found else (),
        found=reason,
        clear=Say.of("no_next_step.minor") if verdict.found else verdict.reason,
        case=verdict.case,
        turn=verdict.turn if verdict.turn is not None else (call.rep_turns[-1].turn if call.rep_turns else None),
    )


def _look(call: Call) -> Verdict:
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
