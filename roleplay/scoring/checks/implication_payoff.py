"""On a problem the buyer has voiced, the rep asks what it leads to and what solving it would be worth.

These two kinds of questions are what separates good calls from average ones. They count only after the buyer has
voiced a problem: asked before, they are cue words, not listening (course 2.35).

Bad:
    B: On nights the changeover runs over.
    R: We can fix that with our quick-change kit.

Good:
    B: On nights the changeover runs over.
    R: When nights run over, what happens to the morning deliveries?
    B: We miss the window and pay a penalty.
    R: If it took twenty minutes, what would that change for you?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored
from roleplay.scoring.questions import Asked, deepening
from roleplay.terms import Spin


class Settings(CheckSettings):
    """How many questions of each kind do."""

    implication: int = Field(default=2, ge=1, description="So many implication questions are enough.")
    payoff: int = Field(default=1, ge=1, description="So many need-payoff questions are enough.")
    payoff_share: float = Field(
        default=0.4, ge=0, le=1, description="Part of the score that need-payoff questions make up."
    )


def judge(call: Call, settings: Settings) -> Judgement:
    """Count the deepening questions on voiced problems, and where the buyer named an effect or a gain."""
    questions = deepening(call)
    implication = [q for q in questions if q.spin is Spin.IMPLICATION]
    payoff = [q for q in questions if q.spin is Spin.NEED_PAYOFF]
    score = (1 - settings.payoff_share) * min(1.0, len(implication) / settings.implication)
    score += settings.payoff_share * min(1.0, len(payoff) / settings.payoff)
    findings = [_earned(q) for q in (*implication[:2], *payoff[:1])]
    problem = call.first_problem
    if problem is None:
        reason = Say.of("implication_payoff.no_problem")
        asked_for = [rep for rep in call.rep_turns if any(q.spin is Spin.PROBLEM for q in rep.questions)]
        case = "problem_withheld" if asked_for else "no_problem"
        return scored(0.0, reason, measure=0, case=case, turn=(asked_for or call.rep_turns[:2])[-1].turn)
    reason = Say.of("implication_payoff.counts", implication=len(implication), payoff=len(payoff))
    case = "no_implication" if not implication else "no_payoff" if len(payoff) < settings.payoff else ""
    if not case and len(implication) < settings.implication:
        case = "few_implication"
    # The turn after the problem was voiced is where the question was missing.
    after = next((rep for rep in call.rep_turns if rep.turn > problem.turn), None)
    at = after if case in ("no_implication", "few_implication") else (questions[-1].rep if questions else after)
    said = after.mark("lost", Say.of("note.problem_left")) if after and case == "no_implication" else None
    if said is not None:
        findings.append(said)
    return scored(
        score, reason, measure=float(len(questions)), findings=tuple(findings), case=case, said=said,
        turn=at.turn if case and at else None,
    )  # fmt: skip


def _earned(question: Asked) -> Finding:
    key = "note.implication_question"
    if question.spin is Spin.NEED_PAYOFF:
        key = "note.payoff_named" if question.answer.shows(Signal.BENEFIT) else "note.payoff_question"
    elif question.answer.shows(Signal.EFFECT):
        key = "note.effect_named"
    return question.rep.mark("earned", Say.of(key), question.utterance)
