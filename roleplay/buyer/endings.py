"""How a call ends from the buyer's side."""

from __future__ import annotations

from roleplay.buyer.draft import Draft
from roleplay.buyer.rules import rules
from roleplay.buyer_log import BuyerActKind
from roleplay.terms import RepAct, Stance

#: Why a buyer ends a call; the sentences are in ``text/reasons.toml``.
END_REASONS = ("patience", "vulgar", "meta_instruction", "satisfied", "agreed", "goodbye")
TURNS_OF_BOTH = 2


def hang_up(draft: Draft) -> bool:
    """End the call on the rep, if he has had enough or has got what he was after."""
    limits, state = rules().hang_up, draft.state
    slips = len(state.bait_taken) + len(state.granted)
    if state.vulgar >= limits.vulgar:
        reason = "vulgar"
    elif state.heard.count("meta_instruction") >= limits.meta_instruction:
        reason = "meta_instruction"
    elif state.patience <= 0 and not (takes_leave(draft) and not draft.reading.request):
        reason = "patience"
    elif state.stance is Stance.SABOTEUR and slips >= limits.slips:
        reason = "satisfied"
    else:
        return False
    draft.acts.clear()
    draft.do(BuyerActKind.HANG_UP, reason=reason)
    draft.note(ended=reason, pending="", said_last=())
    return True


def takes_leave(draft: Draft) -> bool:
    """The rep says goodbye; a greeting in the same breath, or a question of business, means he has only begun."""
    begins = draft.before.steps == 0 and draft.reading.does(RepAct.GREETING, RepAct.SELF_INTRODUCTION)
    return draft.reading.does(RepAct.GOODBYE) and not begins and not draft.reading.questions


def say_goodbye(draft: Draft) -> bool:
    """Part in courtesy: the rep takes his leave, or all is agreed and nothing more is asked."""
    agreement = draft.state.agreement
    if draft.reading.request in ("loose", "dated") and agreement is None:
        return False
    leaves = takes_leave(draft)
    if agreement is not None and not leaves:
        turns = (draft.reading.annotation.turn - agreement.turn) // TURNS_OF_BOTH
        leaves = turns > rules().agreement.lingers or not (draft.reading.asks or draft.reading.request)
    if leaves:
        part(draft)
    return leaves


def part(draft: Draft) -> None:
    """Say goodbye and end the call."""
    agreed = draft.state.agreement is not None
    draft.do(BuyerActKind.GOODBYE, reason="agreed" if agreed else "")
    draft.note(ended="agreed" if agreed else "goodbye", pending="")
