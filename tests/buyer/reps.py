"""Reps who hold a whole call: one who listens and asks, one who pitches and pushes, one in between."""

from __future__ import annotations

from itertools import cycle

from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerActKind, BuyerState, LogEntry
from roleplay.terms import CallType
from tests.buyer.calls import Parts, Rep

_SETTLES = {
    "proof": "proof",
    "reference": "reference",
    "empathy": "empathy",
    "lower_stakes": "lowered_stakes",
    "condition": "condition",
}
_ANSWERS = {
    "screen": ["self_introduction", "reason_for_meeting"],
    "firm": ["self_introduction"],
    "reference": ["reference"],
    "proof": ["proof"],
    "price": ["deferral"],
    "next": ["deferral"],
}
_ASK_FOR_STEP = "two_option_close first=Tuesday at ten second=Thursday at two"


def sound_rep() -> Rep:
    """Answers what waits, takes up what was said, goes from situation to worth, and asks for a small dated step."""
    return _Sound().speak


class _Sound:
    def __init__(self) -> None:
        self.turns = 0
        self.asked: set[str] = set()
        self.steps = 0

    def speak(self, scene: Scene, state: BuyerState, last: LogEntry | None) -> Parts:
        self.turns += 1
        cold = scene.call_type is CallType.COLD_CALL
        if state.agreement is not None:
            return ["thanks", "goodbye"]
        if self.turns == 1:
            return ["greeting", "self_introduction", *(["referral", "reason_for_meeting"] if cold else ["thanks"])]
        if last is not None and any(act.kind is BuyerActKind.PASSIVE_YES and act.slots for act in last.acts):
            return ["ask closed situation decision + decision_enquiry"]
        return self._answer(scene, state) or self._go_on(scene, state, cold)

    def _answer(self, scene: Scene, state: BuyerState) -> Parts:
        kind, _, item = state.pending.partition(":")
        if kind == "objection":
            objection = next(o for o in scene.persona.objections if o.id == item)
            if item not in state.explored:
                return ["empathy", "ask open none + explore_objection"]
            way = objection.settled_by[0]
            if way == "implication":
                return ["uptake", "ask open implication"]
            settles = [_SETTLES[way], "say 8"]
            return [*settles, _ASK_FOR_STEP] if state.refusals else [*settles, *self._question(scene, state)]
        if kind == "demand":
            return ["condition", *self._question(scene, state)]
        if kind == "bait":
            return ["correction", *self._question(scene, state)]
        if kind == "question" and item == "when":
            return ["next_step when=Tuesday at ten"]
        if kind == "question":
            return [*_ANSWERS[item], *self._question(scene, state)]
        if kind == "refusal":
            return ["empathy", "lowered_stakes", _ASK_FOR_STEP]
        return []

    def _go_on(self, scene: Scene, state: BuyerState, cold: bool) -> Parts:
        payoffs = sum(item.endswith(".payoff") for item in state.disclosed)
        if self.turns >= (4 if cold else 7) and (payoffs or len(state.problems) > 1 or cold):
            self.steps += 1
            return ["uptake", *(["lowered_stakes"] if self.steps > 1 else []), _ASK_FOR_STEP]
        return [*(["uptake"] if state.said_last else []), *self._question(scene, state)]

    def _question(self, scene: Scene, state: BuyerState) -> Parts:
        for need in scene.persona.needs:
            if need.id in state.problems:
                told = [item for item in state.disclosed if item.startswith(f"{need.id}.implication")]
                if not told:
                    return [f"ask open implication {need.id}"]
                if f"{need.id}.payoff" not in state.disclosed:
                    return [f"ask open need_payoff {need.id}"]
        if "decision" not in self.asked and state.problems:
            self.asked.add("decision")
            return ["ask open situation decision + decision_enquiry"]
        if "budget" not in self.asked and len(state.problems) > 1:
            self.asked.add("budget")
            return ["ask open situation budget + budget_enquiry"]
        need = next((n.id for n in scene.persona.needs if n.id not in state.problems), scene.persona.needs[-1].id)
        if need not in self.asked:
            self.asked.add(need)
            return [f"ask open situation {need}"]
        return [f"ask open problem {need}"]


def pushy_rep() -> Rep:
    """Presents, names prices, gives in, agrees with everything and presses for a meeting."""
    script = cycle([
        ["greeting", "self_introduction", "pitch 70", "boast"],
        ["pitch 60", "price 10", "next_step when=tomorrow"],
        ["assumption", "pitch 50", "two_option_close first=Monday second=Tuesday"],
        ["grant", "promise", "concession", "agreement", "next_step when=Friday"],
        ["pitch 90"],
    ])  # fmt: skip
    return lambda scene, state, last: list(next(script))


def fact_collector() -> Rep:
    """Asks closed questions of fact, one after the other, then presents and asks for a meeting."""
    needs = ["burners", "spares", "crew", "supplier", "contract", "budget"]
    script = iter([
        ["greeting", "self_introduction"],
        *([f"ask closed situation {need}"] for need in needs),
        ["pitch 50"], ["next_step when=Monday"], ["next_step when=Tuesday"], ["goodbye"],
    ])  # fmt: skip
    return lambda scene, state, last: list(next(script, []))
