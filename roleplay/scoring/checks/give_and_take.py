"""What is given is given against something: a condition, a question, or a step smaller than the one asked.

A bare yes teaches the buyer to ask for more; "yes, if…" keeps the talk fair (course 3.11, 3.15).

Bad:
    B: I want ninety days.
    R: Ninety days, no problem.
    B: And free delivery.
    R: Fine.

Good:
    B: I want ninety days.
    R: If you take two hundred tonnes a quarter, I can go to seventy-five.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored, unscored
from roleplay.scoring.giving import givings


class Settings(CheckSettings):
    """How the demands become a score."""

    at_least: int = Field(default=1, ge=1, description="With fewer demands there is nothing to judge.")
    asked_back: float = Field(default=0.8, ge=0, le=1, description="What answering a demand with a question earns.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each demand by how the rep answered it."""
    answers = givings(call)
    if len(answers) < settings.at_least:
        return unscored(Say.of("give_and_take.none"))
    worth = {"condition": 1.0, "held": 0.9, "asked": settings.asked_back, "given": 0.0}
    score = sum(worth[a.how] for a in answers) / len(answers)
    given = [a for a in answers if a.how == "given"]
    kept = [a for a in answers if a.how in ("condition", "held")]
    findings = [a.rep.mark("lost", Say.of("note.given_away"), a.act) for a in given[:3]]
    findings += [a.rep.mark("earned", Say.of(f"note.answered_by_{a.how}"), a.act) for a in kept[:2]]
    said = findings[0] if given else None
    return scored(
        score, Say.of("give_and_take.counts", demands=len(answers), given=len(given)),
        measure=round(1 - len(given) / len(answers), 4), findings=tuple(findings), case="gave" if given else "",
        said=said, turn=said.turn if said else None,
    )  # fmt: skip
