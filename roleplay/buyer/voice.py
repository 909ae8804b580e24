"""The protocol that every voice keeps: a cue goes in, the buyer's words come out piece by piece.

The director has decided what the buyer does; a voice only words it. It is handed what it may know and nothing else.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from pydantic import Field

from roleplay.buyer.scene import Scene
from roleplay.buyer_log import LogEntry
from roleplay.transcript import Frozen, Turn


class Cue(Frozen):
    """What a voice gets for one reply."""

    scene: Scene
    entry: LogEntry = Field(description="The director's step: the acts to word, and the mood.")
    recent: tuple[Turn, ...] = Field(default=(), description="The last turns, at most 8; the last is the rep's.")
    spoken: tuple[str, ...] = Field(default=(), description="All earlier turns of the buyer.")
    used_lines: tuple[str, ...] = Field(default=(), description="Ids of the written lines used in this call so far.")

    @property
    def rep_said(self) -> str:
        """The rep's words that are answered; empty where the buyer speaks first."""
        return self.recent[-1].text if self.recent else ""


class Piece(Frozen):
    """Text to append to the running reply."""

    text: str


class Restart(Frozen):
    """What was shown of this reply is void; the reply begins anew."""


class Spoken(Frozen):
    """The whole reply, as it is kept with the call."""

    text: str
    voice: str = Field(description="'embedded' or the model's name.")
    lines: tuple[str, ...] = Field(default=(), description="Ids of the written lines used, wrappers included.")
    events: tuple[str, ...] = Field(
        default=(), description="What went wrong on the way: 'guard:<rule>', 'fault:<kind>'."
    )


class Voice(Protocol):
    """Words what the buyer does."""

    @property
    def name(self) -> str:
        """'embedded', or the model's name."""
        ...

    def speak(self, cue: Cue) -> AsyncIterator[Piece | Restart | Spoken]:
        """Give the reply: pieces, restarts, and last exactly one ``Spoken``.

        The pieces since the last restart are the whole text of the ``Spoken``.
        """
        ...
