"""The rep's turn as this buyer hears it: which of his own matters a question is about, and what else is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from roleplay.analysis.normalise import fold
from roleplay.annotation import Act, TurnAnnotation, Utterance
from roleplay.buyer.rules import length, rules
from roleplay.buyer.scene import Scene
from roleplay.buyer.wording import units
from roleplay.buyer_log import BuyerState
from roleplay.persona import Persona
from roleplay.terms import FactKind, QuestionKind, RepAct, Spin

#: A question that does one of these asks for nothing that the buyer knows.
_NO_ENQUIRY = (
    RepAct.GREETING, RepAct.IDENTITY_CHECK, RepAct.PERMISSION, RepAct.TWO_OPTION_CLOSE, RepAct.NEXT_STEP,
    RepAct.VAGUE_NEXT_STEP, RepAct.CHECK, RepAct.SMALL_TALK, RepAct.CONCESSION, RepAct.META_INSTRUCTION, RepAct.VULGAR,
)  # fmt: skip
#: Facts whose words ("went wrong", "cost", "time") often stand in a question about what a trouble leads to.
_LOOSE_FACTS = (FactKind.HISTORY, FactKind.PROCESS, FactKind.OTHER)
#: A likeness below this is no ground to take a question for one about that matter.
_LIKELY = 0.8
#: A sentence that gives the reason for the call is no pitch, though it names the product.
_NO_PITCH = (RepAct.REASON_FOR_MEETING, RepAct.SELF_INTRODUCTION, RepAct.REFERRAL, RepAct.PROOF, RepAct.REFERENCE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that wants something of what the buyer knows.

    ``owners`` are the needs and facts it is about, nearest first. ``named`` is False where the rep said no word of
    theirs and they were taken from the talk so far, or from the file's order for a question about everything.
    """

    start: int
    end: int
    kind: QuestionKind
    spin: Spin
    owners: tuple[str, ...]
    named: bool
    word: str = ""

    @property
    def is_open(self) -> bool:
        """True where an account is asked for."""
        return self.kind is QuestionKind.OPEN


@dataclass(frozen=True, slots=True)
class Reading:
    """One turn of the rep, as heard. Offsets count in the turn's text."""

    annotation: TurnAnnotation
    questions: tuple[Asked, ...]
    stray: tuple[Utterance, ...]  # questions that are about nothing this buyer knows
    touched: frozenset[str]  # needs and facts whose words are used anywhere in the turn
    pitches: tuple[Act, ...]
    pitched: int  # length of the pitch, in words
    stated: int  # words that are not in questions
    explores: bool  # asks what lies beneath the objection that waits
    request: Literal["", "vague", "loose", "dated"]
    request_act: Act | None

    def does(self, *acts: RepAct) -> bool:
        """True if the turn does any of these."""
        return self.annotation.does(*acts)

    def first(self, *acts: RepAct) -> Act | None:
        """The first act of these kinds, or None."""
        return next(iter(self.annotation.find(*acts)), None)

    @property
    def asks(self) -> bool:
        """True if the turn asks anything."""
        return bool(self.annotation.questions)


def read(scene: Scene, state: BuyerState, annotation: TurnAnnotation) -> Reading:
    """Hear a turn of the rep.

    Args:
        scene: The fixed part of the call.
        state: The buyer before this turn; a question without topic words is about what was spoken of last.
        annotation: The analysis of the turn.
    """
    asked: list[Asked] = []
    stray: list[Utterance] = []
    explored: list[Utterance] = []
    for utterance in annotation.questions:
        if _over(annotation, utterance.start, utterance.end, *_NO_ENQUIRY) and not _wants_a_fact(
            scene.persona, state, annotation, utterance
        ):
            continue
        if _explores(scene.persona, state, annotation, utterance):
            explored.append(utterance)
            continue
        found = _asked(scene.persona, state, annotation, utterance)
        if found is None:
            stray.append(utterance)
        else:
            asked.append(found)
    pitches = tuple(a for a in annotation.find(RepAct.PITCH) if not _is_reason(scene, annotation, a))
    request, request_act = _request(annotation)
    if request_act and _goes_on_asking(request_act, asked):
        request, request_act = "", None
    return Reading(
        annotation=annotation,
        questions=tuple(asked),
        stray=tuple(stray),
        touched=frozenset(hit.id for hit in annotation.topics).union(*(u.topics for u in annotation.utterances)),
        pitches=pitches,
        pitched=_covered(annotation.text, pitches),
        stated=sum(units(u.text) for u in annotation.utterances if not u.is_question),
        explores=bool(explored),
        request=request,
        request_act=request_act,
    )


def is_speech(scene: Scene, reading: Reading) -> bool:
    """A pitch so long that nothing is answered after it, or one that asks nothing."""
    return bool(reading.pitches) and (
        not reading.questions or reading.pitched >= length(rules().limits.long_pitch, scene.language)
    )


def _wants_a_fact(persona: Persona, state: BuyerState, annotation: TurnAnnotation, question: Utterance) -> bool:
    """Whether a question that sounds like leave to go on ("When is he free to take a call?") asks for a fact."""
    others = [act for act in _NO_ENQUIRY if act is not RepAct.PERMISSION]
    if not state.steps or _over(annotation, question.start, question.end, *others):
        return False
    facts = {fact.id for fact in persona.facts}
    inside = (hit for hit in annotation.topics if hit.start < question.end and question.start < hit.end)
    return any(hit.id in facts and hit.score >= 1 for hit in inside)


def _goes_on_asking(request: Act, asked: list[Asked]) -> bool:
    """Whether a time only announces something ("I'll send it today. How is it now?"): a proposal stops there."""
    dated = request.act is not RepAct.TWO_OPTION_CLOSE
    return dated and any(question.named and question.start >= request.end for question in asked)


def _explores(persona: Persona, state: BuyerState, annotation: TurnAnnotation, question: Utterance) -> bool:
    """An objection waits, and the question is about it: it is not plainly about a need of another name."""
    kind, _, item = state.pending.partition(":")
    if kind != "objection" or not _over(annotation, question.start, question.end, RepAct.EXPLORE_OBJECTION):
        return False
    needs = {need.id for need in persona.needs}
    words = next((objection.topics for objection in persona.objections if objection.id == item), ())
    if any(fold(word) in fold(question.text) for word in words):
        return True
    inside = (hit for hit in annotation.topics if hit.start < question.end and question.start < hit.end)
    return not any(hit.score >= 1 and hit.id in needs for hit in inside)


def _asked(persona: Persona, state: BuyerState, annotation: TurnAnnotation, question: Utterance) -> Asked | None:
    named, word = _named_owners(persona, annotation, question)
    if _stays_with(persona, state, annotation, question, named):
        named, word = (), ""
    owners = named or _from_talk(persona, state, question)
    if not owners:
        return None
    spin = question.spin
    if spin is Spin.NONE and not named:
        spin = Spin.SITUATION if not state.topic else Spin.NONE
    return Asked(question.start, question.end, question.question, spin, owners, named=bool(named), word=word)


def _stays_with(
    persona: Persona, state: BuyerState, annotation: TurnAnnotation, question: Utterance, named: tuple[str, ...]
) -> bool:
    """What a trouble leads to is asked of the trouble in hand, unless an author's own word says otherwise."""
    if question.spin.depth < Spin.PROBLEM.depth or not state.said_last or state.topic in named:
        return False
    needs = {need.id for need in persona.needs}
    if state.topic not in needs:
        return False
    kinds = {fact.id: fact.kind for fact in persona.facts}
    if question.spin is not Spin.PROBLEM and named and all(kinds.get(owner) in _LOOSE_FACTS for owner in named):
        return True
    hits = {hit.id: hit.score for hit in annotation.topics if hit.start < question.end and question.start < hit.end}
    return all(hits.get(owner, 0) < 1 for owner in named)


def _named_owners(persona: Persona, annotation: TurnAnnotation, question: Utterance) -> tuple[tuple[str, ...], str]:
    """Needs and facts whose words stand in the question or, for a SPIN question without any, in those before it."""
    inside = [hit for hit in annotation.topics if hit.start < question.end and question.start < hit.end]
    ids = [*(hit.id for hit in sorted(inside, key=lambda hit: -hit.score)), *question.topics]
    kinds = {fact.id: fact.kind for fact in persona.facts}
    for act, kind in ((RepAct.BUDGET_ENQUIRY, FactKind.BUDGET), (RepAct.DECISION_ENQUIRY, FactKind.DECISION)):
        if _over(annotation, question.start, question.end, act):
            ids = [*(id_ for id_, of in kinds.items() if of is kind), *ids]
    if question.spin is Spin.NONE:
        doubtful = {hit.id for hit in inside if hit.score < _LIKELY}
        ids = [id_ for id_ in ids if id_ not in doubtful]
    elif not ids:
        before = max((u for u in annotation.utterances if u.end <= question.start), key=lambda u: u.end, default=None)
        ids = [hit.id for hit in annotation.topics if before and before.start <= hit.start < before.end]
    needs = [need.id for need in persona.needs]
    known = [id_ for id_ in dict.fromkeys(ids) if id_ in kinds or id_ in needs]
    if question.spin.depth >= Spin.PROBLEM.depth and any(id_ in needs for id_ in known):
        # What goes wrong, what it leads to and what mending it is worth is told of needs, not of facts.
        known = [id_ for id_ in known if id_ in needs]
    word = next((hit.text for hit in inside if known and hit.id == known[0] and hit.score >= 1), "")
    return tuple(known), word


def _from_talk(persona: Persona, state: BuyerState, question: Utterance) -> tuple[str, ...]:
    """What a question without topic words is about: what is being talked of, else the next thing in the file."""
    needs = [need.id for need in persona.needs]
    if question.spin in (Spin.IMPLICATION, Spin.NEED_PAYOFF):
        if state.said_last and state.topic in needs:
            return (state.topic,)
        voiced = [need for need in (state.topic, *reversed(state.problems)) if need in state.problems]
        return tuple(dict.fromkeys(voiced)) or ((state.topic,) if state.topic in needs else ())
    if question.spin is Spin.PROBLEM:
        untold = [need for need in needs if need not in state.problems]
        spoken_of = [need for need in untold if f"{need}.situation" in state.disclosed]
        current = [state.topic] if state.topic in untold else []
        return tuple(dict.fromkeys([*current, *spoken_of, *untold]))[:1]
    if question.question is not QuestionKind.OPEN:
        return ()
    if question.spin is Spin.SITUATION:
        current = [state.topic] if state.topic in needs else []
        untold = [need for need in [*current, *needs] if f"{need}.situation" not in state.disclosed]
        return tuple(untold[:1])
    # "Could you say more?": only right after he said something.
    return (state.topic,) if state.topic and state.said_last else ()


def _over(annotation: TurnAnnotation, start: int, end: int, *acts: RepAct) -> bool:
    return any(act.start < end and start < act.end for act in annotation.find(*acts))


def _is_reason(scene: Scene, annotation: TurnAnnotation, pitch: Act) -> bool:
    short = units(pitch.text) < length(rules().limits.long_pitch, scene.language)
    return short and _over(annotation, pitch.start, pitch.end, *_NO_PITCH)


def _request(annotation: TurnAnnotation) -> tuple[Literal["", "vague", "loose", "dated"], Act | None]:
    """The next step that is asked for: with a time, within a week, without a time, or none."""
    options = annotation.find(RepAct.TWO_OPTION_CLOSE)
    if options:
        return "dated", options[0]
    steps = annotation.find(RepAct.NEXT_STEP)
    dated = [act for act in steps if act.detail.get("precision") != "week"]
    if dated:
        return "dated", dated[0]
    if steps:
        return "loose", steps[0]
    vague = annotation.find(RepAct.VAGUE_NEXT_STEP)
    return ("vague", vague[0]) if vague else ("", None)


def _covered(text: str, acts: tuple[Act, ...]) -> int:
    """Words under these acts, none counted twice."""
    return sum(units(text[start:end]) for start, end in _merged(acts))


def _merged(acts: tuple[Act, ...]) -> Iterator[tuple[int, int]]:
    open_start = open_end = -1
    for act in sorted(acts, key=lambda act: act.start):
        if act.start > open_end:
            if open_end > open_start:
                yield open_start, open_end
            open_start, open_end = act.start, act.end
        open_end = max(open_end, act.end)
    if open_end > open_start:
        yield open_start, open_end
