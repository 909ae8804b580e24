"""The rep cuts the buyer off or contradicts to the face.

Bad:
    B: Our data is in good order.
    R: No, that's wrong, nobody's data is.

Good:
    B: Our data is in good order.
    R: Good to hear. How do you check it, at the month's end?
"""

from __future__ import annotations

from roleplay.scoring.buyer_words import spot
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.manner import unrelated
from roleplay.terms import RepAct


class Settings(VerdictSettings):
    """Nothing to set: a transcript shows only the words."""


def judge(call: Call, settings: Settings) -> Verdict:
    """Collect blunt contradictions that follow a turn of the buyer."""
    findings = tuple(
        rep.mark("lost", Say.of("note.contradicted"), act)
        for rep in call.rep_turns
        if rep.before is not None
        for act in rep.slips(RepAct.CONTRADICTION)
    )
    reason, none = Say.of("interrupting.found", count=len(findings)), Say.of("interrupting.clear")
    verdict = found(0.75, reason, findings) if findings else clear(0.8, none)
    cut = _cut_off(call, {finding.turn for finding in findings})
    shown = tuple(sorted((*findings, *cut), key=lambda finding: finding.turn))
    signs = {"contradictions": min(3, len(findings)), "cut_off": min(3, len(cut))}
    told = reason if findings else Say.of("interrupting.cut_off", count=len(cut))
    return leaning(verdict, signs=signs, findings=shown, found=told, clear=none)


def _cut_off(call: Call, counted: set[int]) -> tuple[Finding, ...]:
    """Turns that begin while the buyer's sentence was not at its end, and go on about something else."""
    return tuple(
        rep.mark("lost", Say.of("note.cut_off"))
        for rep in call.rep_turns
        if rep.turn not in counted
        and rep.before is not None
        and spot(rep.before.text, call.language, "unfinished", "rep") is not None
        and unrelated(call, rep, rep.before)
    )
