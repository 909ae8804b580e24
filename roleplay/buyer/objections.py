"""Objections, and how the buyer takes what the rep says about whatever is pending."""

from __future__ import annotations

from roleplay.buyer.draft import Draft
from roleplay.buyer.responses import Response, settled_late
from roleplay.buyer.rules import rules
from roleplay.buyer_log import BuyerActKind
from roleplay.persona import Objection, Trigger
from roleplay.terms import RepAct


def react_to_pending(draft: Draft) -> bool:
    """React to how the rep met what was pending; True if that is the whole answer."""
    kind, _, item = draft.before.pending.partition(":")
    draft.note(pending="")
    if kind == "objection":
        return _react_to_objection(draft, item)
    if kind == "demand":
        return _react_to_demand(draft, item)
    if kind == "bait":
        changes = {Response.TAKEN: "bait_taken", Response.CORRECTED: "bait_refused"}
        field = changes.get(draft.response)
        if field:
            draft.note(**{field: (*getattr(draft.state, field), item)})
    if kind == "question" and draft.response is Response.ANSWERED:
        give_favour(draft)
    late = settled_late(draft.scene, draft.before, draft.reading)
    if late is not None:
        _drop(draft, late.id)
    return False


def give_favour(draft: Draft) -> None:
    """The rep has given something that this buyer may return."""
    draft.note(favours=min(rules().limits.favours, draft.state.favours + 1))


def due(draft: Draft, when: Trigger) -> Objection | None:
    """The first objection for this occasion that was not raised yet."""
    fresh = (o for o in draft.scene.persona.objections if o.when == when and o.id not in draft.state.raised)
    return next(fresh, None)


def object_with(draft: Draft, objection: Objection) -> None:
    """Raise an objection; it then waits for the rep."""
    draft.do(BuyerActKind.OBJECT, objection.id)
    draft.note(raised=(*draft.state.raised, objection.id), pending=f"objection:{objection.id}")


def _react_to_objection(draft: Draft, item: str) -> bool:
    insisted = draft.state.insisted.get(item, 0)
    repeats = rules().agenda.repeats[draft.scene.persona.personality]
    match draft.response:
        case Response.EXPLORED:
            draft.do(BuyerActKind.REVEAL_REASON, item)
            draft.note(explored=(*draft.state.explored, item), pending=f"objection:{item}")
            # One question has one answer; a second one, about something else, may have its own.
            return len(draft.reading.annotation.questions) < 2 or not any(q.named for q in draft.reading.questions)
        case Response.SETTLED:
            _drop(draft, item)
            return False
        case Response.ANSWERED if not draft.scene.personality.repeats_objections:
            return False  # he lets it lie; it still weighs when he is asked for a next step
        case Response.UNANSWERED if item in draft.state.explored:
            return False  # he has said why; to say the surface of it again would be odd
        case _ if insisted < repeats:
            insist(draft, item)
            return True
    return False


def insist(draft: Draft, item: str) -> None:
    """Come back to an objection; it waits again."""
    draft.do(BuyerActKind.REPEAT_OBJECTION, item)
    draft.note(
        insisted={**draft.state.insisted, item: draft.state.insisted.get(item, 0) + 1},
        pending=f"objection:{item}",
        complained_at=draft.state.steps,
    )


def _drop(draft: Draft, item: str) -> None:
    draft.do(BuyerActKind.DROP_OBJECTION, item)
    draft.note(settled=(*draft.state.settled, item))


def remind_of_demand(draft: Draft) -> None:
    """Say after an answer that his demand still waits: once, and only where the rep took up something else instead."""
    kind, _, item = draft.state.pending.partition(":")
    if kind == "demand" and draft.before.pending == draft.state.pending and draft.acts:
        _insist_on_demand(draft, item)


def _insist_on_demand(draft: Draft, item: str) -> None:
    draft.do(BuyerActKind.COMPLAIN, item, fault="ignored_demand")
    draft.note(
        insisted={**draft.state.insisted, item: 1}, pending=f"demand:{item}", complained_at=draft.state.steps
    )


def _insists(draft: Draft, item: str) -> bool:
    """True if he says, once, that he still waits: he is one who does, and the rep does not take his leave."""
    passive = draft.scene.personality.agrees_passively
    return not (passive or item in draft.state.insisted or draft.reading.does(RepAct.GOODBYE))


def _react_to_demand(draft: Draft, item: str) -> bool:
    if draft.response is Response.WITHSTOOD:
        draft.note(withstood=(*draft.state.withstood, item))
    if draft.response in (Response.UNANSWERED, Response.PASSED_OVER) and _insists(draft, item):
        if draft.response is Response.PASSED_OVER and not draft.reading.request:
            _insist_on_demand(draft, item)
            return True
        if draft.reading.questions:
            draft.note(pending=f"demand:{item}")  # it waits on; he answers first
        return False
    if draft.response is not Response.GRANTED or item in draft.state.granted:
        return False
    draft.note(granted=(*draft.state.granted, item))
    demand = next((demand for demand in draft.scene.persona.demands if demand.id == item), None)
    if demand is None or demand.larger is None or draft.reading.does(RepAct.GOODBYE):
        return False
    draft.do(BuyerActKind.RAISE_DEMAND, item)
    draft.note(pending=f"demand:{item}")
    return True
