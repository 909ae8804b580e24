"""Checks a reply while it streams and lets out only what has been checked.

A little is always held back: the word that is not finished, a number that may go on, in Chinese the last few
characters. So a figure or a name that must not be said is never shown; a longer fault (a promise, a sales
phrase) is found once its last word is there.
"""

from __future__ import annotations

import re

from roleplay.analysis.normalise import fold
from roleplay.buyer.guard.licence import Licence, cues
from roleplay.buyer.guard.rules import AT_THE_END, ON_THE_WAY

_HELD_ZH = 3  # characters: enough to see what a number counts and whether 总 is a title
_NUMBER_TAIL_ZH = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿点半几多来余第周星期礼拜.,%]+$")
_OPENING, _CLOSING = "\"“「『'‘", "\"”」』'’"
_ENDS = ".!?。！？…"
_THINKING = re.compile(r"\s*<think(?:ing)?>")


class Rejected(Exception):  # noqa: N818 - named as the other errors here are
    """A rule turned the reply down. ``rule`` is its id."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


class GuardedStream:
    """One reply on its way through the guard. Feed it pieces; what it returns may be shown."""

    def __init__(self, licence: Licence) -> None:
        self.licence = licence
        self._raw = ""
        self._shown = 0
        # The first words come at once, then a few at a time: every look costs time, and a page shows no more of them.
        self._step = 4 if licence.language.is_chinese else 14

    @property
    def shown(self) -> bool:
        """True once something of the reply has been let out."""
        return self._shown > 0

    def feed(self, piece: str) -> str:
        """Take a piece; return what may be shown now, possibly nothing.

        Raises:
            Rejected: a rule found a fault in what would be shown.
        """
        self._raw += piece
        text = self._spoken()
        cut = self._cut(text)
        if cut <= self._shown or (self._shown and cut - self._shown < self._step and text[cut - 1] not in _ENDS):
            return ""
        self._check(text, cut)
        ready, self._shown = text[self._shown : cut], cut
        return ready

    def finish(self) -> tuple[str, str]:
        """The reply is complete: return what is left to show, and the whole.

        Raises:
            Rejected: a rule found a fault, or nothing is left to say.
        """
        text = self._spoken().rstrip()
        if self._quoted and text.endswith(tuple(_CLOSING)) and len(text) - 1 >= self._shown:
            text = text[:-1].rstrip()
        if not text:
            raise Rejected("empty")
        self._check(text, len(text))
        folded = fold(text)
        for rule, finds in AT_THE_END.items():
            if finds(text, folded, self.licence) is not None:
                raise Rejected(rule)
        return text[self._shown :], text

    @property
    def _quoted(self) -> bool:
        return self._raw.lstrip()[:1] in _OPENING and bool(self._raw.strip())

    def _spoken(self) -> str:
        """The words so far: what a model thinks aloud in tags, an opening quote and line breaks are not spoken."""
        raw = self._raw
        if "<think>".startswith(raw.lstrip()[:7]) or _THINKING.match(raw):
            end = re.search(r"</think(?:ing)?>", raw)
            if not end:
                return ""
            raw = raw[end.end() :]
        text = raw.lstrip()
        if text[:1] and text[0] in _OPENING:
            text = text[1:].lstrip()
        return re.sub(r"\s*\n\s*", "" if self.licence.language.is_chinese else " ", text)

    def _check(self, text: str, cut: int) -> None:
        folded = fold(text)
        for rule, finds in ON_THE_WAY.items():
            place = finds(text, folded, self.licence)
            if place is not None and place < cut:
                raise Rejected(rule)

    def _cut(self, text: str) -> int:
        """How far the text may be shown: up to the last whole word, and not into a number that may go on."""
        if self.licence.language.is_chinese:
            head = re.sub(r"[A-Za-z0-9.%'’-]+$", "", text)
            head = head[: min(len(head), max(0, len(text) - _HELD_ZH))]
            return len(_NUMBER_TAIL_ZH.sub("", head).rstrip())
        words = list(re.finditer(r"\S+(?=\s)", text))
        numberish = set(cues(self.licence.language)["number_words"])
        while words and _is_number(words[-1].group(), numberish):
            words.pop()
        return words[-1].end() if words else 0


def _is_number(word: str, numberish: set[str]) -> bool:
    plain = fold(word)
    if plain[-1] in ".!?;:…" and not plain[0].isdigit() and plain.rstrip(".!?;:…") not in ("a", "of"):
        return False
    return any(char.isdigit() for char in plain) or all(part in numberish for part in plain.strip(",").split("-"))
