"""What is on the table while a call is read, and how a move changes it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from roleplay.analysis.offers.bargaining import Bargaining
from roleplay.analysis.offers.figures import SIZES, Talk, nearest
from roleplay.analysis.offers.values import Currency, Move, Offer
from roleplay.terms import Language
from roleplay.transcript import Speaker

#: Who raises a price by more talks of another price.
_LARGEST_RISE = 1.12
#: Two prices that differ by less are the same one said again.
_SAME = 1e-6


@dataclass
class Thread:
    """One price that is talked of."""

    number: int
    first: float | None = None
    rep: float | None = None
    buyer: float | None = None
    given: float = 0.0  # by differences since the last price that was named
    share: float = 0.0  # off the first price, by percentages
    sure: bool = True
    rise: float | None = None  # the increase that is haggled over, as a share
    moved: int = 0
    said: list[float] = field(default_factory=list)  # the rep's prices so far

    @property
    def prices(self) -> list[float]:
        """The prices named, the rep's last first."""
        return [p for p in (self.rep, self.buyer, self.first) if p is not None]


@dataclass
class Table:
    """What is on the table while a call is read."""

    language: Language
    known: float | None
    threads: list[Thread] = field(default_factory=list)
    percent: bool = False
    heard: tuple[float, ...] = ()
    offers: list[Offer] = field(default_factory=list)
    list_price: float | None = None
    floor: float | None = None

    def talk(self) -> Talk:
        """What a turn is read by."""
        prices = [p for t in self.threads for p in t.prices]
        if not prices and self.known:
            prices = [self.known]
        return Talk(tuple(dict.fromkeys(prices)), self.percent, self.heard)

    def touch(self, thread: Thread) -> None:
        """Make a thread the one that was spoken of last."""
        self.threads.remove(thread)
        self.threads.insert(0, thread)

    def new(self) -> Thread:
        """Begin a price that was not talked of before."""
        thread = Thread(len(self.threads))
        self.threads.insert(0, thread)
        return thread

    def thread_at(self, value: float) -> Thread | None:
        """The thread whose price ``value`` could follow."""
        near = [(t, p) for t in self.threads for p in t.prices if nearest(value, (p,)) is not None]
        return min(near, key=lambda pair: abs(math.log(value / pair[1])))[0] if near else None


def place(table: Table, speaker: Speaker, turn: int, move: Move) -> None:
    """Set a move against the table and add it to the sequence, unless it only says again what stands."""
    if move.currency is not Currency.PRICE:
        table.offers.append(Offer(speaker=speaker, turn=turn, move=move))
        return
    if move.mark == "list":
        table.list_price = table.list_price or move.value
    if move.mark == "floor" and speaker is Speaker.REP:
        table.floor = move.value
        return  # says how far the rep may go; nothing is offered yet
    thread = _thread_for(table, speaker, move)
    if thread is None:
        return
    table.touch(thread)
    if speaker is Speaker.REP:
        _rep_moves(table, thread, turn, move)
    else:
        _buyer_moves(table, thread, turn, move)


def _thread_for(table: Table, speaker: Speaker, move: Move) -> Thread | None:
    """The price that a move is about, a new one of the rep's where it fits none; None where there is nothing to say."""
    if move.way != "to" and table.threads:
        return table.threads[0]
    thread = None
    if move.way == "to":
        thread = table.thread_at(move.value) or (_sized(table, move.value) if move.sure else None)
        if thread is not None and speaker is Speaker.REP and _leaps(thread, move.value):
            thread = None
        thread = thread or next((t for t in table.threads if t.rep is None and t.given), None)
    if thread is None and (speaker is Speaker.REP or not table.threads):
        thread = table.new()
        thread.sure = move.sure
        if move.way != "to":
            thread.first = thread.rep = table.known
    return thread


def _leaps(thread: Thread, value: float) -> bool:
    """So far above the rep's last price that another one is meant."""
    return thread.rep is not None and value > max(thread.rep, thread.first or 0.0) * _LARGEST_RISE


def _sized(table: Table, value: float) -> Thread | None:
    """A thread whose prices were named without their size, if ``value`` tells it: 三百五十八, then 三百五十万."""
    for thread in table.threads:
        for size in SIZES:
            if not thread.sure and nearest(value, [price * size for price in thread.prices]) is not None:
                thread.rep, thread.first = thread.rep and thread.rep * size, thread.first and thread.first * size
                thread.buyer = thread.buyer and thread.buyer * size
                table.offers = [_times(o, size) if o.thread == thread.number else o for o in table.offers]
                return thread
    return None


def _times(offer: Offer, size: float) -> Offer:
    price = None if offer.price is None else offer.price * size
    change = None if offer.change is None else offer.change * size
    return offer.model_copy(update={"price": price, "change": change})


def _rep_moves(table: Table, thread: Thread, turn: int, move: Move) -> None:
    before = thread.rep
    if move.way == "to":
        moved, share = _to_price(thread, move), None
    elif move.way in ("by", "up"):
        moved, share = _by_amount(thread, move), None
    elif thread.rise is not None and move.way != "keep":
        moved, share = _off_the_rise(thread, move)
    elif move.way == "up_share" and before is None and not thread.share:
        thread.rise = move.value
        moved, share = True, None
    else:
        moved, share = _by_share(thread, move)
    if not moved:
        return
    change = None if before is None or thread.rep is None else before - thread.rep
    if before is None and move.way in ("by", "up"):
        change = move.value if move.way == "by" else -move.value
    if change is not None and thread.first:
        share = change / thread.first
    if thread.rise is None or move.way != "up_share":
        thread.moved += change is not None or share is not None
    values = {"price": _round(thread.rep), "change": _round(change), "share": _round(share)}
    table.offers.append(Offer(speaker=Speaker.REP, turn=turn, move=move, thread=thread.number, **values))


def _to_price(thread: Thread, move: Move) -> bool:
    """A new price; False where it is the one that stands."""
    if thread.rep is not None and abs(thread.rep - move.value) < _SAME * max(1.0, thread.rep):
        return False
    if thread.rep is not None and move.value > thread.rep and move.value in thread.said:
        return False  # names an earlier price once more, to compare
    thread.said.append(move.value)
    if thread.rep is None and thread.given and move.mark == "list":
        thread.first, thread.rep = move.value, move.value - thread.given
        return True
    thread.first = thread.first or move.value + thread.given
    thread.rep, thread.given = move.value, 0.0
    return True


def _by_amount(thread: Thread, move: Move) -> bool:
    """So much less, or more; False where a total is only said again."""
    step = _step(move, thread.given)
    if step is None:
        return False
    step = step if move.way == "by" else -step
    thread.given += step
    thread.rep = None if thread.rep is None else thread.rep - step
    return True


def _off_the_rise(thread: Thread, move: Move) -> tuple[bool, float | None]:
    """What is left of an increase; "I could drop one and a half of it" takes from it."""
    rise = thread.rise or 0.0
    left = rise - move.value if move.way == "share" else move.value
    if left < 0 or abs(left - rise) < _SAME:
        return False, None
    thread.rise = left
    return True, rise - left


def _by_share(thread: Thread, move: Move) -> tuple[bool, float | None]:
    """So many percent less (of the first price), or what is left of it."""
    level = 1 - move.value if move.way == "keep" else move.value
    step = _step(move.model_copy(update={"value": level}), thread.share)
    if move.way == "rate" and not move.on_top and thread.share:
        step = level - thread.share  # a lower one replaces what was offered before
    if step is None or abs(step) < _SAME:
        return False, None
    step = -step if move.way == "up_share" else step
    thread.share += step
    if thread.first is not None and thread.rep is not None:
        thread.rep -= step * thread.first
    return True, step


def _step(move: Move, given: float) -> float | None:
    """How much is given now; None where a total is only said again. ``given`` was given before in the same way."""
    if move.on_top or given <= 0 or move.value < given - _SAME:
        return move.value
    return move.value - given if move.value > given + _SAME else None


def _buyer_moves(table: Table, thread: Thread, turn: int, move: Move) -> None:
    base = thread.rep if thread.rep is not None else thread.first
    price = move.value if move.way == "to" else None
    if base is not None and move.way == "by":
        price = base - move.value
    elif thread.first is not None and move.way in ("share", "rate"):
        price = thread.first * (1 - move.value)
    if move.way in ("up", "up_share", "keep"):
        return
    if price is not None and thread.rep is not None and price >= thread.rep - _SAME and move.way == "to":
        return  # only says the rep's own price
    change = None if price is None or thread.buyer is None else thread.buyer - price
    thread.buyer = price if price is not None else thread.buyer
    share = move.value if move.way in ("share", "rate") else None
    values = {"price": _round(price), "change": _round(change), "share": _round(share)}
    table.offers.append(Offer(speaker=Speaker.BUYER, turn=turn, move=move, thread=thread.number, **values))


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def settled(table: Table) -> Bargaining:
    """What was read, with the threads numbered so that the one most bargained over is 0."""
    count = Counter(o.thread for o in table.offers if o.move.currency is Currency.PRICE)
    moved = {t.number: t.moved for t in table.threads}
    order = sorted(count, key=lambda number: (-moved.get(number, 0), -count[number], number))
    rank = {number: place for place, number in enumerate(order)}
    offers = tuple(
        o.model_copy(update={"thread": rank[o.thread]}) if o.move.currency is Currency.PRICE else o
        for o in table.offers
    )
    return Bargaining(offers=offers, list_price=table.list_price, floor=table.floor)
