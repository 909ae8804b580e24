"""The rep cuts the buyer off or contradicts to the face.

Bad:
    B: Our data is in good order.
    R: No, that's wrong, nobody's data is.

Good:
    B: Our data is in good order.
    R: Good to hear. How do you check it, at the month's end?
"""

from __future__ import annotations

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Say, Verdict, clear, found
from roleplay.terms import RepAct


class Settings(CheckSettings):
    """Nothing to set: a transcript shows only the words."""


def judge(call: Call, settings: Settings) -> Verdict:
    """Collect blunt contradictions that follow a turn of the buyer."""
    findings = tuple(
        rep.mark("lost", Say.of("note.contradicted"), act)
        for rep in call.rep_turns
        if rep.before is not None
        for act in rep.slips(RepAct.CONTRADICTION)
    )
    if findings:
        return found(0.75, Say.of("interrupting.found", count=len(findings)), findings)
    return clear(0.8, Say.of("interrupting.clear"))
