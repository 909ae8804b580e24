"""The rep says next to nothing, and the buyer has to carry the talk.

Bad:
    B: So what is it you do?
    R: Software.
    B: And?
    R: Yes.

Good:
    B: So what is it you do?
    R: We plan the night shift for bottlers. May I ask how you plan it today?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import Lengths, Say, Verdict, VerdictSettings, clear, found
from roleplay.scoring.measures import talk_share


class Settings(VerdictSettings):
    """What is too little."""

    share: float = Field(default=0.15, ge=0, le=1, description="Less than this share of all words is too little.")
    scant: Lengths = Field(default=Lengths(en=3, zh=4), description="A turn of so many words or fewer is scant.")
    scant_share: float = Field(default=0.5, ge=0, le=1, description="At least this share of the turns must be scant.")
    scant_turns: int = Field(default=3, ge=1, description="And at least so many.")
    at_least: int = Field(default=3, ge=1, description="Looked at from so many turns of the rep on.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Look at the share and at the scant turns without a question."""
    turns = call.rep_turns
    if len(turns) < settings.at_least:
        return clear(0.5, Say.of("too_silent.clear"))
    scant = [t for t in turns if t.annotation.words <= settings.scant.of(call.language) and not t.questions]
    share = talk_share(call)
    if share is not None and share < settings.share:
        return found(
            0.8, Say.of("too_silent.share", percent=round(share * 100)), tuple(t.mark("lost") for t in scant[:3])
        )
    if len(scant) >= settings.scant_turns and len(scant) >= settings.scant_share * len(turns):
        return found(0.75, Say.of("too_silent.found", count=len(scant)), tuple(t.mark("lost") for t in scant[:3]))
    return clear(0.85, Say.of("too_silent.clear"))
