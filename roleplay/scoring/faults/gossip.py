"""Tales about other people or firms are told; the buyer wonders what will be told of this one.

Bad:
    R: Between you and me, the director of your rival drinks, everybody knows.

Good:
    R: A firm in your trade had the same question; I may name them if they agree.
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
        rep.mark("lost", Say.of("note.gossip"), act)
        for rep in call.rep_turns
        for act in rep.annotation.find(RepAct.GOSSIP)
    )
    if findings:
        return found(0.85, Say.of("gossip.found", count=len(findings)), findings)
    return clear(0.9, Say.of("gossip.clear"))
