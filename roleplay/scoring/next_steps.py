"""How concrete the next step of a call is: shared by the criterion and by the ninth taboo."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.annotation import Act
from roleplay.scoring.buyer_words import Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import QuestionKind, RepAct, Spin

# In a call of so few turns even the first may propose.
_SHORT_CALL = 3


@dataclass(frozen=True)
class NextStep:
    """What the rep proposed for after the call."""

    rep: RepTurn
    act: Act
    two_options: bool
    agreed: bool


def concrete(call: Call) -> tuple[NextStep, ...]:
    """Every action with a time that the rep proposed, in order."""
    result = []
    for rep in call.rep_turns:
        acts = [act for act in rep.acts(RepAct.NEXT_STEP, RepAct.TWO_OPTION_CLOSE) if _plausible(call, rep, act)]
        acts = acts or _day_asked(call, rep) or _won(call, rep)
        if acts:
            two = any(act.act is RepAct.TWO_OPTION_CLOSE for act in acts)
            best = max(acts, key=lambda act: (_weight(call, act), act.end - act.start, -act.start))
            result.append(NextStep(rep, best, two, _agreed(call, rep)))
    return tuple(result)


def _weight(call: Call, act: Act) -> int:
    """Which of several steps in a turn to show: one that names a day before "I'll send it today"."""
    dated = spot(act.text, call.language, "schedules", "rep") is not None
    return 2 * dated + (act.act is RepAct.NEXT_STEP)


def vague(call: Call) -> tuple[tuple[RepTurn, Act], ...]:
    """Every next step without a day: something some time, or in some week."""
    return tuple(
        (rep, act)
        for rep in call.rep_turns
        for act in rep.acts(RepAct.VAGUE_NEXT_STEP, RepAct.NEXT_STEP)
        if act.act is RepAct.VAGUE_NEXT_STEP or act.detail.get("precision") == "week"
    )


def _won(call: Call, rep: RepTurn) -> list[Act]:
    """The director's log says that this turn won an agreement, however it was put."""
    if call.state is None or call.state.agreement is None or call.state.agreement.turn != rep.turn:
        return []
    return [Act(act=RepAct.NEXT_STEP, start=0, end=len(rep.text), text=rep.text, rule="scoring.agreed")]


def _day_asked(call: Call, rep: RepTurn) -> list[Act]:
    """A closed question with a day in it that is about meeting, not about the buyer's case, is a proposal."""
    for question in rep.questions if rep.order or len(call.rep_turns) <= _SHORT_CALL else ():
        ours = question.spin is Spin.NONE or spot(question.text, call.language, "together", "rep")
        if ours and question.question is QuestionKind.CLOSED and spot(question.text, call.language, "schedules", "rep"):
            start, end = question.start, question.end
            return [Act(act=RepAct.NEXT_STEP, start=start, end=end, text=question.text, rule="scoring.day_asked")]
    return []


def _plausible(call: Call, rep: RepTurn, act: Act) -> bool:
    """Leave out what only looks like a step: a date in the first words, a bare week, a time that nobody proposed."""
    if act.act is RepAct.NEXT_STEP and act.detail.get("precision") == "week":
        return False
    if rep.order == 0 and act.act is RepAct.NEXT_STEP:
        dated = spot(act.text, call.language, "schedules", "rep") is not None
        if len(call.rep_turns) > _SHORT_CALL or not dated or rep.does(RepAct.PRICE, RepAct.BOAST):
            return False
    if not act.rule.endswith("agreed_time"):
        return True
    proposed = call.rep_turns[rep.order - 1].does(RepAct.NEXT_STEP, RepAct.TWO_OPTION_CLOSE) if rep.order else False
    return proposed or (rep.before is not None and rep.before.shows(Signal.AGREES))


def _agreed(call: Call, rep: RepTurn) -> bool:
    if call.state is not None:
        return call.state.agreement is not None and call.state.agreement.turn >= rep.turn
    if rep.after is None:
        # The rep had the last word: what counts is whether the buyer had already said yes.
        return rep.before is not None and rep.before.shows(Signal.AGREES)
    return rep.after.shows(Signal.AGREES) and not rep.after.shows(Signal.HANG_UP)
