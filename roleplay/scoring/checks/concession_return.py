"""Something is asked for each thing that is given: a condition in the same breath, or in the turn beside it.

A gift moves nobody, and the next demand is larger; whoever asks before giving turns a concession into an attack (course
3.15). Prices count, and so do terms of payment, delivery, warranty and extras.

Bad:
    R: The price is 1,200 a unit.
    B: Too much.
    R: I could do 1,150.
    B: And the training?
    R: We'll throw in the training.

Good:
    R: The price is 1,200 a unit.
    B: Too much.
    R: If you commit to two years, I could do 1,150.
    B: And the training?
    R: We'll throw in the training if you pay within fourteen days.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.conceding import concessions, mark
from roleplay.scoring.findings import CheckSettings, Judgement, Say, scored, unscored


class Settings(CheckSettings):
    """How the concessions become a score."""

    at_least: int = Field(default=1, ge=1, description="With fewer concessions there is nothing to judge.")
    near: float = Field(
        default=0.7, ge=0, le=1, description="What a concession earns for which something was asked a turn apart."
    )


def judge(call: Call, settings: Settings) -> Judgement:
    """Score each concession by what was asked for it."""
    given = concessions(call)
    if len(given) < settings.at_least:
        return unscored(Say.of("concession_return.none"))
    worth = {"exchanged": 1.0, "near": settings.near, "free": 0.0}
    free = [c for c in given if c.against == "free"]
    kept = [c for c in given if c.against != "free"]
    findings = [
        mark(call, c.offer, "lost", Say.of("note.gift", what=(Say.of(f"currency.{c.currency.value}"),)))
        for c in free[:3]
    ]
    for concession in kept[:3]:
        place = concession.asked or mark(call, concession.offer, "earned")
        what = (Say.of(f"currency.{concession.currency.value}"),)
        findings.append(place.model_copy(update={"note": Say.of("note.exchanged", what=what)}))
    said = findings[0] if free else None
    return scored(
        sum(worth[c.against] for c in given) / len(given),
        Say.of("concession_return.counts", given=len(given), kept=len(kept), free=len(free)),
        measure=round(len(kept) / len(given), 4),
        findings=tuple(findings),
        case="free" if free else "",
        said=said,
        turn=said.turn if said else None,
    )
