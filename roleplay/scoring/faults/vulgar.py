"""Coarse or insulting words are used.

Bad:
    R: That's bloody stupid, mate.

Good:
    R: I see it differently. May I say why?
"""

from __future__ import annotations

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Say, Verdict, clear, found
from roleplay.terms import RepAct


class Settings(CheckSettings):
    """Nothing to set: the words are there, or they are not."""


def judge(call: Call, settings: Settings) -> Verdict:
    """Collect the places."""
    findings = tuple(
        rep.mark("lost", Say.of("note.vulgar"), act)
        for rep in call.rep_turns
        for act in rep.annotation.find(RepAct.VULGAR)
    )
    if findings:
        return found(0.85, Say.of("vulgar.found", count=len(findings)), findings)
    return clear(0.9, Say.of("vulgar.clear"))
