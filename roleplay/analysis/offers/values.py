"""What two people bargain with, as values."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from roleplay.transcript import Frozen, Speaker


class Currency(StrEnum):
    """What can be given. Only prices can be added up; the others are named."""

    PRICE = "price"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    QUANTITY = "quantity"
    WARRANTY = "warranty"
    EXTRA = "extra"


#: How a price moves: to a new price, by an amount or a share (less), to a share of the list price, or up; a "rate" is a
#: share that does not say whether it comes off or is left of an increase.
Way = Literal["to", "by", "share", "rate", "keep", "up", "up_share", "named"]
Mark = Literal["", "list", "floor"]


class Move(Frozen):
    """One thing offered in a turn, before it is set against what was on the table. Offsets are code points."""

    currency: Currency
    way: Way
    value: float = Field(default=0.0, description="Whole currency units, or a share; 0 where only named.")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    conditional: bool = Field(default=False, description="Given only against something, in the same breath.")
    on_top: bool = Field(default=False, description="On top of what was given before: another, 再.")
    sure: bool = Field(default=True, description="The number says that it is money; else it only fits the table.")
    mark: Mark = Field(default="", description="Said to be the list price, or the lowest the rep may go to.")


class Offer(Frozen):
    """A move set against the table: one step in the sequence of offers of a side."""

    speaker: Speaker
    turn: int = Field(ge=0)
    move: Move
    price: float | None = Field(default=None, description="The price on offer after it, where it can be worked out.")
    change: float | None = Field(default=None, description="By how much the side's price fell (rose: below 0).")
    share: float | None = Field(default=None, description="The same as a share of the side's first price.")
    thread: int = Field(default=0, ge=0, description="Which of several prices that are talked of; 0 for the main one.")
