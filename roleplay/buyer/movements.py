"""How a turn of the rep moves the buyer: the reasons that are found in it, and what they do to trust, interest and patience.

After the update table of the research on client simulators (personality as gains over a latent state); the figures are in
``rules.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from roleplay.annotation import Act
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.reading import Asked, Reading
from roleplay.buyer.responses import Response
from roleplay.buyer.rules import Delta, length, rules
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerState, Movement
from roleplay.terms import CallType, RepAct, Spin


class Noticed(NamedTuple):
    """One thing in the rep's turn that moves the buyer, and where its words stand."""

    reason: str
    start: int | None = None
    end: int | None = None


def notice(scene: Scene, state: BuyerState, reading: Reading, response: Response) -> tuple[Noticed, ...]:
    """All that moves the buyer in this turn, each reason once, in the order in which it is judged."""
    found = [
        *_courtesy(state, reading),
        *_met(state, reading, response),
        *_questions(scene, state, reading),
        *_listening(state, reading, response),
        *_offering(scene, state, reading),
        *_pressing(state, reading, response),
        *_manners(scene, state, reading),
        *_wear(scene, state, reading),
    ]
    first: dict[str, Noticed] = {}
    for one in found:
        first.setdefault(one.reason, one)
    return tuple(first.values())


def apply(scene: Scene, state: BuyerState, noticed: tuple[Noticed, ...]) -> tuple[tuple[Movement, ...], BuyerState]:
    """Move the gauges.

    Returns:
        The movements with the amounts that were really applied, after personality, caps and the ends of the gauges; and the
        state with new gauges, each within 0 and 1, trust never above the cap of the stance.
    """
    cap = max(scene.stance(state.stance).trust_cap, state.trust)
    least = state.patience - rules().limits.patience_a_turn
    trust, interest, patience = state.trust, state.interest, state.patience
    movements: list[Movement] = []
    for one in noticed:
        delta = rules().movements[one.reason]
        new_trust = min(cap, _moved(trust, delta.trust, scene.personality.trust_gain))
        new_interest = _moved(interest, delta.interest, scene.personality.interest_gain)
        new_patience = min(1.0, max(0.0, patience + _patience(scene, state, delta), min(patience, least)))
        movements.append(
            Movement(
                reason=one.reason, start=one.start, end=one.end, trust=round(new_trust - trust, 4),
                interest=round(new_interest - interest, 4), patience=round(new_patience - patience, 4),
            )
        )  # fmt: skip
        trust, interest, patience = new_trust, new_interest, new_patience
    gauges = {
        "trust": round(trust, 4), "interest": round(interest, 4), "patience": round(patience, 4),
        "irritation": _irritation(scene, state, noticed),
    }  # fmt: skip
    return tuple(movements), state.model_copy(update=gauges)


def faults(noticed: tuple[Noticed, ...]) -> tuple[Noticed, ...]:
    """Those that are faults of the rep, the gravest first."""
    table = rules().movements
    found = [one for one in noticed if table[one.reason].fault]
    return tuple(sorted(found, key=lambda one: table[one.reason].trust + table[one.reason].patience))


def _moved(gauge: float, amount: float, gain: float) -> float:
    """A gauge after an amount: gains shrink as the gauge nears its end, so that nobody is won by one kind of sentence."""
    if amount <= 0:
        return max(0.0, gauge + amount)
    return min(1.0, gauge + amount * gain * min(1.0, (1 - gauge) / (1 - rules().limits.full_gain_below)))


def _patience(scene: Scene, state: BuyerState, delta: Delta) -> float:
    if delta.patience >= 0:
        return delta.patience
    return delta.patience * scene.personality.patience_loss * (1 + rules().irritation.loss * state.irritation)


def _irritation(scene: Scene, state: BuyerState, noticed: tuple[Noticed, ...]) -> float:
    cost = sum(-rules().movements[one.reason].patience for one in faults(noticed))
    if not cost:
        return round(state.irritation * rules().irritation.decay, 4)
    return round(min(1.0, state.irritation + rules().irritation.rise * cost * scene.personality.patience_loss), 4)


def _of(reason: str, place: Act | Asked | None) -> Noticed:
    return Noticed(reason, place.start, place.end) if place else Noticed(reason)


def _courtesy(state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    """Who calls and why counts once."""
    for reason, act in (
        ("self_introduction", RepAct.SELF_INTRODUCTION), ("referral", RepAct.REFERRAL),
        ("reason_for_meeting", RepAct.REASON_FOR_MEETING),
    ):  # fmt: skip
        if reading.does(act) and reason not in state.heard:
            yield _of(reason, reading.first(act))


def _met(state: BuyerState, reading: Reading, response: Response) -> Iterator[Noticed]:
    """How the rep met what was pending."""
    bait = state.pending.startswith("bait:")
    match response:
        case Response.EXPLORED:
            yield _of("explored_objection", reading.first(RepAct.EXPLORE_OBJECTION, RepAct.EMPATHY))
        case Response.SETTLED:
            yield Noticed("settled_objection")
        case Response.ADDRESSED | Response.ANSWERED:
            yield Noticed("answered")
        case Response.PASSED_OVER:
            yield Noticed("ignored_remark" if bait else "passed_over")
        case Response.GRANTED:
            yield _of("gave_in", reading.first(RepAct.GRANT, RepAct.CONCESSION, RepAct.PROMISE))
        case Response.WITHSTOOD:
            yield _of("held_demand", reading.first(RepAct.CONDITION, RepAct.CORRECTION))
        case Response.CORRECTED:
            yield _of("bait_corrected", reading.first(RepAct.CORRECTION, RepAct.PROOF, RepAct.REFERENCE))
        case Response.TAKEN:
            yield _of("bait_taken", reading.first(RepAct.AGREEMENT, RepAct.GRANT))
        case Response.NONE | Response.UNANSWERED:
            pass


def _questions(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    streak = state.situation_streak
    for question in reading.questions:
        untold = _untold_layers(scene, state, question)
        if is_asked_again(state, reading, question):
            yield _of("asked_again", question)
        elif question.spin is Spin.SITUATION:
            streak += 1
            over = streak > rules().limits.situation_in_a_row
            yield _of("too_many_questions" if over else "situation_question", question)
        elif question.spin is Spin.PROBLEM:
            yield _of("problem_question", question)
        elif question.spin is Spin.IMPLICATION and "implication" in untold:
            yield _of("implication_question", question)
        elif question.spin is Spin.NEED_PAYOFF and "payoff" in untold:
            yield _of("payoff_question", question)
        if question.spin.depth > Spin.SITUATION.depth:
            streak = 0
    for utterance in reading.stray:
        if utterance.spin is Spin.SITUATION:
            streak += 1
            over = streak > rules().limits.situation_in_a_row
            yield Noticed("too_many_questions" if over else "situation_question", utterance.start, utterance.end)


def _untold_layers(scene: Scene, state: BuyerState, question: Asked) -> set[str]:
    """Layers of the voiced problems in question that the buyer has not told whole: only these are worth asking for."""
    voiced = {owner for owner in question.owners if owner in state.problems}
    items = sayables(scene.persona).values() if voiced else ()
    return {item.layer for item in items if item.owner in voiced and item.id not in state.disclosed}


def is_asked_again(state: BuyerState, reading: Reading, question: Asked) -> bool:
    """The question asks for what the buyer has said before, and nothing shows that the rep remembers it.

    A further question about what was said just now asks for more of it; one that takes up his words is a check.
    """
    if not question.named or reading.does(RepAct.UPTAKE, RepAct.CHECK):
        return False
    owner = question.owners[0]
    layers = {
        Spin.NONE: (owner,), Spin.SITUATION: (owner, f"{owner}.situation"), Spin.PROBLEM: (f"{owner}.problem",),
        Spin.NEED_PAYOFF: (f"{owner}.payoff",), Spin.IMPLICATION: (),
    }[question.spin]  # fmt: skip
    if any(item.partition(".")[0] == owner for item in state.said_last):
        return False
    return any(item in state.disclosed for item in layers)


def _listening(state: BuyerState, reading: Reading, response: Response) -> Iterator[Noticed]:
    """Whether the rep takes up what the buyer said last."""
    last = {item.partition(".")[0] for item in state.said_last}
    followed = next((q for q in reading.questions if last & set(q.owners)), None)
    if last and (reading.does(RepAct.UPTAKE) or followed or last & reading.touched):
        yield _of("uptake", reading.first(RepAct.UPTAKE) or followed)
    elif _was_trouble(state) and response is Response.NONE and not reading.does(RepAct.EMPATHY, RepAct.CHECK):
        if reading.pitches or reading.request or reading.questions or reading.stray:
            yield Noticed("ignored_problem")
    if reading.does(RepAct.EMPATHY) and (_was_trouble(state) or state.irritation > 0.1):
        yield _of("empathy", reading.first(RepAct.EMPATHY))
    if reading.does(RepAct.PROOF, RepAct.REFERENCE) and state.heard.count("proof") < rules().limits.proofs:
        yield _of("proof", reading.first(RepAct.PROOF, RepAct.REFERENCE))


def _was_trouble(state: BuyerState) -> bool:
    return any(".problem" in item or ".implication" in item for item in state.said_last)


def _offering(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    limits = rules().limits
    if reading.pitches:
        asked_for = state.pending == "question:firm" and reading.pitched < length(limits.brief_answer, scene.language)
        if state.problems:
            fits = reading.touched & set(state.problems) or state.topic in state.problems and reading.does(RepAct.UPTAKE)
            yield _of("fitting_pitch" if fits else "loose_pitch", reading.pitches[0])
        elif reading.pitched >= length(limits.short_pitch, scene.language) and not asked_for:
            yield _of("early_pitch", reading.pitches[0])
    if _names_price_early(scene, state, reading):
        yield _of("premature_price", reading.first(RepAct.PRICE, RepAct.CONCESSION))
    assumed = [a for a in reading.annotation.find(RepAct.ASSUMPTION) if a.detail.get("checked") != "yes"]
    if assumed and not reading.does(RepAct.CHECK) and not reading.touched & set(state.problems):
        yield _of("unchecked_assumption", assumed[0])


def _names_price_early(scene: Scene, state: BuyerState, reading: Reading) -> bool:
    if state.problems or scene.call_type is CallType.NEGOTIATION or not reading.does(RepAct.PRICE, RepAct.CONCESSION):
        return False
    # He asked: by a question, or by a demand or a concern about the price.
    return state.pending != "question:price" and not state.pending.startswith(("demand:", "objection:"))


def _pressing(state: BuyerState, reading: Reading, response: Response) -> Iterator[Noticed]:
    """Asking for a next step without ground, or again without anything new."""
    if reading.request not in ("loose", "dated") or state.agreement:
        return
    if state.refusals and state.pending.startswith(("refusal:", "objection:")) and reading.does(RepAct.LOWERED_STAKES):
        yield _of("lowered_stakes", reading.first(RepAct.LOWERED_STAKES))
    grounds = state.problems or "reason_for_meeting" in state.heard or reading.does(RepAct.REASON_FOR_MEETING)
    refused_just_now = state.pending == "refusal:"
    if not grounds or (refused_just_now and response in (Response.NONE, Response.PASSED_OVER) and not _brings_new(reading)):
        yield _of("pushed", reading.request_act)


def _brings_new(reading: Reading) -> bool:
    return bool(reading.questions) or reading.does(
        RepAct.LOWERED_STAKES, RepAct.EMPATHY, RepAct.PROOF, RepAct.REFERENCE, RepAct.CONDITION, RepAct.REASON_FOR_MEETING,
        RepAct.REFERRAL, RepAct.UPTAKE, RepAct.DECISION_INFLUENCE,
    )  # fmt: skip


def _manners(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    if reading.annotation.words > length(rules().limits.monologue, scene.language) and not reading.asks:
        yield Noticed("monologue", 0, len(reading.annotation.text))
    if state.steps >= rules().limits.courtesy_turns and reading.does(RepAct.SMALL_TALK):
        yield _of("small_talk", reading.first(RepAct.SMALL_TALK))
    if not state.pending.startswith(("demand:", "bait:")) and reading.does(RepAct.PROMISE):
        yield _of("promise", reading.first(RepAct.PROMISE))
    for act in (RepAct.BOAST, RepAct.GOSSIP, RepAct.CONTRADICTION, RepAct.META_INSTRUCTION, RepAct.VULGAR):
        if reading.does(act):
            yield _of(act.value, reading.first(act))


def _wear(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    """What merely takes time."""
    short = reading.annotation.words < length(rules().limits.statement, scene.language)
    courteous = reading.does(RepAct.THANKS, RepAct.GOODBYE, RepAct.GREETING, RepAct.GRANT, RepAct.AGREEMENT, RepAct.EMPATHY)
    if state.steps and short and not reading.asks and not courteous:
        yield Noticed("nothing_new")
    if state.steps >= rules().limits.long_call and not state.agreement:
        yield Noticed("long_call")
