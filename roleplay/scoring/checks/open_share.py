"""A good part of the questions invite an account instead of a word.

Open questions bring more, closed ones pin down; both have their place (course 2.34), and the link of this share with
success is weak, so the weight is low. Greetings, permission and the asking for a date are not counted.

Bad:
    R: Do you have two lines? Are they old? Do they stop often? Is that expensive?

Good:
    R: How do the lines run today? What happens when one stops? So four stops a day, is that right?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored, unscored
from roleplay.terms import QuestionKind, Spin


class Settings(CheckSettings):
    """From which share on the criterion is earned."""

    none_at: float = Field(
        default=0.15, ge=0, le=1, description="At this share of open questions, or less, it earns nothing."
    )
    full_at: float = Field(default=0.5, ge=0, le=1, description="From this share on it earns everything.")
    at_least: int = Field(default=4, ge=1, description="With fewer questions the share says nothing.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Take the share of open ones among the questions about the buyer's case."""
    # A question among words to the program opens nothing, but it was asked: leaving it out must not help the share.
    asked = [(rep, q) for rep in call.rep_turns for q in rep.questions if q.spin is not Spin.NONE]
    void = [(rep, q) for rep in call.rep_turns for q in rep.void_questions if q.spin is not Spin.NONE]
    questions = asked + void
    opened = [pair for pair in asked if pair[1].question is QuestionKind.OPEN]
    few = len(asked) < settings.at_least
    # Too few to judge drops the criterion; words to the program must not bring that about, so there it earns nothing.
    spoiled = bool(questions) and any(rep.meta for rep in call.rep_turns)
    if few and not spoiled:
        key = "open_share.few" if questions else "open_share.none"
        return unscored(Say.of(key, questions=len(questions), needed=settings.at_least))
    share = 0.0 if few else len(opened) / len(questions)
    span = max(0.01, settings.full_at - settings.none_at)
    score = (share - settings.none_at) / span
    closed = next((pair for pair in asked if pair[1].question is QuestionKind.CLOSED), None)
    low = score < 0.6 and closed is not None
    findings = [rep.mark("earned", Say.of("note.open_question"), q) for rep, q in opened[:1]]
    lost = closed[0].mark("lost", Say.of("note.closed_question"), closed[1]) if closed and low else None
    return scored(
        score, Say.of("open_share.counts", open=len(opened), questions=len(questions)), measure=round(share, 4),
        findings=(*findings, *((lost,) if lost else ())), case="closed" if low else "", said=lost,
        turn=lost.turn if lost else None,
    )  # fmt: skip
