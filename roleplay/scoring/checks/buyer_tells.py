"""The talk is about the buyer: the buyer tells more than a word at a time, and the own firm stays in the background.

Who is asked well tells in whole sentences; who is talked at answers with a word. It is the plainest sign in a
transcript that questions reach something (course 2.29, 2.31).

Bad:
    R: We have nine branches, our engineers are on the road day and night, and our parts come from our own store.
    B: Okay.

Good:
    R: What happens on nights?
    B: It runs over. Then the trucks wait, and the warehouse rings me at six.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored, unscored
from roleplay.scoring.manner import length, own_firm
from roleplay.scoring.questions import told_words

# A reading that earned this much needs no advice.
_ENOUGH = 0.6


class Settings(CheckSettings):
    """From where to where each reading earns. Lengths are in English words; 1.5 Han characters count as one."""

    told_none: float = Field(default=3, ge=0, description="With so many words a turn the buyer tells nothing.")
    told_full: float = Field(default=12, gt=0, description="With so many words a turn the buyer tells enough.")
    own_full: float = Field(default=0.1, ge=0, description="Up to so many mentions of the own firm a turn of the rep.")
    own_none: float = Field(default=1.0, gt=0, description="With so many nothing is earned for it.")
    told_share: float = Field(
        default=0.6, ge=0, le=1, description="Part of the score that the buyer's telling makes up."
    )
    at_least: int = Field(default=5, ge=1, description="With fewer turns of the rep there is nothing to judge.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Take how much the buyer tells in a turn on average, and how often the rep speaks of the own firm."""
    turns, answers = call.rep_turns, [rep.after for rep in call.rep_turns if rep.after is not None]
    if len(turns) < settings.at_least or len(answers) < settings.at_least - 1:
        return unscored(Say.of("buyer_tells.short", turns=len(turns)))
    told = length(sum(told_words(answer) for answer in answers), call.language) / len(answers)
    mentions = {rep.turn: own_firm(rep.text, call.language) for rep in turns}
    own = sum(mentions.values()) / len(turns)
    told_part = _rise(told, settings.told_none, settings.told_full)
    own_part = 1 - _rise(own, settings.own_full, settings.own_none)
    score = settings.told_share * told_part + (1 - settings.told_share) * own_part
    most = max(turns, key=lambda rep: (mentions[rep.turn], -rep.turn))
    fullest = max(answers, key=lambda answer: (answer.words, -answer.turn))
    findings = [
        Finding(turn=fullest.turn, start=0, end=len(fullest.text), effect="earned", note=Say.of("note.told_much"))
    ]
    case = ""
    if min(told_part, own_part) < _ENOUGH:
        # Talk of the own firm is why a buyer answers with a word.
        case = "own_firm" if own_part < _ENOUGH else "dry"
    if case == "own_firm":
        findings.append(most.mark("lost", Say.of("note.own_firm", count=mentions[most.turn])))
    words = round(sum(answer.words for answer in answers) / len(answers))
    return scored(
        score,
        Say.of("buyer_tells.counts", words=words, mentions=sum(mentions.values())),
        measure=round(told, 2),
        findings=tuple(findings),
        case=case,
        said=findings[-1] if case == "own_firm" else None,
        turn=most.turn if case == "own_firm" else None,
    )


def _rise(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / max(0.01, high - low)))
