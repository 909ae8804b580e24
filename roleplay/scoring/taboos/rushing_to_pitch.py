"""Product, features or company are presented at length before anything of the buyer's case was asked for and heard.

Whoever presents first can only guess what matters (course 2.38, no. 2). One sentence of benefit is an opening, and a
buyer who asks what you do may be told.

Bad:
    R: Good morning. We are the region's fastest growing supplier of labelling machines, forty thousand are running,
       with camera check, touch screen, remote service and two years' warranty, and our rollers need no tools.
    B: Who is this?

Good:
    R: Good morning. We take the changeover off labelling lines. Before I say more: how do you label today?
"""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.data import load_toml
from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Lengths, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.manner import length
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import CallType, Language, RepAct

_PRESENTS = (RepAct.PITCH, RepAct.BOAST)
# In such a call the first meeting is long past.
_LATER = (CallType.NEGOTIATION, CallType.OBJECTION_HANDLING)
# The first turns of the rep are early, whatever was heard.
_OPENING = 2
_LISTED = re.compile(r"[,，、]|\band\b|还有|的跟|以及")


class Settings(VerdictSettings):
    """How long a presentation must be."""

    pitch: Lengths = Field(default=Lengths(en=40, zh=60), description="So many words of presenting are at length.")
    ours: int = Field(default=4, ge=1, description="So many times we and our make a long turn a presentation.")
    turn: Lengths = Field(
        default=Lengths(en=60, zh=100), description="So is a turn of so many words with pitching in it."
    )


def judge(call: Call, settings: Settings) -> Verdict:
    """Look at the rep's turns up to the first answer about the buyer's case."""
    verdict = _by_length(call, settings)
    early = [rep for rep in call.rep_turns if rep.turn <= call.heard_at or rep.order < _OPENING]
    if not early:
        return verdict
    own = _own_firm(call.language)
    longest = max(early, key=lambda rep: (max(rep.pitch_words, _telling(call, rep)), -rep.turn))
    words = max(longest.pitch_words, longest.statement_words)
    pitched = longest.slips(*_PRESENTS)
    finding = longest.mark("lost", Say.of("note.pitch_first", words=words), pitched[0] if pitched else None)
    shows = bool(pitched) or bool(own.search(fold(longest.text)))
    return leaning(
        verdict,
        signs={
            "told_early": min(2.0, length(longest.statement_words, call.language) / 40),
            "pitched_early": min(2.0, length(longest.pitch_words, call.language) / 40),
            "own_firm": min(4, len(own.findall(fold(longest.text)))) / 2,
            "listed": min(6, len(_LISTED.findall(longest.text))) / 3,
            "unasked": float(longest.turn < call.heard_at and not longest.questions),
            "was_asked": float(_was_asked(call, longest)),
            "later_call": float(call.type in _LATER),
            "boasted": float(any(rep.slips(RepAct.BOAST) for rep in early)),
        },
        findings=verdict.findings or ((finding,) if shows else ()),
        found=Say.of("rushing_to_pitch.found", words=words),
        clear=Say.of("rushing_to_pitch.clear") if verdict.found else verdict.reason,
    )


def _telling(call: Call, rep: RepTurn) -> int:
    return rep.statement_words if _own_firm(call.language).search(fold(rep.text)) else 0


def _by_length(call: Call, settings: Settings) -> Verdict:
    for rep in call.rep_turns:
        if rep.turn > call.heard_at:
            break
        if not (bool(rep.slips(*_PRESENTS)) or _speaks_of_itself(call, rep, settings)):
            continue
        long_pitch = rep.pitch_words >= settings.pitch.of(call.language)
        long_turn = rep.statement_words >= settings.turn.of(call.language)
        if not (long_pitch or long_turn):
            continue
        if _was_asked(call, rep):
            return clear(0.8, Say.of("rushing_to_pitch.asked"))
        act = rep.slips(*_PRESENTS)
        start, end = (act[0].start, max(a.end for a in act)) if act else (0, len(rep.text))
        words = max(rep.pitch_words, rep.statement_words)
        finding = rep.mark("lost", Say.of("note.pitch_first", words=words))
        finding = finding.model_copy(update={"start": start, "end": rep.cut(start, end)})
        both = long_pitch and long_turn
        return found(0.9 if both else 0.7, Say.of("rushing_to_pitch.found", words=words), (finding,))
    return clear(0.9, Say.of("rushing_to_pitch.clear"))


@cache
def _own_firm(language: Language) -> re.Pattern[str]:
    name = "zh" if language.is_chinese else "en"
    return re.compile(load_toml("roleplay.scoring", f"cues/{name}.toml")["firm"]["ours"])


def _speaks_of_itself(call: Call, rep: RepTurn, settings: Settings) -> bool:
    """A long turn without a question in which the own firm comes up again and again presents, whatever its words."""
    if rep.questions or rep.statement_words < settings.turn.of(call.language):
        return False
    return len(_own_firm(call.language).findall(fold(rep.text))) >= settings.ours


def _was_asked(call: Call, rep: RepTurn) -> bool:
    return any(buyer.shows(Signal.ASKS_OFFER) for buyer in call.buyer_before(rep.turn, 1)) and rep.order > 0
