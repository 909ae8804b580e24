"""What a suggested sentence is filled with: the buyer's own words, the names of this call, a day to meet.

Only what the buyer said aloud or the rep knew beforehand goes in, so a secret of the persona cannot get out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from roleplay.analysis import count_words
from roleplay.analysis.normalise import fold
from roleplay.data import load_toml
from roleplay.scoring.buyer_words import BuyerTurn, Signal, spot
from roleplay.scoring.call import Call
from roleplay.terms import Language, Spin

_SENTENCE = re.compile(r"[.!?。！？；;…\n]+")
_STOP = re.compile(r"[.!?。！？]")
_ASKED = re.compile(r"[^.!?。！？；;…\n]+[?？]")
_PART = re.compile(r"[,，、—:：]+|\s-\s")
_LONGEST = {"en": 14, "zh": 20}
_SHORTEST = 2
# To say something back to the buyer it must be an account of so many words, not too long ago, and no refusal.
_TELLING, _RECENT = 4, 3
# A day counts as named if somebody named it in so many last turns.
_LATELY = 6
_NO_ACCOUNT = (
    Signal.REFUSAL,
    Signal.DEFLECTS,
    Signal.HANG_UP,
    Signal.IMPATIENCE,
    Signal.UNHEARD,
    Signal.AGREES,
    Signal.QUESTION,
    Signal.DEMAND,
)


def fill(call: Call, turn: int | None) -> dict[str, str]:
    """Collect the slots for a suggestion at ``turn`` of the rep; a slot without a good filling is left out."""
    at = len(call.transcript.turns) if turn is None else turn
    before = call.buyer_before(at)
    slots: dict[str, str] = {}
    _put(slots, "problem", _clause_of(call, before, call.voices_problem, Signal.PROBLEM))
    _put(slots, "effect", _clause_of(call, before, lambda b: b.shows(Signal.EFFECT), Signal.EFFECT))
    _put(slots, "concern", _clause_of(call, before[-2:], lambda b: b.shows(Signal.CONCERN), Signal.CONCERN))
    _put(slots, "demand", _clause_of(call, before[-1:], lambda b: b.shows(Signal.DEMAND), Signal.DEMAND))
    _put(slots, "question", _question(call, before[-1:]))
    _put(slots, "last", _last_clause(call, before[-_RECENT:]))
    if call.persona is not None:
        slots["name"] = call.persona.short_name
        slots["company"] = call.persona.company.name
    if call.offer is not None:
        slots["product"], slots["firm"] = call.offer.name, call.offer.vendor
        slots["benefit"] = _within_sentence(call.offer.features[0].benefit.rstrip("。."))
        if call.offer.proofs:
            slots["proof"] = call.offer.proofs[0].says.rstrip("。.")
    slots["day"], slots["other_day"] = days(call)
    return slots


def _put(slots: dict[str, str], name: str, value: str | None) -> None:
    if value:
        slots[name] = value


def _clause_of(
    call: Call, turns: tuple[BuyerTurn, ...], fits: Callable[[BuyerTurn], bool], signal: Signal
) -> str | None:
    """The last clause in which the buyer said such a thing, short enough to be quoted whole."""
    for buyer in reversed(turns):
        if fits(buyer):
            start, end = buyer.signals.get(signal, (0, 0))
            found = clause(buyer.text, start, end, zh=call.language.is_chinese) if end else None
            found = found or _longest(call, buyer, start, end)
            if found and not _is_question(call, buyer.text, found):
                return found
    return None


def _within_sentence(text: str) -> str:
    """A sentence as it stands after a colon: its first word small, unless it is all in capitals."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() and len(first) > 1 else text[:1].lower() + text[1:]


def _question(call: Call, turns: tuple[BuyerTurn, ...]) -> str | None:
    """The question that the buyer asked last, whole, with its question mark."""
    for buyer in turns:
        for match in reversed(list(_ASKED.finditer(buyer.text))):
            asked = match[0].strip()
            if _fits(asked, zh=call.language.is_chinese) and not spot(
                asked, call.language, Signal.COURTESY_QUESTION.value
            ):
                return asked
    return None


def _last_clause(call: Call, turns: tuple[BuyerTurn, ...]) -> str | None:
    for buyer in reversed(turns):
        if buyer.shows(*_NO_ACCOUNT) or any(spot(buyer.text, call.language, s.value) for s in _NO_ACCOUNT):
            continue
        if not _answers(call, buyer):
            continue
        parts = [part.strip() for part in _SENTENCE.split(buyer.text) if part.strip()]
        fitting = [
            part
            for part in parts
            if _fits(part, zh=call.language.is_chinese)
            and count_words(part) >= _TELLING
            and not _is_question(call, buyer.text, part)
        ]
        if fitting:
            return max(fitting, key=len)
    return None


def _answers(call: Call, buyer: BuyerTurn) -> bool:
    """The turn tells something in answer to a question of the rep's about the buyer's case."""
    asked = next((rep for rep in reversed(call.rep_turns) if rep.turn < buyer.turn), None)
    return asked is not None and any(q.spin is not Spin.NONE for q in asked.questions)


def _is_question(call: Call, text: str, part: str) -> bool:
    """The clause is asked, not told: nothing to hold up to the buyer."""
    if _STOP.search(text):
        return text[text.find(part) + len(part) :].lstrip()[:1] in ("?", "？")
    return spot(part, call.language, Signal.QUESTION.value) is not None


def _longest(call: Call, buyer: BuyerTurn, start: int, end: int) -> str | None:
    """Of several sentences that say it together, the longest that can be quoted whole."""
    parts = [part.strip() for part in _SENTENCE.split(buyer.text[start:end])]
    told = [p for p in parts if count_words(p) >= _TELLING and _fits(p, zh=call.language.is_chinese)]
    fitting = [p for p in told if not _is_question(call, buyer.text, p)]
    return max(fitting, key=len) if fitting else None


def clause(text: str, start: int, end: int, *, zh: bool) -> str | None:
    """Cut the sentence around ``start``…``end`` out, or the part between commas; None if that is still too long."""
    for breaks in (_SENTENCE, _PART):
        left = max((m.end() for m in breaks.finditer(text) if m.end() <= start), default=0)
        right = min((m.start() for m in breaks.finditer(text) if m.start() >= end), default=len(text))
        part = text[left:right].strip(" ,，、.。!！\"'“”‘’「」")
        if _fits(part, zh=zh) and not _SENTENCE.search(part):
            return part
        if breaks is _PART:
            break
    return None


def _fits(part: str, *, zh: bool) -> bool:
    return _SHORTEST <= count_words(part) <= _LONGEST["zh" if zh else "en"]


def days(call: Call) -> tuple[str, str]:
    """Two days to offer: one that somebody named in this call, if any, and another one."""
    data = load_toml("roleplay.scoring", f"cues/{'zh' if call.language.is_chinese else 'en'}.toml")["days"]
    hant = "_hant" if call.language is Language.ZH_HANT else ""
    shown, other, usual = data.get(f"shown{hant}", data["names"]), data[f"other{hant}"], data[f"usual{hant}"]
    for turn in reversed(call.transcript.turns[-_LATELY:]):
        folded = fold(turn.text)
        named = [(folded.rfind(name), i) for i, name in enumerate(data["names"]) if name in folded]
        if named:
            index = max(named)[1]
            return str(shown[index]), str(other[index])
    return str(usual[0]), str(usual[1])
