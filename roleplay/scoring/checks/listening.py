"""What the buyer just said is taken up: a question answered, a concern met, a problem followed.

Understanding first, being understood second (course 3.12). Taking up a word of the buyer's counts as much as a set
phrase.

Bad:
    B: If a line stops, who comes out at night?
    R: We also have a very nice dashboard.

Good:
    B: If a line stops, who comes out at night?
    R: Our own engineers, within four hours. Is it the nights that worry you?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.attention import Moment, moments
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored, unscored
from roleplay.terms import RepAct


class Settings(CheckSettings):
    """How the answered moments become a score."""

    none_at: float = Field(default=0.4, ge=0, lt=1, description="If only this share was taken up, nothing is earned.")
    full_at: float = Field(default=1.0, gt=0, le=1, description="From this share on everything is earned.")
    at_least: int = Field(
        default=2,
        ge=1,
        description="With fewer questions, concerns and problems of the buyer there is nothing to judge.",
    )


def judge(call: Call, settings: Settings) -> Judgement:
    """Count the buyer's questions, concerns and problems, and how many the next turn of the rep took up."""
    all_moments = moments(call)
    if len(all_moments) < settings.at_least:
        return unscored(Say.of("listening.few", moments=len(all_moments)))
    heard = [m for m in all_moments if m.heard]
    missed = [m for m in all_moments if not m.heard]
    # With few moments one slip would weigh too much; one more, taken up, is added (rule of succession).
    share = (len(heard) + 1) / (len(all_moments) + 1)
    score = (share - settings.none_at) / max(0.01, settings.full_at - settings.none_at)
    findings = [_lost(m) for m in missed[:2]]
    for moment in heard:
        act = next(iter(moment.rep.acts(RepAct.UPTAKE, RepAct.EMPATHY, RepAct.EXPLORE_OBJECTION)), None)
        if act is not None:
            findings.append(moment.rep.mark("earned", Say.of("note.took_up"), act))
        if len(findings) > 2:
            break
    reason = Say.of("listening.all" if not missed else "listening.counts", heard=len(heard), moments=len(all_moments))
    return scored(
        score,
        reason,
        measure=round(len(heard) / len(all_moments), 4),
        findings=tuple(findings),
        case=f"missed_{missed[0].kind}" if missed else "",
        said=_lost(missed[0]) if missed else None,
        turn=missed[0].rep.turn if missed else None,
    )


def _lost(moment: Moment) -> Finding:
    return moment.rep.mark("lost", Say.of(f"note.passed_over_{moment.kind}"))
