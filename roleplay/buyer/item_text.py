"""The persona's own words for what a buyer does: facts, objections, demands and baits as their author wrote them."""

from __future__ import annotations

from roleplay.buyer.knowledge import say_text, sayables
from roleplay.buyer_log import BuyerAct, BuyerActKind
from roleplay.persona import Persona

_SAID_AS_IT_IS = frozenset({BuyerActKind.DISCLOSE, BuyerActKind.OBJECT, BuyerActKind.DEMAND, BuyerActKind.BAIT})


def item_text(persona: Persona, act: BuyerAct) -> str:
    """The sentence that the act says of its item; '' where it says none or the persona has none for it."""
    if not act.item:
        return ""
    if act.kind in _SAID_AS_IT_IS:
        return say_text(persona, act.item)
    if act.kind is BuyerActKind.HINT:
        known = sayables(persona).get(act.item)
        return (known.partly or "") if known else ""
    for objection in persona.objections:
        if objection.id == act.item:
            if act.kind is BuyerActKind.REPEAT_OBJECTION:
                return objection.again or objection.says
            if act.kind is BuyerActKind.REVEAL_REASON:
                return objection.real_reason
    for demand in persona.demands:
        if demand.id == act.item and act.kind is BuyerActKind.RAISE_DEMAND:
            return demand.larger or ""
    return ""


def topic_words(persona: Persona, item: str) -> tuple[str, ...]:
    """The author's words for what an item is about, longest first; of a need for any of its layers."""
    owner = item.partition(".")[0]
    topics = {need.id: need.topics for need in persona.needs}
    topics |= {fact.id: fact.topics for fact in persona.facts}
    topics |= {objection.id: objection.topics for objection in persona.objections}
    return tuple(sorted(topics.get(owner, ()), key=len, reverse=True))
