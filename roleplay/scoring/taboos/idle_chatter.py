"""Small talk goes on past the opening, leads nowhere, and the buyer does not want it.

A courteous, specific word at the start is welcome (course 2.31); two more rounds of football are not (2.38, no. 8).

Bad:
    R: Did you see the match on Saturday?
    B: I don't follow it. Is this about something?
    R: That penalty, though! And the weather, my word.

Good:
    R: Good morning, that's a fine view you have here. Shall we start with the night shift?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.analysis import count_words
from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Lengths, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.manner import length
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct, Spin


class Settings(VerdictSettings):
    """How much chat is too much."""

    courteous: int = Field(
        default=1, ge=0, description="In this many first turns of the rep a short word of courtesy is free."
    )
    short: Lengths = Field(default=Lengths(en=20, zh=30), description="Up to this length it is a short word.")
    turns: int = Field(default=2, ge=1, description="So many turns of chat are found without a sign of impatience.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Collect the turns of chat past the opening, and whether the buyer tired of it."""
    findings: list[Finding] = []
    impatient = False
    for rep in call.rep_turns:
        if not rep.chat:
            continue
        short = _chat_words(rep) <= settings.short.of(call.language)
        if (rep.order < settings.courteous and short) or _invited(rep) or (short and _bridges(rep)):
            continue
        start, end = max(rep.chat, key=lambda span: (span[1] - span[0], -span[0]))
        findings.append(Finding(turn=rep.turn, start=start, end=end, effect="lost", note=Say.of("note.chat")))
        impatient = impatient or (rep.after is not None and rep.after.shows(Signal.IMPATIENCE, Signal.UNHEARD))
    reason = Say.of("idle_chatter.impatient" if impatient else "idle_chatter.found", count=len(findings))
    none = Say.of("idle_chatter.clear")
    if impatient or len(findings) >= settings.turns:
        verdict = found(0.9 if impatient and len(findings) > 1 else 0.75, reason, tuple(findings))
    else:
        verdict = clear(0.9 if not findings else 0.65, none)
    turns = {finding.turn for finding in findings}
    words = sum(length(_chat_words(rep), call.language) for rep in call.rep_turns if rep.turn in turns)
    signs = {
        "turns": min(3.0, len(findings)),
        "words": min(3.0, words / 30),
        "impatient": float(impatient),
        "own_stories": min(3.0, sum(len(rep.annotation.find(RepAct.SMALL_TALK)) for rep in call.rep_turns) / 2),
    }
    return leaning(verdict, signs=signs, findings=tuple(findings), found=reason, clear=none)


def _chat_words(rep: RepTurn) -> int:
    """Words of chat: of the whole turn, where it does nothing else."""
    if _bridges(rep) or rep.does(RepAct.REASON_FOR_MEETING, RepAct.REFERRAL, RepAct.BUDGET_ENQUIRY):
        return sum(count_words(rep.text[start:end]) for start, end in rep.chat)
    return rep.annotation.words


def _invited(rep: RepTurn) -> bool:
    """The buyer talks of it first, so a word in answer is courtesy."""
    return rep.before is not None and rep.before.shows(Signal.SMALL_TALK) and not rep.before.shows(Signal.IMPATIENCE)


def _bridges(rep: RepTurn) -> bool:
    """The same turn comes to the matter."""
    return any(q.spin is not Spin.NONE for q in rep.questions) or rep.does(RepAct.NEXT_STEP, RepAct.TWO_OPTION_CLOSE)
