"""What each turn of the buyer does: from the director's log where there is one, else from his words alone.

The log is ground truth: which fact was said, which objection raised, whether the buyer agreed. A transcript from
elsewhere has only words; there the cue lists ``cues/*.toml`` say what they show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from roleplay.analysis import count_words
from roleplay.analysis.normalise import fold
from roleplay.buyer_log import BuyerAct, BuyerActKind, LogEntry
from roleplay.data import load_toml
from roleplay.persona import Objection, Persona
from roleplay.scoring.log_reasons import complaints
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
    BRUSH_OFF = "brush_off"
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
_SENTENCE = re.compile(r"(?<=[.!?。！？；;…\n])(?!\d)[\"”’」]*")
_PART = re.compile(r"(?<=[,，、—:：.!?。！？；;…\n])(?!\d)")
# A longer sentence is quoted in part.
_QUOTED = 30
Cues = dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]


@cache
def cues(language: Language, group: str) -> Cues:
    """Compile the cue lists of a group (``signals`` or ``rep``) for a language."""
    data = load_toml("roleplay.scoring", f"cues/{'zh' if language.is_chinese else 'en'}.toml")[group]
    return {
        name: (re.compile("|".join(entry["any"])), re.compile("|".join(entry["not"])) if entry.get("not") else None)
        for name, entry in data.items()
    }


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """A turn is looked through for some fifty cues, one after the other."""
    return fold(text)


def spots(text: str, language: Language, name: str, group: str = "signals") -> tuple[Span, ...]:
    """Find all places where a cue list matches in ``text``, outside what its ``not`` list covers."""
    pattern, negative = cues(language, group)[name]
    folded = _folded(text)
    barred = [match.span() for match in negative.finditer(folded)] if negative else []
    places = [match.span() for match in pattern.finditer(folded)]
    return tuple((s, e) for s, e in places if e > s and not any(s < right and left < e for left, right in barred))


def spot(text: str, language: Language, name: str, group: str = "signals") -> Span | None:
    """The first of these places; None if there is none."""
    return next(iter(spots(text, language, name, group)), None)


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

    def sentence(self, signal: Signal) -> Span:
        """The sentence in which the signal stands, or the part between commas where that is long; to be quoted."""
        start, end = self.signals[signal]
        for breaks in (_SENTENCE, _PART):
            left = max((m.end() for m in breaks.finditer(self.text) if m.end() <= start), default=0)
            right = min((m.start() for m in breaks.finditer(self.text) if m.start() >= end), default=len(self.text))
            if count_words(self.text[left:right]) <= _QUOTED:
                break
        return left, right

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
    | {Signal.GATEKEEPER, Signal.SMALL_TALK, Signal.UNHEARD}
    | set(_FROM_LAYER.values())
)
_OBJECTS = (BuyerActKind.OBJECT, BuyerActKind.REPEAT_OBJECTION)
_TELLS = (BuyerActKind.DISCLOSE, BuyerActKind.HINT)
_AGREES = (BuyerActKind.AGREE, BuyerActKind.COUNTER)


def _signals_of(act: BuyerAct, persona: Persona | None) -> set[Signal]:
    """What an act of the log shows: of its kind, and of the item it is about."""
    shown = set(_FROM_ACT.get(act.kind, ()))
    if act.kind is BuyerActKind.COMPLAIN and act.slots.get("fault") in complaints("unheard"):
        shown.add(Signal.UNHEARD)
    objection = _objection(persona, act.item)
    if act.kind in _OBJECTS and objection is not None and objection.when == "next_step":
        shown.add(Signal.REFUSAL)
    if act.kind in _TELLS and act.item:
        kinds = {fact.id: fact.kind for fact in persona.facts} if persona else {}
        layer = act.item.partition(".")[2].partition(".")[0]
        if layer in _FROM_LAYER:
            # Half a word about a difficulty ("everybody's does") admits none yet.
            shown.update({_FROM_LAYER[layer]} if act.kind is BuyerActKind.DISCLOSE else ())
        elif act.item in kinds and kinds[act.item] in _FROM_FACT:
            shown.add(_FROM_FACT[kinds[act.item]])
    return shown


def _objection(persona: Persona | None, item: str | None) -> Objection | None:
    return next((one for one in persona.objections if one.id == item), None) if persona else None


def _written(persona: Persona | None, act: BuyerAct) -> tuple[str, ...]:
    """How the persona file words what an act is about; a buyer voiced by written lines says just that."""
    objection = _objection(persona, act.item)
    if persona is None or not act.item:
        return ()
    if objection is not None:
        return tuple(text for text in (objection.again, objection.says, objection.real_reason) if text)
    for demand in persona.demands:
        if demand.id == act.item:
            return tuple(text for text in (demand.larger, demand.says) if text)
    for fact in persona.facts:
        if fact.id == act.item:
            return tuple(text for text in (fact.says, fact.partly) if text)
    for need in persona.needs:
        if need.id == act.item.partition(".")[0]:
            layer = act.item.partition(".")[2].partition(".")[0]
            told = {"problem": (need.problem, need.partly), "implication": need.implications, "payoff": (need.payoff,)}
            return tuple(text for text in told.get(layer, ()) if text)
    return ()


def _logged_signals(text: str, entry: LogEntry, persona: Persona | None) -> dict[Signal, Span | None]:
    """What the log says that the turn shows, each with its place where the written words stand in the turn."""
    shown: dict[Signal, Span | None] = {}
    for act in entry.acts:
        at = next(((text.find(w), len(w)) for w in _written(persona, act) if w in text), None)
        for signal in _signals_of(act, persona):
            shown[signal] = shown.get(signal) or ((at[0], at[0] + at[1]) if at else None)
    return shown


def read_buyer(turn: int, text: str, language: Language, entry: LogEntry | None, persona: Persona | None) -> BuyerTurn:
    """Read one turn of the buyer. ``entry`` is the director's step that it words, if the call was played here."""
    signals: dict[Signal, Span] = {}
    for signal in Signal:
        if entry is not None and signal in _LOGGED:
            continue
        span = spot(text, language, signal.value)
        if span is not None:
            signals[signal] = span
    if entry is not None:
        for signal, at in sorted(_logged_signals(text, entry, persona).items(), key=lambda pair: pair[0]):
            signals.setdefault(signal, at or spot(text, language, signal.value) or (0, len(text)))
        if Signal.BRUSH_OFF in signals and not any(act.kind in _AGREES for act in entry.acts):
            signals.setdefault(Signal.REFUSAL, signals[Signal.BRUSH_OFF])
    return BuyerTurn(turn=turn, text=text, words=count_words(text), signals=signals, entry=entry)
