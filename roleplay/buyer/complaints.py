"""When the buyer says what is wrong with how the rep goes about it."""

from __future__ import annotations

from roleplay.buyer.draft import Draft
from roleplay.buyer.movements import faults
from roleplay.buyer.rules import rules
from roleplay.buyer_log import BuyerActKind

#: A refusal says it better than a complaint.
_REFUSED = "pushed"
#: He says this even if he complained in the turn before.
_GRAVE = ("contradiction", "gossip")


def complain(draft: Draft) -> bool:
    """Say what is wrong, if he is irritated enough for one of his kind; True if that is the whole answer.

    He does not complain in two turns running, nor too often of the same: who goes on and on about it is no buyer but a
    nuisance. A complaint stands alone: who has just been passed over does not answer the next question in one breath.
    """
    greeted = (BuyerActKind.GREET, BuyerActKind.ANSWER_IDENTITY)
    if any(act.kind not in greeted for act in draft.acts):
        return False
    if draft.state.irritation <= rules().complains[draft.scene.persona.personality]:
        return False
    just_now = draft.before.complained_at == draft.before.steps
    for fault in faults(draft.noticed):
        often = draft.state.heard.count(f"complained:{fault.reason}")
        if fault.reason == _REFUSED or often >= rules().agenda.complaints or (just_now and fault.reason not in _GRAVE):
            continue
        draft.do(BuyerActKind.COMPLAIN, fault=fault.reason)
        draft.hear(f"complained:{fault.reason}")
        draft.note(complained_at=draft.state.steps)
        return True
    return False
