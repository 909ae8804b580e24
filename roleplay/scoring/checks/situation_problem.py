"""The rep asks how things are, and soon after that what goes wrong.

A few situation questions show interest; many of them tire the buyer, who has to explain what could be read up. Problem
questions are what starts a need (course 2.35).

Bad:
    R: How many lines? How many shifts? How many people? Which year were they bought?
    B: Two. Three. Sixty. I'd have to look.

Good:
    R: Could you walk me through how the two lines run today?
    B: Three shifts, four changeovers a day.
    R: And where does it tend to go wrong?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored
from roleplay.scoring.questions import Asked, asked
from roleplay.terms import Spin


class Settings(CheckSettings):
    """How many questions of each kind do."""

    situation: int = Field(default=2, ge=1, description="So many situation questions are enough.")
    problem: int = Field(default=2, ge=1, description="So many problem questions are enough.")
    too_many: int = Field(default=9, ge=1, description="More situation questions than this cost points.")
    share: float = Field(default=0.4, ge=0, le=1, description="Part of the score that situation questions make up.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Count the questions of both kinds that the buyer answered."""
    questions = asked(call)
    situation = [q for q in questions if q.spin is Spin.SITUATION]
    # Who asks what a problem leads to has asked about the problem as well.
    problem = [q for q in questions if q.spin is Spin.PROBLEM]
    deeper = [q for q in questions if q.spin.depth > Spin.PROBLEM.depth and call.problem_before(q.rep.turn)]
    reached = min(settings.problem, len(problem) + (len(deeper) + 1) // 2)
    score = settings.share * min(1.0, len(situation) / settings.situation)
    score += (1 - settings.share) * reached / settings.problem
    excess = len(situation) - settings.too_many
    if excess > 0:
        score -= 0.05 * excess
    case = ""
    if len(problem) + len(deeper) < settings.problem:
        case = "no_problem" if not problem else "few_problem"
    elif len(situation) < settings.situation:
        case = "no_situation"
    findings = [_note(q, "note.problem_question") for q in problem[:2]] + [
        _note(q, "note.situation_question") for q in situation[:1]
    ]
    lost = situation[-1] if case in ("no_problem", "few_problem") and situation else None
    return scored(
        score, Say.of("situation_problem.counts", situation=len(situation), problem=len(problem)),
        measure=round(float(len(problem)), 4), findings=tuple(findings), case=case,
        said=lost.rep.mark("lost", None, lost.utterance) if lost else None,
        turn=lost.rep.turn if lost else (call.rep_turns[min(1, len(call.rep_turns) - 1)].turn if case else None),
    )  # fmt: skip


def _note(question: Asked, key: str) -> Finding:
    return question.rep.mark("earned", Say.of(key), question.utterance)
