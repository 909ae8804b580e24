"""The buyer has room to talk, and no turn of the rep is a speech.

Bad:
    R: (four minutes on the firm's history, its machines, its service and its awards)
    B: Right.

Good:
    R: What happens on nights?
    B: It runs over. Then the trucks wait, and the warehouse rings me at six.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Lengths, Say, scored, unscored
from roleplay.scoring.measures import least_share, talk_share


class Settings(CheckSettings):
    """The shares and lengths that are all right."""

    low: float = Field(default=0.25, ge=0, le=1, description="Below this share of all words the rep says too little.")
    high: float = Field(default=0.6, ge=0, le=1, description="Above this share the rep says too much.")
    longest: Lengths = Field(default=Lengths(en=100, zh=160), description="A longer turn costs points.")
    at_least: int = Field(default=4, ge=1, description="With fewer turns of the rep the share says nothing.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Take the rep's share of all words, and the longest turn."""
    share = talk_share(call)
    if share is None or len(call.rep_turns) < settings.at_least or not call.buyer_turns:
        return unscored(Say.of("talk_share.short", turns=len(call.rep_turns)))
    longest = max(call.rep_turns, key=lambda rep: (rep.annotation.words, -rep.turn))
    over = max(0.0, share - settings.high) / max(0.01, 0.9 - settings.high)
    under = max(0.0, settings.low - (least_share(call) or 0.0)) / max(0.01, settings.low)
    score = 1 - min(1.0, over + under)
    speech = longest.annotation.words > settings.longest.of(call.language)
    if speech:
        score *= 0.6
    case = "speech" if speech or over else "silent" if under else ""
    said = longest.mark("lost", Say.of("note.longest", words=longest.annotation.words)) if speech else None
    return scored(
        score,
        Say.of("talk_share.counts", percent=round(share * 100), words=longest.annotation.words),
        measure=round(share, 4),
        findings=(said,) if said else (),
        case=case,
        said=said,
        turn=longest.turn if case == "speech" else None,
    )
