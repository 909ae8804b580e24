"""A concern is explored before it is answered, and answered with something that can be checked.

The first thing said is seldom the real reason. Ask what lies beneath, take the feeling seriously, then show figures, a
reference or a condition (course 4.4).

Bad:
    B: We were let down by a supplier like you.
    R: That won't happen with us, we're the best.

Good:
    B: We were let down by a supplier like you.
    R: What happened there? I'd rather know before I say anything.
    B: Parts took three weeks.
    R: Then let me show you last year's delivery record, week by week.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from roleplay.annotation import Utterance
from roleplay.scoring.buyer_words import BuyerTurn, Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored, unscored
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import QuestionKind, RepAct, Spin

_EXPLORES = (RepAct.EXPLORE_OBJECTION, RepAct.EMPATHY, RepAct.UPTAKE, RepAct.CHECK)
_ANSWERS = (
    RepAct.PROOF,
    RepAct.REFERENCE,
    RepAct.CONDITION,
    RepAct.LOWERED_STAKES,
    RepAct.CORRECTION,
    RepAct.NEXT_STEP,
)


class Settings(CheckSettings):
    """How far the rep may take to answer."""

    within: int = Field(default=3, ge=1, description="A concern may be answered in this many turns of the rep.")
    explore: float = Field(default=0.55, ge=0, le=1, description="Share earned by exploring; the rest by answering.")


@dataclass(frozen=True)
class Treated:
    """A concern and what became of it."""

    buyer: BuyerTurn
    rep: RepTurn
    explored: bool
    answered: bool


def treated(call: Call, within: int) -> tuple[Treated, ...]:
    """Every concern with what the rep did in the next turns."""
    result = []
    for rep in call.rep_turns:
        buyer = rep.before
        if buyer is None or not buyer.shows(Signal.CONCERN):
            continue
        following = call.rep_turns[rep.order : rep.order + within]
        explored = any(turn.does(*_EXPLORES) or any(_deep(q) for q in turn.questions) for turn in following)
        answered = any(turn.does(*_ANSWERS) for turn in following)
        result.append(Treated(buyer, rep, explored, answered))
    return tuple(result)


def _deep(question: Utterance) -> bool:
    """An open question, or one about trouble, explores; one for a plain fact does not."""
    return question.spin.depth > 0 and (question.question is QuestionKind.OPEN or question.spin is not Spin.SITUATION)


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each concern by whether it was explored and answered; the log's settled objections count as both."""
    concerns = treated(call, settings.within)
    if not concerns:
        return unscored(Say.of("objections.none"))
    explore, answer = settings.explore, 1 - settings.explore
    score = sum(explore * c.explored + answer * c.answered for c in concerns) / len(concerns)
    explored, answered = sum(c.explored for c in concerns), sum(c.answered for c in concerns)
    if call.state is not None and call.state.raised:
        raised = len(call.state.raised)
        explored, answered = len(call.state.explored), len(call.state.settled)
        score = 0.5 * score + 0.5 * min(1.0, (explore * explored + answer * answered) / raised)
    findings = []
    for concern in concerns[:4]:
        good = concern.explored and concern.answered
        key = "both" if good else "explored" if concern.explored else "answered" if concern.answered else "neither"
        findings.append(concern.rep.mark("earned" if good else "lost", Say.of(f"note.concern_{key}")))
    worst = next((c for c in concerns if not c.explored), None) or next((c for c in concerns if not c.answered), None)
    case = "" if worst is None else "unexplored" if not worst.explored else "unanswered"
    reason = Say.of(
        "objections.counts",
        concerns=len(concerns),
        explored=min(explored, len(concerns)),
        answered=min(answered, len(concerns)),
    )
    return scored(
        score,
        reason,
        measure=round(explored / len(concerns), 4) if explored <= len(concerns) else 1.0,
        findings=tuple(findings),
        case=case,
        said=worst.rep.mark("lost") if worst else None,
        turn=worst.rep.turn if worst else None,
    )
