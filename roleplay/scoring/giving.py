"""How the rep answered what the buyer demanded: shared by the negotiation check and the fifth taboo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roleplay.analysis import count_words
from roleplay.annotation import Act
from roleplay.scoring.buyer_words import BuyerTurn, Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.overlap import shared
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct

How = Literal["given", "condition", "asked", "held"]
# A yes of one or two words (characters), and a turn that goes on about something else.
_BARE, _BARE_TURN = 2, 12
# A turn of at most so many words that says yes to a demand does nothing else.
_SHORT_YES, _SHORT_YES_ZH = 16, 24
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
    """Every demand that the rep had a chance to answer, in order.

    A question whether something can be done, or who pays for it, is a demand where the rep answers it with a plain yes.
    """
    result = []
    for rep in call.rep_turns:
        buyer = rep.before
        if buyer is None:
            continue
        gives = _gives(rep)
        condition = rep.acts(RepAct.CONDITION)
        pressed = buyer.shows(Signal.DEMAND)
        promised = rep.slips(RepAct.PROMISE)
        asks = buyer.shows(Signal.QUESTION) and not buyer.shows(Signal.AGREES)
        echoed = any(shared(act.text, buyer.text, call.language) for act in gives)
        if not pressed and not (promised or (gives and (asks or echoed or len(gives) > 1))):
            continue
        absolute = bool(promised) or spot(rep.text, call.language, "absolute", "rep") is not None
        how: How = "held"
        act: Act | None = None
        if condition:
            how, act = "condition", condition[0]
        elif gives:
            how, act = "given", gives[0]
        elif pressed and rep.meta:
            # Whoever speaks to the program instead of the buyer has held nothing.
            how = "given"
        elif rep.questions:
            how = "asked"
        elif pressed and _yields(call, rep):
            how = "given"
        result.append(Giving(buyer, rep, how, act, absolute and bool(gives)))
    return tuple(result)


def says_yes(call: Call, rep: RepTurn) -> bool:
    """The turn says yes to something wished or asked, at once and with nothing beside it."""
    buyer = rep.before
    if buyer is None or rep.questions or not buyer.shows(Signal.DEMAND, Signal.QUESTION, Signal.CONCERN):
        return False
    return bool(_gives(rep)) or _yields(call, rep)


def _yields(call: Call, rep: RepTurn) -> bool:
    """A short plain yes to a demand, whatever its words; not one with a "but" or an "if" in it."""
    held = rep.does(RepAct.CORRECTION, RepAct.CONTRADICTION, RepAct.DEFERRAL)
    short = rep.annotation.words <= (_SHORT_YES_ZH if call.language.is_chinese else _SHORT_YES)
    return short and not held and spot(rep.spoken.strip(), call.language, "yields", "rep") is not None


def _gives(rep: RepTurn) -> tuple[Act, ...]:
    """Acts that give something; a mere "good" at the start of a turn that goes on asking or holding is none."""
    acts = rep.slips(*_GIVES)
    if rep.does(RepAct.CORRECTION, RepAct.CONTRADICTION):
        return ()
    bare = all(act.act is RepAct.GRANT and count_words(act.text) <= _BARE for act in acts)
    return () if bare and (rep.questions or rep.statement_words > _BARE_TURN) else acts
