"""How concrete the next step of a call is: shared by the criterion and by the ninth taboo."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.annotation import Act
from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call, RepTurn
from roleplay.terms import RepAct


@dataclass(frozen=True)
class NextStep:
    """What the rep proposed for after the call."""

    rep: RepTurn
    act: Act
    two_options: bool
    agreed: bool


def concrete(call: Call) -> tuple[NextStep, ...]:
    """Every action with a time that the rep proposed, in order."""
    result = []
    for rep in call.rep_turns:
        acts = rep.acts(RepAct.NEXT_STEP, RepAct.TWO_OPTION_CLOSE)
        if acts:
            two = any(act.act is RepAct.TWO_OPTION_CLOSE for act in acts)
            best = max(acts, key=lambda act: (act.act is RepAct.NEXT_STEP, act.end - act.start, -act.start))
            result.append(NextStep(rep, best, two, _agreed(call, rep)))
    return tuple(result)


def vague(call: Call) -> tuple[tuple[RepTurn, Act], ...]:
    """Every next step without a time."""
    return tuple((rep, act) for rep in call.rep_turns for act in rep.acts(RepAct.VAGUE_NEXT_STEP))


def _agreed(call: Call, rep: RepTurn) -> bool:
    if call.state is not None:
        return call.state.agreement is not None and call.state.agreement.turn >= rep.turn
    if rep.after is None:
        # The rep had the last word: what counts is whether the buyer had already said yes.
        return rep.before is not None and rep.before.shows(Signal.AGREES)
    return rep.after.shows(Signal.AGREES) and not rep.after.shows(Signal.HANG_UP)
