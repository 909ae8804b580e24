"""The first turns: who is there, what is it about, and what the buyer has against it from the start."""

from __future__ import annotations

from roleplay.analysis.normalise import fold
from roleplay.buyer.draft import Draft
from roleplay.buyer.movements import faults
from roleplay.buyer.objections import due, object_with
from roleplay.buyer.rules import rules
from roleplay.buyer_log import BuyerActKind
from roleplay.terms import CallType, RepAct, Role

#: Faults of one who has not said anything yet.
_TIMID = ("passed_over", "pushed", "monologue", "small_talk")
_GREETS = (RepAct.GREETING, RepAct.SELF_INTRODUCTION, RepAct.PERMISSION)


def greet(draft: Draft) -> bool:
    """Answer greeting and identity, and screen a stranger; True if that is the whole answer."""
    if draft.reading.does(RepAct.IDENTITY_CHECK) and "identified" not in draft.state.heard:
        draft.do(BuyerActKind.ANSWER_IDENTITY, variant="" if _is_named(draft) else "yes")
        draft.hear("identified")
    elif draft.before.steps == 0 and not draft.acts and draft.reading.does(*_GREETS):
        draft.do(BuyerActKind.GREET)
    if not _is_stranger(draft):
        return False
    draft.do(BuyerActKind.SCREEN, variant=_unknown(draft))
    draft.hear("screened")
    draft.note(pending="question:screen")
    return True


def _is_named(draft: Draft) -> bool:
    """The rep says this buyer's name; "is that the front desk?" is answered with a yes, not with "that's me"."""
    persona, said = draft.scene.persona, fold(draft.reading.annotation.text)
    family = persona.name[:1] if persona.language.is_chinese else persona.name.split()[-1]
    return any(fold(name) in said for name in (persona.name, persona.short_name, family))


def _unknown(draft: Draft) -> str:
    """What he still wants to know; '' where that is everything."""
    heard = draft.state.heard
    if "self_introduction" in heard:
        return "still" if "screened" in heard else "purpose"
    return "name" if "referral" in heard else ""


def object_at_once(draft: Draft) -> bool:
    """Say what stands against the talk from the start; True if there is such a thing."""
    objection = None if draft.state.pending else due(draft, "opening")
    if objection is not None:
        object_with(draft, objection)
    return objection is not None


def _is_stranger(draft: Draft) -> bool:
    """On a cold call: the rep has not said who he is or what for. A gatekeeper wants both, before anything else."""
    heard = draft.state.heard
    if draft.scene.call_type is not CallType.COLD_CALL or "reason_for_meeting" in heard or draft.reading.pitches:
        return False
    if heard.count("screened") >= rules().agenda.screens:
        return False
    # Who has held something against the firm already, or has heard it praised, does not ask who it is.
    if draft.scene.persona.role is not Role.GATEKEEPER and (draft.state.raised or "pitch" in heard):
        return False
    if any(one.reason not in _TIMID for one in faults(draft.noticed)):
        return False  # he has something to say to that first
    if draft.scene.persona.role is Role.GATEKEEPER or "self_introduction" not in heard:
        return True
    return "screened" not in heard
