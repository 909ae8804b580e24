"""What each turn of the buyer does: from the director's log where there is one, else from his words alone.

The log is ground truth: which fact was said, which objection raised, whether the buyer agreed. A transcript from
elsewhere has only words; there the cue lists ``cues/*.toml`` say what they show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from roleplay.analysis import count_words
from roleplay.analysis.normalise import fold
from roleplay.buyer_log import BuyerActKind, LogEntry
from roleplay.data import load_toml
from roleplay.persona import Persona
from roleplay.terms import FactKind, Language


class Signal(StrEnum):
    """Something a buyer's turn shows. The values name the cue lists."""

    ASKS_PRICE = "asks_price"
    TALKS_PRICE = "talks_price"
    ASKS_OFFER = "asks_offer"
    QUESTION = "question"
    COURTESY_QUESTION = "courtesy_question"
    CONCERN = "concern"
    UNHEARD = "unheard"
    NOT_MINE = "not_mine"
    IMPATIENCE = "impatience"
    HANG_UP = "hang_up"
    REFUSAL = "refusal"
    AGREES = "agrees"
    DEMAND = "demand"
    PROBLEM = "problem"
    EFFECT = "effect"
    BENEFIT = "benefit"
    BUDGET = "budget"
    DECIDES_SELF = "decides_self"
    DECIDES_OTHER = "decides_other"
    GATEKEEPER = "gatekeeper"
    SUPPLIER = "supplier"
    TIMETABLE = "timetable"
    PROCESS = "process"
    DEFLECTS = "deflects"
    SMALL_TALK = "small_talk"


Span = tuple[int, int]
Cues = dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]


@cache
def cues(language: Language, group: str) -> Cues:
    """Compile the cue lists of a group (``signals`` or ``rep``) for a language."""
    data = load_toml("roleplay.scoring", f"cues/{'zh' if language.is_chinese else 'en'}.toml")[group]
    return {
        name: (re.compile("|".join(entry["any"])), re.compile("|".join(entry["not"])) if entry.get("not") else None)
        for name, entry in data.items()
    }


def spot(text: str, language: Language, name: str, group: str = "signals") -> Span | None:
    """Find where a cue list matches first in ``text``, outside what its ``not`` list covers; None if nowhere."""
    pattern, negative = cues(language, group)[name]
    folded = fold(text)
    barred = [match.span() for match in negative.finditer(folded)] if negative else []
    for match in pattern.finditer(folded):
        start, end = match.span()
        if end > start and not any(start < e and s < end for s, e in barred):
            return start, end
    return None


@dataclass(frozen=True)
class BuyerTurn:
    """One turn of the buyer, read."""

    turn: int
    text: str
    words: int
    signals: dict[Signal, Span]
    entry: LogEntry | None = None

    def shows(self, *signals: Signal) -> bool:
        """True if the turn shows any of these."""
        return any(signal in self.signals for signal in signals)

    @property
    def asks(self) -> bool:
        """A question that waits for an answer, not one of courtesy."""
        return self.shows(Signal.QUESTION, Signal.ASKS_PRICE, Signal.ASKS_OFFER) and not self.shows(
            Signal.COURTESY_QUESTION
        )


_FROM_ACT: dict[BuyerActKind, tuple[Signal, ...]] = {
    BuyerActKind.OBJECT: (Signal.CONCERN,),
    BuyerActKind.REPEAT_OBJECTION: (Signal.CONCERN,),
    BuyerActKind.DEMAND: (Signal.DEMAND,),
    BuyerActKind.RAISE_DEMAND: (Signal.DEMAND,),
    BuyerActKind.ASK_PRICE: (Signal.ASKS_PRICE, Signal.QUESTION),
    BuyerActKind.ASK_PROOF: (Signal.QUESTION,),
    BuyerActKind.SCREEN: (Signal.ASKS_OFFER, Signal.QUESTION),
    BuyerActKind.COMPLAIN: (Signal.IMPATIENCE,),
    BuyerActKind.AGREE: (Signal.AGREES,),
    BuyerActKind.REFUSE: (Signal.REFUSAL,),
    BuyerActKind.HANG_UP: (Signal.HANG_UP,),
    BuyerActKind.DEFLECT: (Signal.DEFLECTS,),
    BuyerActKind.DONT_KNOW: (Signal.DEFLECTS,),
}
_FROM_FACT = {
    FactKind.BUDGET: Signal.BUDGET,
    FactKind.DECISION: Signal.DECIDES_OTHER,
    FactKind.SUPPLIER: Signal.SUPPLIER,
    FactKind.TIMETABLE: Signal.TIMETABLE,
    FactKind.PROCESS: Signal.PROCESS,
}
_FROM_LAYER = {"problem": Signal.PROBLEM, "implication": Signal.EFFECT, "payoff": Signal.BENEFIT}
# With a log these come from it alone; the words would only guess.
_LOGGED = frozenset(
    {Signal.CONCERN, Signal.DEMAND, Signal.IMPATIENCE, Signal.AGREES, Signal.REFUSAL, Signal.HANG_UP, Signal.DEFLECTS}
    | {Signal.GATEKEEPER, Signal.SMALL_TALK}
    | set(_FROM_LAYER.values())
)


def _logged_signals(entry: LogEntry, persona: Persona | None) -> set[Signal]:
    kinds = {fact.id: fact.kind for fact in persona.facts} if persona else {}
    shown: set[Signal] = set()
    for act in entry.acts:
        shown.update(_FROM_ACT.get(act.kind, ()))
        if act.kind in (BuyerActKind.DISCLOSE, BuyerActKind.HINT) and act.item:
            parts = act.item.split(".")
            if len(parts) > 1 and parts[1] in _FROM_LAYER:
                shown.add(_FROM_LAYER[parts[1]])
            elif act.item in kinds and kinds[act.item] in _FROM_FACT:
                shown.add(_FROM_FACT[kinds[act.item]])
    return shown


def read_buyer(turn: int, text: str, language: Language, entry: LogEntry | None, persona: Persona | None) -> BuyerTurn:
    """Read one turn of the buyer. ``entry`` is the director's step that it words, if the call was played here."""
    everywhere = (0, len(text))
    signals: dict[Signal, Span] = {}
    for signal in Signal:
        if entry is not None and signal in _LOGGED:
            continue
        span = spot(text, language, signal.value)
        if span is not None:
            signals[signal] = span
    if entry is not None:
        for signal in sorted(_logged_signals(entry, persona)):
            signals.setdefault(signal, spot(text, language, signal.value) or everywhere)
    return BuyerTurn(turn=turn, text=text, words=count_words(text), signals=signals, entry=entry)
