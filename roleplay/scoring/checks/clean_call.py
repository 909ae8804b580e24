"""None of the classic mistakes was made.

The ten taboos and the speech faults are listed apart, with their quotes; here they cost points, each once. Those that
another criterion of the same rubric already measures are left out by the setting.

Bad:
    R: You surely need a new system. Ours costs four thousand, and with ten per cent off today even less.

Good:
    R: What made you agree to see me today?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored
from roleplay.terms import Taboo


class Settings(CheckSettings):
    """What a mistake costs."""

    taboo: float = Field(default=0.34, ge=0, le=1, description="What each taboo takes from the criterion.")
    fault: float = Field(default=0.15, ge=0, le=1, description="What each speech fault takes.")
    without: tuple[Taboo, ...] = Field(default=(), description="Taboos that another criterion already measures.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Take the found ones off, weighed by how sure each verdict is."""
    bad = [(taboo, v) for taboo, v in call.taboos if v.found and taboo not in settings.without]
    slips = [(fault, v) for fault, v in call.faults if v.found]
    score = (
        1 - sum(settings.taboo * v.confidence for _, v in bad) - sum(settings.fault * v.confidence for _, v in slips)
    )
    names = tuple(Say.of(f"taboo.{t.value}") for t, _ in bad) + tuple(Say.of(f"fault.{f.value}") for f, _ in slips)
    findings = [v.findings[0].model_copy(update={"note": names[i]}) for i, (_, v) in enumerate(bad) if v.findings]
    reason = Say.of("clean_call.some" if names else "clean_call.none", found=names, count=len(names))
    return scored(score, reason, measure=float(len(names)), findings=tuple(findings[:3]))
