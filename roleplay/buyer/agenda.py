"""What the buyer brings up himself: objections whose time has come, demands, baits, questions of his own."""

from __future__ import annotations

from roleplay.buyer.draft import Draft, seeded
from roleplay.buyer.movements import faults
from roleplay.buyer.objections import due, object_with
from roleplay.buyer.responses import answered_beforehand
from roleplay.buyer.rules import rules
from roleplay.buyer_log import BuyerActKind
from roleplay.persona import Demand
from roleplay.terms import RepAct, Stance

_Kind = BuyerActKind
#: Two things said are enough for a turn; he brings up nothing after them.
_FULL = 2


def triggered_objection(draft: Draft) -> bool:
    """Raise the objection that the rep's pitch or price calls for; True if there was one."""
    if draft.state.pending:
        return False
    pitch = due(draft, "first_pitch") if draft.reading.pitches else None
    price = due(draft, "price") if draft.reading.does(RepAct.PRICE, RepAct.CONCESSION) else None
    objection = price or pitch
    if objection is None:
        return False
    object_with(draft, objection)
    return True


def bring_up(draft: Draft) -> None:
    """Bring up at most one matter of his own, if nothing waits and he has not said much yet."""
    if draft.state.pending or draft.state.agreement or len(draft.acts) >= _FULL or draft.did(_Kind.CLARIFY):
        return
    for raise_one in (_objects_midway, _demands, _baits, _asks_for_proof, _asks_price, _asks_back):
        if raise_one(draft):
            return


def next_demand(draft: Draft) -> Demand | None:
    """The demand whose turn it is, or None."""
    fresh = [demand for demand in draft.scene.persona.demands if demand.id not in draft.state.demanded]
    named = {
        "first_pitch": bool(draft.reading.pitches),
        "price": draft.reading.does(RepAct.PRICE, RepAct.CONCESSION),
        "opening": draft.state.steps > 1,
        "midway": draft.state.steps >= rules().agenda.midway,
        "next_step": False,  # comes in place of a refusal
    }
    at_latest = draft.scene.personality.demand_by_turn * (1 + len(draft.state.demanded))
    for demand in fresh:
        if (demand.when and named[demand.when]) or (demand.when != "next_step" and draft.state.steps >= at_latest):
            return demand
    return None


def make_demand(draft: Draft, demand: Demand) -> None:
    """Ask for something; it then waits for the rep."""
    draft.do(_Kind.DEMAND, demand.id)
    draft.note(demanded=(*draft.state.demanded, demand.id), pending=f"demand:{demand.id}")


def ask_back(draft: Draft) -> None:
    """Ask the rep something about himself, in return for what he wants to know."""
    kinds = ("reference", "firm", "next") if draft.state.problems else ("reference", "firm")
    asked = [kind for kind in kinds if f"asked:{kind}" not in draft.state.heard] or list(kinds)
    kind = asked[int(draft.chance("ask_back_kind") * len(asked))]
    draft.do(_Kind.ASK_BACK, variant=kind)
    draft.hear(f"asked:{kind}")
    draft.note(pending=f"question:{kind}")


def _objects_midway(draft: Draft) -> bool:
    if draft.state.steps < rules().agenda.midway or draft.did(_Kind.DISCLOSE, _Kind.DROP_OBJECTION):
        return False
    objection = due(draft, "midway")
    if objection is None:
        return False
    if answered_beforehand(draft.scene, draft.reading, objection):
        draft.note(raised=(*draft.state.raised, objection.id), settled=(*draft.state.settled, objection.id))
        return False
    object_with(draft, objection)
    return True


def _demands(draft: Draft) -> bool:
    demand = next_demand(draft)
    if demand is None or any(one.reason == "nothing_new" for one in draft.noticed):
        return False
    make_demand(draft, demand)
    return True


def _baits(draft: Draft) -> bool:
    agenda = rules().agenda
    persona = draft.scene.persona
    most = agenda.baits[persona.personality]
    if len(draft.state.baited) >= most or draft.did(_Kind.DROP_OBJECTION):
        return False
    # A second remark comes well after the first.
    earliest = agenda.bait + int(seeded(draft.scene, "bait") * 3) + 5 * len(draft.state.baited)
    silent = any(one.reason == "nothing_new" for one in draft.noticed)
    if silent or draft.state.complained_at >= draft.before.steps or faults(draft.noticed):
        return False  # no remarks in a quarrel, or into a silence
    fresh = next((bait for bait in persona.baits if bait.id not in draft.state.baited), None)
    if fresh is None or draft.state.steps <= earliest:
        return False
    if not draft.acts:
        draft.do(_Kind.ACKNOWLEDGE)
    draft.do(_Kind.BAIT, fresh.id)
    draft.note(baited=(*draft.state.baited, fresh.id), pending=f"bait:{fresh.id}")
    return True


def _asks_for_proof(draft: Draft) -> bool:
    claims = draft.reading.pitches or draft.reading.does(RepAct.BOAST, RepAct.PROMISE)
    if not claims or draft.reading.does(RepAct.PROOF, RepAct.REFERENCE) or draft.state.stance is not Stance.SCEPTICAL:
        return False
    often = draft.state.heard.count("asked:proof")
    if draft.scene.personality.agrees_passively or often >= rules().agenda.proofs_asked:
        return False
    draft.do(_Kind.ASK_PROOF)
    draft.hear("asked:proof")
    draft.note(pending="question:proof")
    return True


def _asks_price(draft: Draft) -> bool:
    agenda = rules().agenda
    state = draft.state
    wants = draft.scene.persona.role in agenda.asks_price and "pitch" in state.heard and state.problems
    if not wants or "price" in state.heard or state.heard.count("asked:price") >= agenda.prices_asked:
        return False
    draft.do(_Kind.ASK_PRICE)
    draft.hear("asked:price")
    draft.note(pending="question:price")
    return True


def _asks_back(draft: Draft) -> bool:
    told = draft.did(_Kind.DISCLOSE, _Kind.HINT, _Kind.DEFLECT)
    just_asked = draft.before.pending.startswith("question:")
    if not told or just_asked or draft.chance("ask_back") >= draft.scene.personality.asks_back:
        return False
    ask_back(draft)
    return True
