"""Describes each gap between two words by what stands around it, so that weights can tell where an utterance ends.

A recogniser leaves out the marks, and people put several questions into one sentence. Rules propose cuts; each gap then
gets features of its neighbours, of the clauses that a pause parts, and of what the rules said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from roleplay.analysis.questions import read_question

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[$€£%]|[\u3400-\u9fff]|[^\w\s]")
_STRONG = frozenset(".?!;…。")
_EDGE = "∅"
#: Distances are counted up to this many tokens.
FAR = 40


class Token(NamedTuple):
    """A word, a Han character or a mark, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """True for what is said, False for a mark."""
        return self.text[0].isalnum()


class Gap(NamedTuple):
    """A place where an utterance may start: before the token ``before``, at the character ``at``."""

    before: int
    at: int
    strong: bool


class GapReader:
    """The tokens and gaps of one turn (folded text) and the features of each gap."""

    def __init__(self, folded: str, cues: str, proposed: frozenset[int]) -> None:
        """Cut the turn into tokens.

        Args:
            folded: The turn after ``fold``.
            cues: ``en`` or ``zh``, the language of the call.
            proposed: Where the rules let utterances start.
        """
        self.folded = folded
        self.cues = cues
        self.proposed = proposed
        self.tokens = [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(folded)]
        self._texts = [_EDGE] * 4 + [token.text for token in self.tokens] + [_EDGE] * 4
        self._unmarked = not any(token.text in _STRONG or token.text == "," for token in self.tokens)
        self._runs = self._count_runs()
        self._clauses: dict[tuple[int, int], tuple[str, str]] = {}
        self._pauses = [at for at in range(1, len(self.tokens)) if self.tokens[at].is_word and self._is_pause(at)]
        self._place = {at: place for place, at in enumerate(self._pauses)}

    def gaps(self) -> Iterator[Gap]:
        """Yield every gap before a word, in order."""
        for index in range(1, len(self.tokens)):
            if self.tokens[index].is_word:
                yield Gap(index, self.tokens[index].start, self._is_strong(index))

    def word_end_before(self, gap: Gap) -> int:
        """Return where the last word before ``gap`` ends, 0 if there is none."""
        return next((token.end for token in reversed(self.tokens[: gap.before]) if token.is_word), 0)

    def features(self, gap: Gap) -> list[str]:
        """Return what stands around ``gap``."""
        at = gap.before + 4
        l4, l3, l2, l1, r1, r2, r3, r4 = self._texts[at - 4 : at + 4]
        proposed = int(gap.at in self.proposed)
        unmarked = int(self._unmarked)
        mark = "" if self.tokens[gap.before - 1].is_word else l1
        before, after, ahead = self._runs[gap.before]
        found = [
            f"a{l1}", f"b{l2} {l1}", f"c{l3} {l2} {l1}", f"l{l4} {l3} {l2} {l1}",
            f"d{r1}", f"e{r1} {r2}", f"f{r1} {r2} {r3}", f"g{r1} {r2} {r3} {r4}",
            f"h{l1}|{r1}", f"i{l2} {l1}|{r1}", f"j{l1}|{r1} {r2}", f"k{l2} {l1}|{r1} {r2}",
            f"R{proposed}", f"u{unmarked}{mark}{proposed}", f"U{unmarked}{r1} {r2}",
            f"D{before.bit_length()}{unmarked}", f"E{after.bit_length()}", f"Q{ahead}{mark}",
        ]  # fmt: skip
        if mark:
            found += [f"m{l2}|{r1}", f"n{mark}{r1} {r2}"]
        return found + self._around_pause(gap.before)

    def _count_runs(self) -> list[tuple[int, int, str]]:
        """For each token: words since the last mark, words up to the next one (both up to FAR), and that mark."""
        before, run = [], 0
        for token in self.tokens:
            before.append(run)
            run = min(run + 1, FAR) if token.is_word else 0
        after: list[tuple[int, str]] = []
        run, mark = 0, _EDGE
        for token in reversed(self.tokens):
            run, mark = (min(run + 1, FAR), mark) if token.is_word else (0, token.text)
            after.append((run, mark))
        return [(b, *a) for b, a in zip(before, reversed(after), strict=True)]

    def _is_strong(self, index: int) -> bool:
        """Whether a mark that ends a sentence, or a line's end, stands in the gap."""
        last = index - 1
        while last >= 0 and not self.tokens[last].is_word:
            if self.tokens[last].text in _STRONG:
                return True
            last -= 1
        return "\n" in self.folded[self.tokens[last].end if last >= 0 else 0 : self.tokens[index].start]

    def _is_pause(self, index: int) -> bool:
        """Whether the speaker pauses before the token: a mark, or white space where Chinese has none."""
        left, right = self.tokens[index - 1], self.tokens[index]
        if not left.is_word:
            return True
        return self.cues == "zh" and left.end < right.start and not (left.text.isascii() and right.text.isascii())

    def _around_pause(self, index: int) -> list[str]:
        """What the rules make of the clauses on both sides of a pause."""
        place = self._place.get(index)
        if place is None:
            return ["P0"]
        first = self._pauses[place - 1] if place else 0
        last = index - 1
        while last > first and not self.tokens[last].is_word:
            last -= 1
        stop = self._pauses[place + 1] if place + 1 < len(self._pauses) else len(self.tokens)
        end = stop - 1
        while end > index and not self.tokens[end].is_word:
            end -= 1
        left, left_long = self._clause(first, last)
        right, right_long = self._clause(index, end)
        kinds = f"{left[0]}{right[0]}"
        return [
            "P1", "Psp" if self.tokens[index - 1].is_word else "Ppu",
            f"L{left[0]}", f"Lr{left[1]}", f"K{right[0]}", f"Kr{right[1]}", f"LK{kinds}", f"LKr{left[1]}{right[1]}",
            f"LKl{kinds}{left_long}{right_long}", f"Ll{left_long}", f"Rl{right_long}",
        ]  # fmt: skip

    def _clause(self, first: int, last: int) -> tuple[tuple[str, str], int]:
        start, end = self.tokens[first].start, self.tokens[last].end
        if (first, last) not in self._clauses:
            reading = read_question(self.folded[start:end], self.cues)
            self._clauses[first, last] = (reading.kind.value, reading.rule)
        return self._clauses[first, last], (end - start).bit_length()
