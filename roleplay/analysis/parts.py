"""Finds where a rep goes on in somebody else's part: what he makes the buyer say was not said by the buyer."""

from __future__ import annotations

import re
from functools import cache

from roleplay.analysis.normalise import fold
from roleplay.data import load_toml

_SENTENCE_BEGINS = r"[.!?。;\n\"'\])}】…]\s*"
_LABEL = r"[\[(【*]*(?:{names})[\])】*]*\s*:"


@cache
def _pattern() -> re.Pattern[str]:
    names = {part: "|".join(cues) for part, cues in load_toml("roleplay.analysis", "cues/parts.toml").items()}
    buyer, either = (_LABEL.format(names=n) for n in (names["buyer"], f"{names['buyer']}|{names['rep']}"))
    return re.compile(rf"^\s*(?P<opening>{buyer})|{_SENTENCE_BEGINS}(?P<within>{either})")


def own_part(text: str) -> int:
    """Return up to which code point the rep's turn is the rep's own; its length where no other part is played."""
    match = _pattern().search(fold(text))
    return len(text) if match is None else match.start(match.lastgroup or 0)
