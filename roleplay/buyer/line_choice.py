"""Chooses written lines: fitting, never twice in a call, and the same for the same call.

A line is taken at most once a call, and no sentence that the buyer has said is chosen again. Among the lines
that are left a seeded digest picks, so that two calls differ and one call can be played again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

from roleplay.buyer.line_keys import slots_of
from roleplay.buyer.wording import bare, sentences, units, upper_start
from roleplay.buyer_log import Mood
from roleplay.persona import Line, LineBook, Wrapper
from roleplay.terms import CallType, Personality
from roleplay.transcript import Frozen

_TOO_LONG = 0.6  # how far a line beyond the room left is put back in the draw, on a scale of 1
_OWN_PERSONALITY = 0.25  # how far a line written for this personality is put forward
_OWN_MOOD = 0.1
_OWN_CALL = 0.2
_LONG = 7  # letters or Han characters from which a sentence is known again inside a longer one


def chance(*key: object) -> float:
    """A number in [0, 1) that depends on nothing but the key."""
    digest = hashlib.blake2b("|".join(map(str, key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


class Situation(Frozen):
    """What a line must fit."""

    mood: Mood
    personality: Personality
    call: CallType
    seed: int
    turn: int


class LineShelf:
    """The lines of one language, at hand by their key."""

    def __init__(self, book: LineBook) -> None:
        self.language = book.language
        self.wrappers = book.wrappers
        self._by_act: dict[str, list[Line]] = {}
        for line in book.lines:
            self._by_act.setdefault(line.act, []).append(line)

    def lines(self, key: str) -> list[Line]:
        """All lines of a key, in the order of the file."""
        return self._by_act.get(key, [])


class LineChoice:
    """The choice for one reply. What it hands out counts as used from then on."""

    def __init__(self, shelf: LineShelf, at: Situation, used: Iterable[str], spoken: Iterable[str]) -> None:
        self._shelf = shelf
        self._at = at
        self.used: list[str] = []
        self._gone = set(used)
        self._said: set[str] = set()
        self._flow = ""
        for turn in spoken:
            self.hear(turn)

    def was_said(self, sentence: str, *, alone: bool = False) -> bool:
        """True if the buyer has said this sentence in this call.

        A long one is known again inside another sentence too, unless ``alone``.
        """
        plain = bare(sentence)
        return plain in self._said or (not alone and len(plain) >= _LONG and plain in self._flow)

    def line(
        self,
        keys: tuple[str, ...],
        slots: dict[str, str],
        *,
        prefer: Literal["", "topic", "when"] = "",
        room: int = 99,
        asks: bool = True,
    ) -> tuple[str, bool]:
        """An unused line of the first key that has one, slots filled, and whether it is this personality's own.

        With ``fact`` among the slots only lines that hold {fact} serve, without it only others. ``prefer`` takes lines
        with that slot before others; {topic} and {when} are used only when preferred. ``room`` is the length left, in
        units. ``asks`` false: no line that ends in a question.

        Returns:
            ("", False) where nothing fits that has not been said.
        """
        own = tuple(key for key in keys if key.partition(".")[0] == keys[0].partition(".")[0])
        other = tuple(key for key in keys if key not in own)
        for group, moods in ((own, 1), (own, 2), (other, 1), (other, 2), (own, 3)):
            for key in group:
                fitting = self._fitting(key, slots, prefer, moods)
                chosen = self._best(
                    (line for line in fitting if asks or line.text[-1] not in "?？"), slots, prefer, room
                )
                if chosen:
                    return self._take(chosen, slots), chosen.personality is not None
        return "", False

    def wrapper(self, place: Literal["before", "after"], room: int) -> str:
        """An opener or closer of this personality's sound that has not been used, or '' if none is left that fits."""
        left = [
            w
            for w in self._shelf.wrappers
            if w.place == place
            and w.id not in self._gone
            and w.mood in (self._at.mood, "any")
            and w.personality in (self._at.personality, None)
            and units(w.text) <= room
            and not self._repeats(w.text)
        ]
        if not left:
            return ""
        chosen = min(left, key=self._draw)
        self.mark(chosen.id, chosen.text)
        return chosen.text

    def mark(self, line_id: str, text: str) -> None:
        """Count something as used and said."""
        self._gone.add(line_id)
        self.used.append(line_id)
        self.hear(text)

    def hear(self, text: str) -> None:
        """Count the sentences of a text as said."""
        self._said.update(bare(sentence) for sentence in sentences(text))
        self._flow += "|" + bare(text)

    def is_used(self, line_id: str) -> bool:
        """True if something with this id was said in this call."""
        return line_id in self._gone

    def _fitting(self, key: str, slots: dict[str, str], prefer: str, moods: int) -> Iterator[Line]:
        for line in self._shelf.lines(key):
            held = slots_of(line.text)
            if ("fact" in held) != ("fact" in slots) or not held <= slots.keys():
                continue
            if any(slot in held and slot != prefer for slot in ("topic", "when")):
                continue
            mood_fits = line.mood in (self._at.mood, "any") or (moods >= 2 and line.mood == "neutral") or moods == 3
            if mood_fits and line.personality in (self._at.personality, None) and line.call in (self._at.call, None):
                yield line

    def _best(self, lines: Iterable[Line], slots: dict[str, str], prefer: str, room: int) -> Line | None:
        left = [line for line in lines if line.id not in self._gone and not self._repeats(fill(line.text, slots))]
        if prefer:
            left = [line for line in left if prefer in slots_of(line.text)] or left
        fact = units(slots.get("fact", ""))
        return min(
            left, key=lambda line: self._draw(line) + _TOO_LONG * (units(line.text) - 1 + fact > room), default=None
        )

    def _draw(self, line: Line | Wrapper) -> float:
        draw = chance(self._at.seed, self._at.turn, line.id)
        draw -= _OWN_PERSONALITY * (line.personality is not None) + _OWN_MOOD * (line.mood != "any")
        return draw - _OWN_CALL * (isinstance(line, Line) and line.call is not None)

    def _take(self, line: Line, slots: dict[str, str]) -> str:
        text = fill(line.text, slots)
        self.mark(line.id, text)
        return text

    def _repeats(self, text: str) -> bool:
        return any(self.was_said(sentence) for sentence in sentences(text) if bare(sentence))


def fill(text: str, slots: dict[str, str]) -> str:
    """The line with its slots filled; a value at the start of a sentence gets a capital."""
    for slot, value in slots.items():
        mark = "{" + slot + "}"
        while mark in text:
            before, _, after = text.partition(mark)
            starts = not before.strip() or before.rstrip()[-1] in ".?!…"
            text = before + (upper_start(value) if starts else value) + after
    return text
