"""How the rep answered what the buyer demanded: shared by the negotiation check and the fifth taboo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roleplay.annotation import Act
from roleplay.scoring.buyer_words import BuyerTurn, Signal, spot
from roleplay.scoring.call import Call, RepTurn
from roleplay.terms import RepAct

How = Literal["given", "condition", "asked", "held"]
_GIVES = (RepAct.GRANT, RepAct.PROMISE, RepAct.CONCESSION)


@dataclass(frozen=True)
class Giving:
    """A demand of the buyer's and the rep's answer."""

    buyer: BuyerTurn
    rep: RepTurn
    how: How
    act: Act | None
    absolute: bool  # promises what nobody can know


def givings(call: Call) -> tuple[Giving, ...]:
    """Every demand that the rep had a chance to answer, in order."""
    result = []
    for rep in call.rep_turns:
        buyer = rep.before
        if buyer is None or not buyer.shows(Signal.DEMAND):
            continue
        gives = rep.acts(*_GIVES)
        condition = rep.acts(RepAct.CONDITION)
        absolute = bool(rep.acts(RepAct.PROMISE)) or spot(rep.text, call.language, "absolute", "rep") is not None
        how: How = "held"
        act: Act | None = None
        if condition:
            how, act = "condition", condition[0]
        elif gives:
            how, act = "given", gives[0]
        elif rep.questions:
            how = "asked"
        result.append(Giving(buyer, rep, how, act, absolute and bool(gives)))
    return tuple(result)
