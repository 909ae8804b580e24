"""What moved the buyer and why a call ended, in words for the rep. The words are in ``text/reasons.toml``."""

from __future__ import annotations

from roleplay.buyer_log import BuyerActKind, LogEntry, Movement
from roleplay.data import load_toml
from roleplay.terms import Language

_CONTEXTS = {
    BuyerActKind.OBJECT: "object",
    BuyerActKind.REPEAT_OBJECTION: "object",
    BuyerActKind.REVEAL_REASON: "reveal_reason",
    BuyerActKind.DEMAND: "demand",
    BuyerActKind.RAISE_DEMAND: "demand",
    BuyerActKind.BAIT: "bait",
    BuyerActKind.ASK_BACK: "question",
    BuyerActKind.ASK_PROOF: "question",
    BuyerActKind.ASK_PRICE: "question",
    BuyerActKind.SCREEN: "question",
    BuyerActKind.REFUSE: "refuse",
    BuyerActKind.COMPLAIN: "complain",
}


def movement_text(reason: str, language: Language) -> str:
    """A movement's reason in a few words, e.g. "price before worth"; '' for an id that is not known."""
    return _words(language, "movement").get(reason, "")


def ended_text(
    reason: str, language: Language, name: str, log: tuple[LogEntry, ...] = (), lost_at: int | None = None
) -> str:
    """Why the buyer ended the call, in one or two sentences.

    Args:
        reason: ``ended`` of the last state.
        language: Of the reader.
        name: The buyer's short name.
        log: The whole call.
        lost_at: Number of the rep's turn that cost most, from 0; the cause is told from there. None: the last turn.
    """
    words = _words(language, "ended")
    last = log[-1] if log else None
    when = last.after.agreement.when if last and last.after.agreement else ""
    turn = last.turn + 1 if last else 1
    if reason == "agreed" and when:
        return words["agreed_when"].format(name=name, when=when)
    if reason != "patience":
        return words.get(reason, words["other"]).format(name=name, turn=turn)
    place = next((i for i, entry in enumerate(log) if entry.turn == lost_at), len(log) - 1)
    cause = _cause(log, place, language)
    key = "patience_bare" if not cause else "patience" if place == len(log) - 1 else "patience_earlier"
    return words[key].format(name=name, turn=turn, lost=(lost_at or 0) + 1, cause=cause)


def worst_movement(entry: LogEntry) -> Movement | None:
    """The movement of a step that cost the buyer's goodwill most; None where nothing cost any."""
    worst = min(entry.movements, key=_total, default=None)
    return worst if worst is not None and _total(worst) < 0 else None


def _total(movement: Movement) -> float:
    return movement.trust + movement.interest + movement.patience


def _cause(log: tuple[LogEntry, ...], place: int, language: Language) -> str:
    """What the buyer had just said, and what the rep did then."""
    worst = worst_movement(log[place]) if log else None
    deed = _words(language, "deed").get(worst.reason, "") if worst else ""
    context = _words(language, "context").get(_context(log[place - 1]), "") if place > 0 else ""
    if deed and context:
        return _words(language, "ended")["joined"].format(context=context, deed=deed)
    return deed


def _context(entry: LogEntry) -> str:
    """What the buyer did last in a step, as a key of the contexts."""
    for act in reversed(entry.acts):
        if act.kind in _CONTEXTS:
            return _CONTEXTS[act.kind]
        if act.kind in (BuyerActKind.DISCLOSE, BuyerActKind.HINT) and act.item:
            layer = act.item.partition(".")[2].partition(".")[0]
            return layer or "fact"
    return ""


def _words(language: Language, section: str) -> dict[str, str]:
    table: dict[str, dict[str, dict[str, str]]] = load_toml("roleplay.buyer", "text/reasons.toml")
    return table[language.value][section]
