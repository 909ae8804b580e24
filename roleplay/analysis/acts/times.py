"""Points in time that a sentence names: Tuesday at ten, 下周二上午, within two days; and the vague ones."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from roleplay.analysis.acts.rules import compile_cues
from roleplay.data import load_toml


class Moment(NamedTuple):
    """A time in a text. ``kind`` is "day", "clock", "half" (half-day), "span" (within…), "week" or "vague"."""

    start: int
    end: int
    kinds: frozenset[str]

    @property
    def concrete(self) -> bool:
        """True for a day, an hour, a half-day or a term; a week alone or "some time" is not."""
        return not self.kinds <= {"week", "vague"}


_KINDS = ("day", "clock", "half", "span", "week", "vague")


@cache
def _patterns(chinese: bool) -> dict[str, re.Pattern[str]]:
    table: dict[str, list[str]] = load_toml("roleplay.analysis", "cues/times.toml")["zh" if chinese else "en"]
    return {kind: compile_cues(cues, chinese) for kind, cues in table.items()}


def moments(text: str, chinese: bool) -> list[Moment]:
    """Return the times in folded ``text`` in order. Parts that belong together (周二 + 上午 + 十点) are one moment."""
    patterns = _patterns(chinese)
    hits = sorted((m.start(), -m.end(), kind) for kind in _KINDS for m in patterns[kind].finditer(text))
    found: list[Moment] = []
    for start, minus_end, kind in hits:
        end = -minus_end
        if found and (start < found[-1].end or _joined(text[found[-1].end : start], found[-1], kind, chinese)):
            last = found[-1]
            kinds = last.kinds if start < last.end and end <= last.end else last.kinds | {kind}
            found[-1] = Moment(last.start, max(last.end, end), kinds)
        else:
            found.append(Moment(start, end, frozenset({kind})))
    return found


def _joined(between: str, last: Moment, kind: str, chinese: bool) -> bool:
    """Whether two hits are one time: a day with its hour, never two days."""
    if kind in last.kinds or "vague" in last.kinds or kind == "vague":
        return False
    if kind == "day" and "week" not in last.kinds and chinese:
        return False
    pattern = (
        r"[\s的,]{0,2}"
        if chinese
        else r"(?:[\s,]{0,2}(?:at|about|around|the|on|in the|before|after|by|of)?[\s,]{0,2}){1,2}"
    )
    return re.fullmatch(pattern, between) is not None


def speaks_of_past(text: str, chinese: bool) -> bool:
    """True if a word says that the sentence is about the past or about what is usual."""
    return _patterns(chinese)["past"].search(text) is not None
