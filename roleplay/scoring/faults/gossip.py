"""Tales about other people or firms are told; the buyer wonders what will be told of this one.

Bad:
    R: Between you and me, the director of your rival drinks, everybody knows.

Good:
    R: A firm in your trade had the same question; I may name them if they agree.
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
        rep.mark("lost", Say.of("note.gossip"), act)
        for rep in call.rep_turns
        for act in rep.annotation.find(RepAct.GOSSIP)
    )
    reason, none = Say.of("gossip.found", count=len(findings)), Say.of("gossip.clear")
    verdict = found(0.85, reason, findings) if findings else clear(0.9, none)
    return leaning(verdict, signs={"tales": min(3, len(findings))}, findings=findings, found=reason, clear=none)
