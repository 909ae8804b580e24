"""The rep praises the own firm, product or person without anything that shows it.

Bad:
    R: We're simply the best in the region, number one, everybody says so.

Good:
    R: In your trade we serve three firms; two of them would talk to you.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.terms import RepAct


class Settings(VerdictSettings):
    """What takes the boast away."""

    proof_clears: bool = Field(
        default=True, description="Figures or a document in the same turn turn a boast into a claim."
    )


def judge(call: Call, settings: Settings) -> Verdict:
    """Collect the boasts without proof."""
    findings = tuple(
        rep.mark("lost", Say.of("note.boast"), act)
        for rep in call.rep_turns
        if not (settings.proof_clears and rep.does(RepAct.PROOF))
        for act in rep.slips(RepAct.BOAST)
    )
    reason, none = Say.of("boasting.found", count=len(findings)), Say.of("boasting.clear")
    verdict = found(0.8 if len(findings) > 1 else 0.7, reason, findings) if findings else clear(0.85, none)
    return leaning(verdict, signs={"boasts": min(3, len(findings))}, findings=findings, found=reason, clear=none)
