"""What was asked for, or offered, in return for a concession."""

from __future__ import annotations

from roleplay.analysis.normalise import fold
from roleplay.analysis.offers import words
from roleplay.terms import Language
from roleplay.transcript import Speaker

Place = tuple[int, int]


def in_return(text: str, language: Language, speaker: Speaker) -> Place | None:
    """Where a turn puts something against what is given, as offsets in ``text``; None if nowhere.

    Args:
        text: The turn.
        language: Of the call.
        speaker: The rep asks the buyer for something of worth; the buyer puts something on the table.
    """
    chinese = language.is_chinese
    folded = fold(text)
    names = ("asks_back",) if speaker is Speaker.REP else ("gives_back", "against")
    found = [m.span() for name in names if (m := words.cue(chinese, name).search(folded))]
    return min(found) if found else None
