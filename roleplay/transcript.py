"""A call as it was spoken. Frozen: saying something returns a new transcript."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from roleplay.terms import CallType, Language, Personality, Role, Stance


def clean_text(text: str) -> str:
    """Return the text with what no page and no database can hold replaced, its length unchanged.

    Control characters but newline and tab become a space; a lone surrogate becomes U+FFFD.
    """
    return "".join(_clean(char) for char in text)


def _clean(char: str) -> str:
    if char in "\n\t" or " " <= char < "\x7f":
        return char
    code = ord(char)
    if code < 0xA0:
        return " "
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else char


class Frozen(BaseModel):
    """A value: never changed after it was made, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Speaker(StrEnum):
    """The two people, everywhere."""

    REP = "rep"
    BUYER = "buyer"


class Turn(Frozen):
    """Everything one speaker says before the other speaks."""

    speaker: Speaker
    text: str
    at: float | None = Field(default=None, description="Seconds from the start of the call.")


class BuyerSketch(Frozen):
    """What is known of the buyer of a call held elsewhere; any part may be missing."""

    personality: Personality | None = None
    stance: Stance | None = None
    role: Role | None = None


class Transcript(Frozen):
    """A whole call. ``language`` and ``call_type`` are set by whoever makes it: given, or inferred when read."""

    id: str
    language: Language
    call_type: CallType
    industry: str = ""
    product: str = ""
    buyer: BuyerSketch = BuyerSketch()
    turns: tuple[Turn, ...] = ()

    def say(self, speaker: Speaker, text: str, at: float | None = None) -> Self:
        """Return the call with one more turn at its end."""
        return self.model_copy(update={"turns": (*self.turns, Turn(speaker=speaker, text=text, at=at))})

    @property
    def rep_turns(self) -> tuple[int, ...]:
        """Numbers of the rep's turns, counted from 0."""
        return tuple(i for i, turn in enumerate(self.turns) if turn.speaker is Speaker.REP)
