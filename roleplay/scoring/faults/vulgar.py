"""Coarse or insulting words are used.

Bad:
    R: That's bloody stupid, mate.

Good:
    R: I see it differently. May I say why?
"""

from __future__ import annotations

from roleplay.scoring.call import Call
from roleplay.scoring.findings import Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.terms import RepAct


class Settings(VerdictSettings):
    """Nothing to set: the words are there, or they are not."""


def judge(call: Call, settings: Settings) -> Verdict:
    """Collect the places."""
    findings = tuple(
        rep.mark("lost", Say.of("note.vulgar"), act)
        for rep in call.rep_turns
        for act in rep.annotation.find(RepAct.VULGAR)
    )
    reason, none = Say.of("vulgar.found", count=len(findings)), Say.of("vulgar.clear")
    verdict = found(0.85, reason, findings) if findings else clear(0.9, none)
    plain = sum(
        act.rule.endswith("vulgar.words") for rep in call.rep_turns for act in rep.annotation.find(RepAct.VULGAR)
    )
    signs = {"remarks": min(3, len(findings)), "plainly_coarse": float(plain > 0)}
    return leaning(verdict, signs=signs, findings=findings, found=reason, clear=none)
