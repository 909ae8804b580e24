"""Guesses what type of call a transcript is, where its file does not say it."""

from __future__ import annotations

from roleplay.data import load_toml
from roleplay.terms import CallType
from roleplay.transcript import Turn

# A first phone call is short; one that goes on longer has become a conversation about needs.
_SHORT = 26
_OPENING = 5
_BARGAINING_TURNS, _BARGAINING_SHARE = 6, 0.2


def guess_call_type(turns: tuple[Turn, ...]) -> CallType:
    """Return the type by a rule that is simple on purpose.

    1. Price or terms come up in at least six turns and in a fifth of all: ``negotiation``.
    2. At most 26 turns, and one of the first five sounds like strangers on the phone: ``cold_call``.
    3. Anything else: ``discovery_visit``. ``objection_handling`` is never guessed.

    The words are in ``text/call_types.toml``.
    """
    from roleplay.analysis.normalise import fold

    said = [fold(turn.text) for turn in turns]
    bargaining = sum(_mentions(text, "bargaining") for text in said)
    if bargaining >= _BARGAINING_TURNS and bargaining >= _BARGAINING_SHARE * len(said):
        return CallType.NEGOTIATION
    if 0 < len(said) <= _SHORT and any(_mentions(text, "phone") for text in said[:_OPENING]):
        return CallType.COLD_CALL
    return CallType.DISCOVERY_VISIT


def _mentions(text: str, group: str) -> bool:
    cues = load_toml("roleplay.content", "text/call_types.toml")[group]
    return any(cue in text for language in ("en", "zh") for cue in cues[language])
