"""The rep talks and talks: a turn that is a speech, or nearly all the words of the call.

Bad:
    R: (a turn of two hundred words about the firm and its products)

Good:
    R: In one sentence: we take the changeover from fifty minutes to twenty. Which shift would feel that most?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Lengths, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.manner import length
from roleplay.scoring.measures import talk_share
from roleplay.terms import RepAct

# Fewer words (in English measure) are no speech, whatever else the call is like.
_A_SPEECH = 40


class Settings(VerdictSettings):
    """What is too long."""

    turn: Lengths = Field(
        default=Lengths(en=90, zh=140),
        description="A turn with so many words of statement is a speech, if it presents.",
    )
    any_turn: Lengths = Field(
        default=Lengths(en=130, zh=200), description="A turn of so many words is one, whatever it says."
    )
    share: float = Field(default=0.82, gt=0, le=1, description="More than this share of all words is too much.")
    at_least: int = Field(default=4, ge=1, description="The share is looked at from so many turns of the rep on.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Look for speeches, then at the share."""
    findings = []
    for rep in call.rep_turns:
        presents = bool(rep.slips(RepAct.PITCH, RepAct.BOAST, RepAct.SMALL_TALK))
        long = presents and rep.statement_words >= settings.turn.of(call.language)
        if long or rep.annotation.words >= settings.any_turn.of(call.language):
            findings.append(rep.mark("lost", Say.of("note.speech", words=rep.annotation.words)))
    verdict = _judge(call, settings, tuple(findings))
    if not call.rep_turns:
        return verdict
    longest = max(call.rep_turns, key=lambda rep: (rep.statement_words, -rep.turn))
    words = length(longest.statement_words, call.language)
    presents = bool(longest.slips(RepAct.PITCH, RepAct.BOAST, RepAct.SMALL_TALK))
    speech = longest.mark("lost", Say.of("note.speech", words=longest.annotation.words))
    shown = verdict.findings or ((speech,) if words >= _A_SPEECH else ())
    signs = {
        "longest": min(3.0, words / 40),
        "long_turns": min(3, sum(length(t.statement_words, call.language) >= _A_SPEECH for t in call.rep_turns)) / 2,
        "presents": float(presents),
        "share": talk_share(call) or 0.0,
    }
    reason = verdict.reason if verdict.found else Say.of("monologue.found", count=max(1, len(shown)))
    return leaning(verdict, signs=signs, findings=shown, found=reason, clear=Say.of("monologue.clear"))


def _judge(call: Call, settings: Settings, findings: tuple[Finding, ...]) -> Verdict:
    if findings:
        return found(0.85, Say.of("monologue.found", count=len(findings)), findings)
    share = talk_share(call)
    if share is not None and share > settings.share and len(call.rep_turns) >= settings.at_least and call.buyer_turns:
        longest = max(call.rep_turns, key=lambda rep: (rep.annotation.words, -rep.turn))
        return found(0.7, Say.of("monologue.share", percent=round(share * 100)), (longest.mark("lost"),))
    return clear(0.9, Say.of("monologue.clear"))
