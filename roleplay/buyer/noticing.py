"""What in a turn of the rep moves the buyer: the reasons, each with the words that gave it."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.annotation import Act
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.movements import Noticed
from roleplay.buyer.reading import Asked, Reading
from roleplay.buyer.responses import Response, objection_of
from roleplay.buyer.rules import length, rules
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerState
from roleplay.terms import CallType, RepAct, Spin

_SHOWS = (RepAct.PROOF, RepAct.REFERENCE, RepAct.CORRECTION)
#: What makes a request for a next step more than the same request again.
_NEW = (
    RepAct.LOWERED_STAKES, RepAct.EMPATHY, RepAct.PROOF, RepAct.REFERENCE, RepAct.CONDITION, RepAct.REASON_FOR_MEETING,
    RepAct.REFERRAL, RepAct.UPTAKE, RepAct.DECISION_INFLUENCE,
)  # fmt: skip


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
    for question in reading.questions:
        untold = _untold_layers(scene, state, question)
        if is_asked_again(state, reading, question):
            yield _of("asked_again", question)
        elif question.spin is Spin.SITUATION:
            yield _of(_of_fact(state, reading, question.end), question)
        elif question.spin is Spin.PROBLEM:
            yield _of("problem_question", question)
        elif question.spin is Spin.IMPLICATION and "implication" in untold:
            yield _of("implication_question", question)
        elif question.spin is Spin.NEED_PAYOFF and "payoff" in untold:
            yield _of("payoff_question", question)
    for utterance in reading.stray:
        # A question about nothing he knows earns nothing, but it does lengthen an interrogation.
        if utterance.spin is Spin.SITUATION and _of_fact(state, reading, utterance.end) == "too_many_questions":
            yield Noticed("too_many_questions", utterance.start, utterance.end)


def situation_streak(streak: int, reading: Reading, until: int | None = None) -> int:
    """How many questions of fact there were in a row after this turn, or after its part before ``until``.

    A deeper question ends the row. Questions that take up the buyer's own words, and those about money and who decides,
    do not lengthen it: they are talk, not interrogation.
    """
    talk = reading.does(RepAct.UPTAKE, RepAct.BUDGET_ENQUIRY, RepAct.DECISION_ENQUIRY)
    for utterance in reading.annotation.questions:
        if until is not None and utterance.end > until:
            break
        if utterance.spin.depth > Spin.SITUATION.depth:
            streak = 0
        elif utterance.spin is Spin.SITUATION and not talk:
            streak += 1
    return streak


def _of_fact(state: BuyerState, reading: Reading, until: int) -> str:
    over = situation_streak(state.situation_streak, reading, until) > rules().limits.situation_in_a_row
    return "too_many_questions" if over else "situation_question"


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
    if question.is_open and f"{owner}.situation" in state.disclosed and owner not in state.problems:
        return False  # an open question about a need may be after what goes wrong with it
    return any(item in state.disclosed for item in layers)


def _listening(state: BuyerState, reading: Reading, response: Response) -> Iterator[Noticed]:
    """Whether the rep takes up what the buyer said last."""
    last = {item.partition(".")[0] for item in state.said_last}
    followed = next((q for q in reading.questions if last & set(q.owners)), None)
    if last and (reading.does(RepAct.UPTAKE) or followed or last & reading.touched):
        yield _of("uptake", reading.first(RepAct.UPTAKE) or followed)
    elif _was_trouble(state) and response is Response.NONE and _goes_elsewhere(reading):
        yield Noticed("ignored_problem")
    if reading.does(RepAct.EMPATHY) and (_was_trouble(state) or state.irritation > 0.1):
        yield _of("empathy", reading.first(RepAct.EMPATHY))
    # Names of customers in a speech before any need prove nothing.
    heard_out = state.problems or not reading.pitches
    proves = reading.does(RepAct.PROOF, RepAct.REFERENCE) and state.heard.count("proof") < rules().limits.proofs
    if proves and heard_out:
        yield _of("proof", reading.first(RepAct.PROOF, RepAct.REFERENCE))


def _goes_elsewhere(reading: Reading) -> bool:
    onward = reading.pitches or reading.request or reading.questions or reading.stray
    return bool(onward) and not reading.does(RepAct.EMPATHY, RepAct.CHECK)


def _was_trouble(state: BuyerState) -> bool:
    """He told of a trouble; a part of it, said to put the rep off, is none."""
    told = (item for item in state.said_last if item in state.disclosed)
    return any(".problem" in item or ".implication" in item for item in told)


def _offering(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    limits = rules().limits
    if reading.pitches:
        brief = reading.pitched < length(limits.brief_answer, scene.language)
        asked_for = brief and state.pending in ("question:firm", "question:screen")
        if state.problems:
            taken_up = state.topic in state.problems and reading.does(RepAct.UPTAKE)
            fits = taken_up or reading.touched & set(state.problems)
            yield _of("fitting_pitch" if fits else "loose_pitch", reading.pitches[0])
        elif reading.pitched >= length(limits.short_pitch, scene.language) and not asked_for:
            yield _of("early_pitch", reading.pitches[0])
    if _names_price_early(scene, state, reading):
        yield _of("premature_price", reading.first(RepAct.PRICE, RepAct.CONCESSION))
    assumed = [a for a in reading.annotation.find(RepAct.ASSUMPTION) if a.detail.get("checked") != "yes"]
    if assumed and not reading.does(RepAct.CHECK) and not reading.touched & set(state.problems):
        yield _of("unchecked_assumption", assumed[0])


def _names_price_early(scene: Scene, state: BuyerState, reading: Reading) -> bool:
    if not reading.does(RepAct.PRICE, RepAct.CONCESSION):
        return False
    if state.problems or scene.call_type is CallType.NEGOTIATION:
        return False
    # He asked: by a question, by a demand, or by a concern about the price.
    kind, _, item = state.pending.partition(":")
    objection = objection_of(scene.persona, item) if kind == "objection" else None
    about_price = objection is not None and objection.when == "price"
    return state.pending != "question:price" and kind != "demand" and not about_price


def _pressing(state: BuyerState, reading: Reading, response: Response) -> Iterator[Noticed]:
    """Asking for a next step without ground, or again without anything new."""
    if reading.request not in ("loose", "dated") or state.agreement:
        return
    refused = state.refusals and state.pending.startswith(("refusal:", "objection:"))
    if refused and reading.does(RepAct.LOWERED_STAKES):
        yield _of("lowered_stakes", reading.first(RepAct.LOWERED_STAKES))
    has_reason = "reason_for_meeting" in state.heard or reading.does(RepAct.REASON_FOR_MEETING)
    grounds = state.problems or state.explored or has_reason
    refused_just_now = state.pending == "refusal:"
    nothing_new = not reading.questions and not reading.does(*_NEW)
    if not grounds or (refused_just_now and response in (Response.NONE, Response.PASSED_OVER) and nothing_new):
        yield _of("pushed", reading.request_act)


def _manners(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    if reading.annotation.words > length(rules().limits.monologue, scene.language) and not reading.asks:
        yield Noticed("monologue", 0, len(reading.annotation.text))
    if state.steps >= rules().limits.courtesy_turns and reading.does(RepAct.SMALL_TALK):
        yield _of("small_talk", reading.first(RepAct.SMALL_TALK))
    if not state.pending.startswith(("demand:", "bait:")) and reading.does(RepAct.PROMISE):
        yield _of("promise", reading.first(RepAct.PROMISE))
    for act in (RepAct.BOAST, RepAct.GOSSIP, RepAct.CONTRADICTION, RepAct.META_INSTRUCTION, RepAct.VULGAR):
        # "That isn't so, and here is the report" sets right; it does not cut across.
        if reading.does(act) and not (act is RepAct.CONTRADICTION and reading.does(*_SHOWS)):
            yield _of(act.value, reading.first(act))


def _wear(scene: Scene, state: BuyerState, reading: Reading) -> Iterator[Noticed]:
    """What merely takes time."""
    short = reading.annotation.words < length(rules().limits.statement, scene.language)
    courteous = reading.does(
        RepAct.THANKS, RepAct.GOODBYE, RepAct.GREETING, RepAct.GRANT, RepAct.AGREEMENT, RepAct.EMPATHY
    )
    if state.steps and short and not reading.asks and not courteous:
        yield Noticed("nothing_new")
    if state.steps >= rules().limits.long_call and not state.agreement:
        yield Noticed("long_call")
