"""What the rep's turn does with that which the buyer left hanging: an objection, a demand, a bait, a question."""

from __future__ import annotations

from enum import StrEnum

from roleplay.analysis.normalise import fold
from roleplay.buyer.reading import Reading
from roleplay.buyer.rules import length, rules
from roleplay.buyer.scene import Scene
from roleplay.buyer.wording import units
from roleplay.buyer_log import BuyerState
from roleplay.persona import Objection, Persona
from roleplay.terms import QuestionKind, RepAct, Spin


class Response(StrEnum):
    """How the rep meets what waits for an answer."""

    NONE = "none"                # nothing waits
    EXPLORED = "explored"        # asks what lies beneath an objection
    SETTLED = "settled"          # gives what settles the objection, and that does it
    ADDRESSED = "addressed"      # gives what would settle it, but its real reason is not out yet
    ANSWERED = "answered"        # takes it up in another fitting way
    UNANSWERED = "unanswered"    # says something, but nothing that is known to fit
    PASSED_OVER = "passed_over"  # goes on as if nothing had been said
    GRANTED = "granted"          # gives a demand away, for nothing
    WITHSTOOD = "withstood"      # meets a demand with a condition, a question, a reason
    TAKEN = "taken"              # agrees with a bait
    CORRECTED = "corrected"      # puts a bait right


_SOFT = (
    RepAct.EMPATHY, RepAct.PROOF, RepAct.REFERENCE, RepAct.CONDITION, RepAct.LOWERED_STAKES, RepAct.CORRECTION,
    RepAct.DEFERRAL, RepAct.UPTAKE, RepAct.EXPLORE_OBJECTION,
)  # fmt: skip
_GIVES = (RepAct.GRANT, RepAct.PROMISE, RepAct.CONCESSION)
_HOLDS = (
    RepAct.CONDITION, RepAct.CORRECTION, RepAct.DEFERRAL, RepAct.EXPLORE_OBJECTION, RepAct.CONTRADICTION, RepAct.PROOF,
)  # fmt: skip
_NO_WISH_TO_KNOW = (
    RepAct.CONCESSION, RepAct.PRICE, RepAct.PROMISE, RepAct.BOAST, RepAct.CONTRADICTION, RepAct.VULGAR,
    RepAct.META_INSTRUCTION,
)  # fmt: skip
_MAY_EXPLORE = (Spin.NONE, Spin.PROBLEM)
_SAID_BY_A_PITCH = ("screen", "firm", "next")
_PUTS_RIGHT = (RepAct.CORRECTION, RepAct.PROOF, RepAct.REFERENCE, RepAct.CONTRADICTION)


def response(scene: Scene, state: BuyerState, reading: Reading) -> Response:
    """How the turn meets what is pending in ``state``."""
    kind, _, item = state.pending.partition(":")
    if kind == "objection":
        objection = objection_of(scene.persona, item)
        return _to_objection(scene, state, reading, objection) if objection else Response.NONE
    if kind == "demand":
        return _to_demand(scene, state, reading)
    if kind == "bait":
        return _to_bait(scene, state, reading)
    if kind == "question":
        return _to_question(scene, state, reading, item)
    return Response.NONE


def objection_of(persona: Persona, item: str) -> Objection | None:
    """The objection with this id, or None."""
    return next((objection for objection in persona.objections if objection.id == item), None)


def addresses(state: BuyerState, reading: Reading, objection: Objection) -> bool:
    """Whether the turn gives any of the things that settle this objection."""
    for way in objection.settled_by:
        if way == "implication":
            if any(q.spin is Spin.IMPLICATION and set(q.owners) & set(state.problems) for q in reading.questions):
                return True
        elif reading.does(*rules().settles[way]):
            return True
    return False


def settled_late(scene: Scene, state: BuyerState, reading: Reading) -> Objection | None:
    """An objection that was left lying, not pending any more, and that this turn settles after all."""
    for item in state.raised:
        objection = objection_of(scene.persona, item)
        if objection is None or item in state.settled or state.pending == f"objection:{item}":
            continue
        if item in state.explored and addresses(state, reading, objection):
            return objection
    return None


def _may_settle(scene: Scene, state: BuyerState, objection: Objection) -> bool:
    """The real reason is out, or he held to it once; a reflex ("no time") goes at once, but with a stubborn buyer."""
    if objection.id in state.explored or state.insisted.get(objection.id, 0) > 0:
        return True
    return objection.when in ("opening", "next_step") and not scene.personality.repeats_objections


def _to_objection(scene: Scene, state: BuyerState, reading: Reading, objection: Objection) -> Response:
    explored = objection.id in state.explored
    if not explored and _explores(reading, objection):
        return Response.EXPLORED
    if addresses(state, reading, objection):
        return Response.SETTLED if _may_settle(scene, state, objection) else Response.ADDRESSED
    if reading.does(*_SOFT) or (_states(scene, reading) and _shares_words(reading, objection)):
        return Response.ANSWERED
    return _plain(scene, state, reading)


def _explores(reading: Reading, objection: Objection) -> bool:
    # Who gives in, sells or snaps at him in the same breath does not want to know.
    if reading.does(*_NO_WISH_TO_KNOW) or reading.pitches:
        return False
    if reading.explores:
        return True
    if reading.request:
        return False
    # "I see. Is it the price?" After a refused meeting, a closed question is more likely about the time.
    if reading.does(RepAct.EMPATHY) and reading.stray and objection.when != "next_step":
        return True
    # "What makes you say so?", "What was the worst of it?" in whatever words: an open question about nothing else.
    if any(q.question is QuestionKind.OPEN and q.spin in _MAY_EXPLORE for q in reading.stray):
        return True
    opened = [question for question in reading.questions if question.is_open]
    if any(not question.named and question.spin in _MAY_EXPLORE for question in opened):
        return True
    return bool(opened) and _shares_words(reading, objection)


def _to_demand(scene: Scene, state: BuyerState, reading: Reading) -> Response:
    conditional = any(act.detail.get("conditional") == "yes" for act in reading.annotation.find(RepAct.CONCESSION))
    if reading.does(*_HOLDS) or conditional:
        return Response.WITHSTOOD
    # "好的，再见" takes leave; it grants nothing.
    leave = reading.does(RepAct.GOODBYE) and not reading.does(RepAct.PROMISE, RepAct.CONCESSION)
    if reading.does(*_GIVES) and not leave:
        return Response.GRANTED
    # "Ninety days: is that for everybody?"; "Deal?" is none.
    if any(units(question.text) >= length(rules().limits.statement, scene.language) for question in reading.stray):
        return Response.WITHSTOOD
    return _plain(scene, state, reading)


def _to_bait(scene: Scene, state: BuyerState, reading: Reading) -> Response:
    if reading.does(*_PUTS_RIGHT):
        return Response.CORRECTED
    if reading.does(RepAct.AGREEMENT, RepAct.GRANT):
        return Response.TAKEN
    return _plain(scene, state, reading)


def _to_question(scene: Scene, state: BuyerState, reading: Reading, item: str) -> Response:
    brief = reading.pitched < length(rules().limits.brief_answer, scene.language)
    if reading.does(*rules().answers.get(item, frozenset())):
        # A speech is no answer to a short question; it earns nothing, and costs what a speech costs.
        return Response.ANSWERED if not reading.pitches or brief else Response.UNANSWERED
    if item in _SAID_BY_A_PITCH and reading.pitches and brief:
        return Response.UNANSWERED  # "what is it about?", "what is different?": a short one is what was asked for
    return _plain(scene, state, reading)


def _plain(scene: Scene, state: BuyerState, reading: Reading) -> Response:
    """Words that do nothing known: an answer of sorts, if they are a statement that is not about something else.

    Who takes up another part of what the buyer said has listened, though this part still waits.
    """
    if reading.pitches or reading.request in ("loose", "dated"):
        return Response.PASSED_OVER
    last = {item.partition(".")[0] for item in state.said_last}
    if reading.does(RepAct.UPTAKE) or last & reading.touched:
        return Response.UNANSWERED
    return Response.UNANSWERED if _states(scene, reading) else Response.PASSED_OVER


def _states(scene: Scene, reading: Reading) -> bool:
    """The turn says something beside its questions."""
    return reading.stated >= length(rules().limits.statement, scene.language)


def answered_beforehand(scene: Scene, reading: Reading, objection: Objection) -> bool:
    """The turn has just told of what this objection, not yet raised, is about: to ask for it now would be deaf."""
    return _states(scene, reading) and _shares_words(reading, objection) and not reading.asks


def _shares_words(reading: Reading, objection: Objection) -> bool:
    text = fold(reading.annotation.text)
    return any(len(topic) > 1 and fold(topic) in text for topic in objection.topics)
