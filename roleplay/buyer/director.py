"""Decides what the buyer does: a pure function of the scene with its seed, the state, and the rep's turn as analysed.

State → what the turn does to him → what he does → log entry; the voice only words it. After the four modules of
consistent client simulation and the agenda of Schatzmann's simulated users; the figures are in ``rules.toml``.
"""

from __future__ import annotations

from roleplay.annotation import TurnAnnotation
from roleplay.buyer.agenda import ask_back, bring_up, triggered_objection
from roleplay.buyer.agreement import weigh_next_step
from roleplay.buyer.complaints import complain
from roleplay.buyer.disclosure import answer
from roleplay.buyer.draft import Draft
from roleplay.buyer.endings import hang_up, part, say_goodbye, takes_leave
from roleplay.buyer.movements import apply
from roleplay.buyer.noticing import notice, situation_streak
from roleplay.buyer.objections import give_favour, react_to_pending, remind_of_demand
from roleplay.buyer.opening import greet, object_at_once
from roleplay.buyer.reading import read
from roleplay.buyer.responses import response
from roleplay.buyer.rules import rules
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerActKind, BuyerState, LogEntry, Mood
from roleplay.terms import RepAct

#: What the buyer remembers that the rep did, and by which acts.
_HEARD = {
    "self_introduction": (RepAct.SELF_INTRODUCTION,),
    "referral": (RepAct.REFERRAL,),
    "reason_for_meeting": (RepAct.REASON_FOR_MEETING,),
    "price": (RepAct.PRICE, RepAct.CONCESSION),
    "proof": (RepAct.PROOF, RepAct.REFERENCE),
    "decision": (RepAct.DECISION_ENQUIRY, RepAct.DECISION_INFLUENCE),
    "meta_instruction": (RepAct.META_INSTRUCTION,),
}


def open_call(scene: Scene) -> BuyerState:
    """The buyer before the first word."""
    stance = scene.stance(scene.persona.stance)
    return BuyerState(
        trust=min(stance.trust, stance.trust_cap),
        interest=stance.interest,
        patience=scene.personality.patience,
        stance=scene.persona.stance,
    )


def step(scene: Scene, state: BuyerState, annotation: TurnAnnotation) -> LogEntry:
    """Answer a turn of the rep.

    Args:
        scene: The fixed part of the call; its seed varies habits, never conditions.
        state: The buyer before the turn.
        annotation: What the turn does.

    Returns:
        The buyer's acts, what moved him, and the state after it; ``after.ended`` is set if he ended the call. The same
        arguments give the same entry.

    Raises:
        ValueError: the buyer has ended this call before.
    """
    if state.ended:
        raise ValueError(f"the buyer has ended this call: {state.ended}")
    reading = read(scene, state, annotation)
    met = response(scene, state, reading)
    noticed = notice(scene, state, reading, met)
    movements, moved = apply(scene, state, noticed)
    draft = Draft(scene, reading, met, noticed, before=state, state=moved)
    _remember(draft)
    _decide(draft)
    _move_stance(draft)
    return LogEntry(
        turn=annotation.turn,
        acts=tuple(draft.acts),
        mood=mood_of(draft.state),
        movements=movements,
        before=state,
        after=draft.state,
    )


def mood_of(state: BuyerState) -> Mood:
    """How the buyer sounds."""
    limits = rules().irritation
    if state.irritation >= limits.cold or state.patience < limits.cold_patience or state.trust < limits.cold_trust:
        return "cold"
    return "warm" if state.trust >= limits.warm_trust and state.irritation < limits.cold / 2 else "neutral"


def _remember(draft: Draft) -> None:
    """Keep what the buyer goes by later."""
    reading, state = draft.reading, draft.before
    heard = [name for name, acts in _HEARD.items() if reading.does(*acts)]
    if reading.pitches:
        heard.append("pitch")
    draft.hear(*(name for name in heard if name in ("proof", "meta_instruction") or name not in state.heard))
    if reading.does(RepAct.PROOF, RepAct.REFERENCE):
        give_favour(draft)
    draft.note(
        steps=state.steps + 1,
        vulgar=state.vulgar + reading.does(RepAct.VULGAR),
        situation_streak=situation_streak(state.situation_streak, reading),
        said_last=(),
    )


def _decide(draft: Draft) -> None:
    """The first that settles the answer wins; what comes before it may add to it."""
    if _takes_offence(draft):
        return
    finished = react_to_pending(draft)
    if hang_up(draft) or say_goodbye(draft):
        return
    if not finished:
        finished = greet(draft) or weigh_next_step(draft) or object_at_once(draft) or triggered_objection(draft)
    if not finished:
        finished = complain(draft)
    if not finished:
        answer(draft)
        remind_of_demand(draft)
        if draft.scene.personality.quid_pro_quo and draft.did(BuyerActKind.DEFLECT) and not draft.state.pending:
            ask_back(draft)
        bring_up(draft)
    if not draft.acts:
        passive = draft.scene.personality.agrees_passively
        draft.do(BuyerActKind.PASSIVE_YES if passive else BuyerActKind.ACKNOWLEDGE)
    if takes_leave(draft):
        part(draft)


def _takes_offence(draft: Draft) -> bool:
    """Rude words, and words that are not for a buyer, get no other answer; what was waiting goes on waiting."""
    for act in (RepAct.VULGAR, RepAct.META_INSTRUCTION):
        if draft.reading.does(act):
            if not hang_up(draft):
                draft.do(BuyerActKind.COMPLAIN, fault=act.value)
            return True
    return False


def _move_stance(draft: Draft) -> None:
    """A stance moves one step, once a call, where its condition holds."""
    state = draft.state
    moves = draft.scene.stance(state.stance).moves
    if state.stance_moved or moves is None:
        return
    if (
        state.trust >= moves.trust
        and len(state.settled) >= moves.settled_objections
        and len(state.problems) >= moves.problems
    ):
        draft.note(stance=moves.to, stance_moved=True)
