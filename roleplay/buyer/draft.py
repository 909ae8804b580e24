"""The buyer's answer while it is being decided, and seeded choice."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from roleplay.buyer.movements import Noticed
from roleplay.buyer.reading import Reading
from roleplay.buyer.responses import Response
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerAct, BuyerActKind, BuyerState


@dataclass(slots=True)
class Draft:
    """What is known and decided so far in one step. It lives for that step only; what comes out of it is frozen."""

    scene: Scene
    reading: Reading
    response: Response
    noticed: tuple[Noticed, ...]
    before: BuyerState
    state: BuyerState
    acts: list[BuyerAct] = field(default_factory=list)

    def do(self, kind: BuyerActKind, item: str | None = None, **slots: str) -> None:
        """Add an act."""
        self.acts.append(BuyerAct(kind=kind, item=item, slots={k: v for k, v in slots.items() if v}))

    def note(self, **changes: object) -> None:
        """Change the state."""
        self.state = self.state.model_copy(update=changes)

    def did(self, *kinds: BuyerActKind) -> bool:
        """True if any of these was decided."""
        return any(act.kind in kinds for act in self.acts)

    def hear(self, *what: str) -> None:
        """Remember what the rep did, or what was done about it."""
        self.note(heard=(*self.state.heard, *what))

    def chance(self, *key: object) -> float:
        """A number from 0 to below 1 that depends on the seed, the turn and the key, and on nothing else."""
        text = ":".join(str(part) for part in (self.scene.seed, self.state.steps, *key))
        return zlib.crc32(text.encode()) / 2**32


def seeded(scene: Scene, *key: object) -> float:
    """A number from 0 to below 1 that is the same for the whole call."""
    return zlib.crc32(":".join(str(part) for part in (scene.seed, *key)).encode()) / 2**32
