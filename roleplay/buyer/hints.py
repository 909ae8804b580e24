"""One short hint for the moment. It says what to do next; it never holds anything that the buyer has not said."""

from __future__ import annotations

from roleplay.buyer.rules import rules
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerActKind, BuyerState, LogEntry
from roleplay.data import load_toml
from roleplay.terms import CallType, FactKind, Language

_PENDING = {"demand": "demand", "bait": "bait", "refusal": "refused"}
_SHORT_OF_PATIENCE = 0.25


def hint(scene: Scene, state: BuyerState, last: LogEntry | None) -> str:
    """Return the id of the hint that fits best now.

    Args:
        scene: The fixed part of the call.
        state: The buyer as he is now.
        last: The director's last step; None before the first word.
    """
    if state.agreement is not None:
        return "close"
    if last is None:
        return "introduce" if scene.call_type is CallType.COLD_CALL else "settle_in"
    strained = _waiting(state, last) or _under_strain(state, last)
    return strained or _on_cold_call(scene, state) or _next_question(scene, state)


def hint_text(hint_id: str, language: Language, name: str) -> str:
    """The hint in the reader's language, with the buyer's short name in it; '' for an id that is not known."""
    texts: dict[str, dict[str, str]] = load_toml("roleplay.buyer", "text/hints.toml")
    return texts[language.value].get(hint_id, "").format(name=name)


def _waiting(state: BuyerState, last: LogEntry) -> str:
    """The buyer waits for something."""
    kind, _, item = state.pending.partition(":")
    if kind == "objection":
        if item in state.explored:
            return "settle"
        return "refused" if state.refusals and last.acts[-1].kind is BuyerActKind.REPEAT_OBJECTION else "explore"
    if kind == "question":
        by_item = {"when": "name_time", "screen": "give_reason" if "self_introduction" in state.heard else "introduce"}
        return by_item.get(item, "question")
    if any(act.kind is BuyerActKind.PASSIVE_YES and act.slots.get("when") for act in last.acts):
        return "decider"
    return _PENDING.get(kind, "")


def _under_strain(state: BuyerState, last: LogEntry) -> str:
    """Something went wrong just now."""
    if state.patience < _SHORT_OF_PATIENCE:
        return "be_brief"
    if any(one.reason in ("passed_over", "ignored_problem", "asked_again") for one in last.movements):
        return "listen"
    if any(act.kind is BuyerActKind.DEFLECT for act in last.acts):
        return "withheld"
    return "ask_trouble" if state.situation_streak >= rules().limits.situation_in_a_row else ""


def _on_cold_call(scene: Scene, state: BuyerState) -> str:
    if scene.call_type is not CallType.COLD_CALL or "reason_for_meeting" in state.heard:
        return ""
    return "give_reason" if "self_introduction" in state.heard else "introduce"


def _next_question(scene: Scene, state: BuyerState) -> str:
    """The next step of SPIN, by what has been said about the need in hand."""
    need = state.topic if state.topic in state.problems else (state.problems or ("",))[-1]
    if not need:
        return "ask_trouble" if state.disclosed or state.hinted else "ask_first"
    if f"{need}.payoff" in state.disclosed:
        return "propose_step" if scene.call_type is CallType.COLD_CALL or _money_touched(scene, state) else "budget"
    return "ask_worth" if any(item.startswith(f"{need}.implication") for item in state.disclosed) else "ask_effect"


def _money_touched(scene: Scene, state: BuyerState) -> bool:
    """Budget or decision was asked about, or there is nothing of the kind to be asked."""
    about = {fact.id for fact in scene.persona.facts if fact.kind in (FactKind.BUDGET, FactKind.DECISION)}
    return not about or bool(about & {*state.disclosed, *state.hinted, *state.deflected})
