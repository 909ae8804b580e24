"""The offers of both sides of a call, in the order they were made."""

from __future__ import annotations

from pydantic import Field

from roleplay.analysis.offers.values import Currency, Offer
from roleplay.transcript import Frozen, Speaker

#: A step is more than this, in currency units or as a share.
_NOTHING = 1e-6


class Step(Frozen):
    """What the rep gave on the price in one turn: one or more offers taken together."""

    turn: int
    offers: tuple[Offer, ...]
    change: float | None
    share: float | None


class Bargaining(Frozen):
    """The offers of both sides in the order they were made."""

    offers: tuple[Offer, ...] = ()
    list_price: float | None = Field(default=None, description="The list price that was named, if one was.")
    floor: float | None = Field(default=None, description="The lowest price that the rep named as such, if any.")

    def of(self, speaker: Speaker) -> tuple[Offer, ...]:
        """The offers of one side on the price that is bargained over."""
        return tuple(
            o for o in self.offers if o.speaker is speaker and o.move.currency is Currency.PRICE and o.thread == 0
        )

    def named(self, speaker: Speaker) -> tuple[Offer, ...]:
        """Where a side named another currency."""
        return tuple(o for o in self.offers if o.speaker is speaker and o.move.currency is not Currency.PRICE)

    @property
    def first(self) -> float | None:
        """The rep's first price."""
        return next((o.price + max(0.0, o.change or 0.0) for o in self.of(Speaker.REP) if o.price is not None), None)

    @property
    def last(self) -> float | None:
        """The rep's last price."""
        return next((o.price for o in reversed(self.of(Speaker.REP)) if o.price is not None), None)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What the rep gave on the price, one step a turn, in order."""
        turns: dict[int, list[Offer]] = {}
        for offer in self.of(Speaker.REP):
            if offer.change is not None or offer.share is not None:
                turns.setdefault(offer.turn, []).append(offer)
        steps = []
        for turn, offers in turns.items():
            change = _sum([o.change for o in offers])
            share = _sum([o.share for o in offers])
            if (change if change is not None else share or 0.0) > _NOTHING:
                steps.append(Step(turn=turn, offers=tuple(offers), change=change, share=share))
        return tuple(steps)


def _sum(parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return round(sum(known), 6) if known and len(known) == len(parts) else None
