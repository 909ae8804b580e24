"""A need or a problem that the buyer never voiced is stated as a fact, and built on without checking.

It may even be right; the buyer still did not say it, and resists (course 2.38, no. 3). A guess that is checked, a
courtesy ("you must be busy") or the buyer's own words said back are none.

Bad:
    R: I know you're losing money on every changeover, so our kit pays for itself.

Good:
    R: Other bottlers tell me changeovers cost them most. Is that so here, or is it something else?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.annotation import Act
from roleplay.scoring.buyer_words import Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.overlap import gathered, terms
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct


class Settings(VerdictSettings):
    """When words count as the buyer's own."""

    own_words: float = Field(
        default=0.6, gt=0, le=1, description="Share of the content that the buyer had said before."
    )


def judge(call: Call, settings: Settings) -> Verdict:
    """Look at each assumption: voiced before, checked at once, or mere courtesy?"""
    findings: list[Finding] = []
    for rep in call.rep_turns:
        for act in rep.slips(RepAct.ASSUMPTION):
            if _courtesy(call, act) or _checked(call, rep, act) or _voiced(call, rep, act, settings.own_words):
                continue
            findings.append(rep.mark("lost", Say.of("note.assumed"), act))
            break
    reason, none = Say.of("assuming_needs.found", count=len(findings)), Say.of("assuming_needs.clear")
    denied = [finding for finding in findings if _denied(call, finding)]
    verdict = clear(0.85, none)
    if findings:
        verdict = found(0.85 if len(findings) > 1 or _denied(call, findings[0]) else 0.75, reason, tuple(findings))
    signs = {"assumed": min(3.0, len(findings)), "denied": float(bool(denied))}
    return leaning(verdict, signs=signs, findings=tuple(findings), found=reason, clear=none)


def _courtesy(call: Call, act: Act) -> bool:
    return spot(act.text, call.language, "courtesy", "rep") is not None


def _checked(call: Call, rep: RepTurn, act: Act) -> bool:
    """A check counts in the same sentence or the next one."""
    reach = [u for u in rep.annotation.utterances if u.end > act.start][:2]
    end = reach[-1].end if reach else act.end
    inside = rep.text[act.start : max(end, act.end)]
    checks = any(check.start < max(end, act.end) and check.end > act.start for check in rep.acts(RepAct.CHECK))
    return checks or spot(inside, call.language, "checks", "rep") is not None


def _voiced(call: Call, rep: RepTurn, act: Act, own_words: float) -> bool:
    own = terms(act.text, call.language) - call.about_offer()
    if not own:
        return False
    said = gathered((buyer.text for buyer in call.buyer_before(rep.turn)), call.language)
    return len(own & said) / len(own) >= own_words


def _denied(call: Call, finding: Finding) -> bool:
    answer = next((buyer for buyer in call.buyer_turns if buyer.turn > finding.turn), None)
    return answer is not None and answer.shows(Signal.UNHEARD, Signal.CONCERN)
