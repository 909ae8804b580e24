"""Next steps: when the buyer commits himself, asks for a time, or turns the rep down."""

from __future__ import annotations

from roleplay.buyer.agenda import make_demand
from roleplay.buyer.draft import Draft
from roleplay.buyer.endings import takes_leave
from roleplay.buyer.objections import due, insist, object_with
from roleplay.buyer.responses import objection_of
from roleplay.buyer.rules import rules
from roleplay.buyer_log import Agreement, BuyerActKind
from roleplay.terms import CallType, Role, Stance


def weigh_next_step(draft: Draft) -> bool:
    """Answer a request for a next step; True if there was one that he answers."""
    request = draft.reading.request or ("loose" if _step_is_open_again(draft) else "")
    if not request:
        return False
    if draft.state.agreement is not None:
        if request != "dated":
            return False
        _agree(draft, draft.state.agreement.turn)
        return True
    if request == "vague":
        return _answer_vague(draft)
    lacking = _lacking(draft)
    if lacking == "decider":
        draft.do(BuyerActKind.PASSIVE_YES, when=_when(draft))
    elif lacking:
        _refuse(draft, lacking)
    elif request == "loose":
        _counter(draft)
    else:
        _agree(draft, draft.reading.annotation.turn)
    return True


def _step_is_open_again(draft: Draft) -> bool:
    """What stood against the step that was asked for before has just been settled."""
    kind, _, item = draft.before.pending.partition(":")
    objection = objection_of(draft.scene.persona, item) if kind == "objection" else None
    settled = objection is not None and objection.when == "next_step" and item in draft.state.settled
    return settled and draft.before.refusals > 0 and not draft.reading.questions and not _lacking(draft)


def _answer_vague(draft: Draft) -> bool:
    """An action without a time: he asks for the time if he wants it, else a noncommittal word will do."""
    if not _lacking(draft):
        _counter(draft)
        return True
    if not draft.reading.questions and not draft.acts and draft.scene.personality.agrees_passively:
        draft.do(BuyerActKind.PASSIVE_YES)
        return True
    return False


def _lacking(draft: Draft) -> str:
    """Why he does not agree yet: '' if nothing stands against it."""
    scene, state = draft.scene, draft.state
    stance = scene.stance(state.stance)
    if not stance.agrees:
        return "not_convinced"
    if not _has_grounds(draft):
        return "no_need"
    if state.refusals < _refusals_due(draft) or any(one.reason == "pushed" for one in draft.noticed):
        return "first"
    trust, interest = _needed(draft)
    if state.interest < interest:
        return "no_need"
    if state.trust < trust:
        return "not_convinced"
    if scene.personality.agrees_passively and "decision" not in state.heard:
        return "decider"
    return ""


def _needed(draft: Draft) -> tuple[float, float]:
    """Trust and interest that this step takes. Of his first stance and his present one the easier counts."""
    scene, state = draft.scene, draft.state
    stances = (scene.stance(scene.persona.stance), scene.stance(state.stance))
    call, role = rules().agreement.call[scene.call_type], rules().agreement.role[scene.persona.role]
    unsettled = len(set(state.raised) - set(state.settled)) * rules().agreement.open_objection
    trust = min(stance.agreement_trust for stance in stances) + call.trust + role.trust + unsettled
    return trust, min(stance.agreement_interest for stance in stances) + call.interest + role.interest


def _has_grounds(draft: Draft) -> bool:
    """He knows of something that the step would be good for."""
    state = draft.state
    if state.problems:
        return True
    if draft.scene.call_type is CallType.COLD_CALL:
        return "reason_for_meeting" in state.heard or bool(state.explored)
    return draft.scene.call_type is not CallType.DISCOVERY_VISIT and bool(state.settled or state.withstood)


def _refusals_due(draft: Draft) -> int:
    """How often he turns a first request down before he weighs it."""
    state = draft.state
    due_by_stance = min(draft.scene.stance(one).refusals for one in (draft.scene.persona.stance, state.stance))
    if draft.scene.call_type is CallType.COLD_CALL:
        least = 0 if draft.scene.persona.stance is Stance.ACCEPTING else rules().agreement.cold_refusals
        return max(due_by_stance, least)
    # Whoever settled concerns beforehand has met the refusal already; a concern about the step itself still comes.
    least = 0 if draft.scene.persona.stance is Stance.ACCEPTING or due(draft, "next_step") is None else 1
    return max(least, due_by_stance - len(state.settled))


def _refuse(draft: Draft, lacking: str) -> None:
    state = draft.state
    draft.note(refusals=state.refusals + 1)
    if takes_leave(draft):  # he does not open a new matter with somebody who is leaving
        _turn_down(draft, lacking)
        return
    objection = due(draft, "next_step")
    unsettled = _still_in_the_way(draft, lacking)
    demand = next(
        (d for d in draft.scene.persona.demands if d.when == "next_step" and d.id not in state.demanded), None
    )
    if objection is not None:
        object_with(draft, objection)
    elif demand is not None and lacking == "first":
        make_demand(draft, demand)
    elif unsettled:
        draft.acts.clear()
        insist(draft, unsettled)
    else:
        _turn_down(draft, lacking)


def _turn_down(draft: Draft, lacking: str) -> None:
    """Say no. "That answers it. But no." would take back what was just granted, so he says only the no."""
    draft.acts[:] = [act for act in draft.acts if act.kind is not BuyerActKind.DROP_OBJECTION]
    draft.do(BuyerActKind.REFUSE, reason=_reason(draft, lacking))
    draft.note(pending="refusal:")


def _still_in_the_way(draft: Draft, lacking: str) -> str:
    """An objection that was left lying, where such objections keep him from a yes; he may come back to it once."""
    state, just_now = draft.state, draft.before.pending.partition(":")[2]
    open_ones = [item for item in state.raised if item not in state.settled]
    waiting = [item for item in open_ones if item not in state.insisted and item != just_now]
    if lacking != "not_convinced" or not waiting:
        return ""
    weight = rules().agreement.open_objection * len(open_ones)
    return waiting[0] if state.trust + weight >= _needed(draft)[0] else ""


def _reason(draft: Draft, lacking: str) -> str:
    """What he says he refuses for: the truth where something is lacking, a reflex the first time."""
    if lacking == "no_need" and draft.scene.persona.role is Role.GATEKEEPER:
        return "not_decider"
    if lacking == "no_need" and draft.state.problems:
        return "not_enough"  # he has told of trouble; it does not weigh enough yet
    if lacking != "first":
        return lacking
    reflexes = ["no_time", "send_material"]
    if not draft.scene.role.decides or draft.scene.persona.role is Role.GATEKEEPER:
        reflexes.append("not_decider")
    return reflexes[int(draft.chance("refusal") * len(reflexes))]


def _counter(draft: Draft) -> None:
    draft.do(BuyerActKind.COUNTER, when=_when(draft))
    draft.note(pending="question:when")


def _agree(draft: Draft, turn: int) -> None:
    when = _when(draft)
    # A gatekeeper cannot give his own time: he puts the rep through or gives a slot.
    about = "connect" if draft.scene.persona.role is Role.GATEKEEPER else ""
    draft.do(BuyerActKind.AGREE, when=when, about=about)
    draft.note(agreement=Agreement(turn=turn, when=when), pending="")


def _when(draft: Draft) -> str:
    """The time in the rep's words; of two, the one that this buyer prefers."""
    agreement, act = draft.state.agreement, draft.reading.request_act
    moved = act.detail.get("when", "") if act is not None else ""
    if agreement is not None and agreement.when:
        return moved or agreement.when
    if act is None:
        return ""
    options = [act.detail[key] for key in ("first", "second") if act.detail.get(key)]
    if options:
        return options[int(draft.chance("when") * len(options))]
    return act.detail.get("when", "")
