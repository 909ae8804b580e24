"""The rep's concessions in one call and what stands against each: shared by the checks of a negotiation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roleplay.analysis.offers.exchange import in_return
from roleplay.analysis.offers.figures import nearest
from roleplay.analysis.offers.sequence import Step
from roleplay.analysis.offers.values import Currency, Offer
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Effect, Finding, Say
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct
from roleplay.transcript import Speaker

Against = Literal["exchanged", "near", "free"]
#: What a rep gives by naming it; terms of payment only where the buyer has just asked for them.
_GIFTS = (Currency.EXTRA, Currency.WARRANTY, Currency.DELIVERY)


@dataclass(frozen=True)
class Concession:
    """Something that the rep gave in one turn, and whether anything was asked for it."""

    rep: RepTurn
    offer: Offer
    currency: Currency
    against: Against
    asked: Finding | None  # where something was asked for it


@dataclass(frozen=True)
class Room:
    """How far the rep could go: from the first price down to the floor."""

    first: float
    floor: float
    last: float

    @property
    def used(self) -> float:
        """Share of the room that was given away; above 1 below the floor."""
        return (self.first - self.last) / (self.first - self.floor)


def room(call: Call) -> Room | None:
    """The room of the call, where list and floor are known or were named, and a price was offered."""
    offers = call.bargaining
    if offers.first is None or offers.last is None:
        return None
    floor, top = offers.floor, offers.list_price
    if call.offer is not None and nearest(offers.first, (call.offer.price.list,)) is not None:
        floor, top = call.offer.price.floor, call.offer.price.list
    if floor is None or nearest(offers.first, (floor,)) is None:
        return None
    first = max(offers.first, top) if top is not None and nearest(offers.first, (top,)) else offers.first
    return Room(first, floor, offers.last) if first > floor else None


def sizes(steps: tuple[Step, ...]) -> tuple[float, ...]:
    """The steps in one unit: shares of the first price where all have one, else amounts; those that have none go."""
    if all(step.share is not None for step in steps):
        return tuple(step.share for step in steps if step.share is not None)
    amounts = [step.change for step in steps if step.change is not None]
    shares = [step.share for step in steps if step.share is not None]
    return tuple(amounts if len(amounts) >= len(shares) else shares)


def mark(call: Call, offer: Offer, effect: Effect, note: Say | None = None) -> Finding:
    """A finding on the words of an offer."""
    return Finding(turn=offer.turn, start=offer.move.start, end=offer.move.end, effect=effect, note=note)


def concessions(call: Call) -> tuple[Concession, ...]:
    """Every concession of the rep: the steps of the price, and what else was given, one a turn and currency."""
    turns = {rep.turn: rep for rep in call.rep_turns}
    given: list[tuple[int, Currency, Offer]] = []
    for step in call.bargaining.steps:
        # The buyer may have said what the rep had asked; the rep gave in his own turn.
        given += [(step.turn, Currency.PRICE, step.offers[-1])] if step.turn in turns else []
    for offer in call.bargaining.named(Speaker.REP):
        rep = turns.get(offer.turn)
        if rep is not None and _is_gift(call, rep, offer):
            given.append((offer.turn, offer.move.currency, offer))
    unique = {(turn, currency): offer for turn, currency, offer in reversed(given)}
    found = []
    for (turn, currency), offer in sorted(unique.items(), key=lambda item: (item[0][0], item[0][1])):
        against, asked = _against(call, turns[turn], offer)
        found.append(Concession(turns[turn], offer, currency, against, asked))
    return tuple(found)


def _is_gift(call: Call, rep: RepTurn, offer: Offer) -> bool:
    if offer.move.currency in _GIFTS:
        return True
    if offer.move.currency is not Currency.PAYMENT or rep.before is None:
        return False
    asked = {o.move.currency for o in call.bargaining.named(Speaker.BUYER) if o.turn == rep.before.turn}
    return Currency.PAYMENT in asked and not rep.does(RepAct.CONTRADICTION)


def _against(call: Call, rep: RepTurn, offer: Offer) -> tuple[Against, Finding | None]:
    """What stands against a concession: in its turn, in the buyer's words it answers, or in a neighbouring turn."""
    conditions = rep.acts(RepAct.CONDITION)
    if conditions:
        return "exchanged", rep.mark("earned", None, conditions[0])
    if offer.move.conditional:
        return "exchanged", mark(call, offer, "earned")
    if not rep.recital and (place := in_return(rep.spoken, call.language, Speaker.REP)) and not rep.meta:
        return "exchanged", _at(rep, place)
    if rep.before is not None and in_return(rep.before.text, call.language, Speaker.BUYER):
        return "exchanged", rep.mark("earned")
    for other in (rep.order - 1, rep.order + 1):
        if 0 <= other < len(call.rep_turns):
            near = call.rep_turns[other]
            place = None if near.recital or near.meta else in_return(near.text, call.language, Speaker.REP)
            if place:
                return "near", _at(near, place)
    return "free", None


def _at(rep: RepTurn, place: tuple[int, int]) -> Finding:
    """The sentence in which something is asked for."""
    within = next((u for u in rep.annotation.utterances if u.start <= place[0] < u.end), None)
    return rep.mark("earned", None, within)
