"""Reads small dialogues as trainers write them: one line a turn, ``R:`` for the rep, ``B:`` for the buyer."""

from __future__ import annotations

import re

from roleplay.errors import InputError
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Transcript, Turn

_LINE = re.compile(r"^\s*([RB])\s*[:：]\s*(.*)$")
_WHO = {"R": Speaker.REP, "B": Speaker.BUYER}


def read_dialogue(text: str, *, language: Language, call_type: CallType, id: str = "example") -> Transcript:
    """Make a call of a dialogue. A line without ``R:`` or ``B:`` goes on with the turn before it.

    Raises:
        InputError: the first line names nobody, or there is no line at all.
    """
    turns: list[Turn] = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        match = _LINE.match(line)
        if match:
            turns.append(Turn(speaker=_WHO[match[1]], text=match[2].strip()))
        elif turns and line.strip():
            joint = "" if language.is_chinese else " "
            turns[-1] = turns[-1].model_copy(update={"text": turns[-1].text + joint + line.strip()})
        elif line.strip():
            raise InputError(f"line {number}: nobody says {line.strip()[:30]!r} — begin it with R: (rep) or B: (buyer)")
    if not turns:
        raise InputError("the dialogue is empty — write lines that begin with R: (rep) or B: (buyer)")
    return Transcript(id=id, language=language, call_type=call_type, turns=tuple(turns))
