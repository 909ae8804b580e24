"""Talk of our price: named, given away, or given only against something."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from roleplay.analysis.acts.rules import cue
from roleplay.analysis.acts.said import Piece, Said
from roleplay.analysis.money import Amount, AmountKind, find_amounts
from roleplay.annotation import Act
from roleplay.terms import RepAct


class _Talk(NamedTuple):
    """What the price is talked about in."""

    pushed: bool  # the buyer has just pushed on price or terms
    conditional: bool  # the sentence is an if … then
    echo: set[float]  # the figures in the buyer's last turn


def find_price(said: Said, recent: str, buyer: str, rep: str) -> Iterator[Act]:
    """Yield PRICE, CONCESSION and CONDITION.

    Detail ``amount`` is the number (money in whole units; percent and keep-rate as a share), ``kind`` is ``money``,
    ``percent`` or ``keep_rate``; a concession adds ``move``: ``step`` (so much off), ``to`` (the new price) or
    ``terms``; ``conditional`` is ``yes`` inside an if … then.

    Args:
        said: The rep's turn.
        recent: The buyer's last two turns, folded. After a push on price there a bare number is one ("那就四百").
        buyer: The buyer's last turn, folded. His own figure said back to him ("低四百。") is no price of ours.
        rep: The rep's last turn, folded: an offer there makes the buyer's next figure a push.
    """
    figures = find_amounts(recent, language=said.language, bare=True)
    pushed = bool(cue(said.chinese, "push").search(recent)) and bool(
        figures or cue(said.chinese, "price_word").search(recent)
    )
    pushed = pushed or bool(figures and cue(said.chinese, "price_plainly").search(rep))
    echo = {a.value for a in find_amounts(buyer, language=said.language, bare=True)}
    before = False
    for sentence in said.sentences:
        text = said.of(sentence)
        amounts = find_amounts(text, language=said.language, bare=pushed or before)
        since = _condition_start(said, sentence, text, amounts)
        if since >= 0 and not sentence.asks:
            yield from _acts(said, RepAct.CONDITION, sentence._replace(start=since), "condition.if_then", {})
        before = False
        for start, end, inside in _stretches(said, sentence, text, amounts):
            talk = _Talk(pushed, 0 <= since < end, echo)
            for act in _read(said, start, end, inside, sentence, talk):
                before = True
                yield act


def _stretches(
    said: Said, sentence: Piece, text: str, amounts: tuple[Amount, ...]
) -> Iterator[tuple[int, int, list[Amount]]]:
    """The clauses of a sentence with the amounts in each; an amount that spans two joins them."""
    cuts = [clause.start for clause in said.clauses_of(sentence) if clause.start > sentence.start]
    cuts = [c for c in cuts if not any(a.start < c - sentence.start < a.end for a in amounts)]
    edges = [sentence.start, *cuts, sentence.end]
    for left, right in itertools.pairwise(edges):
        low, high = left - sentence.start, right - sentence.start
        yield left, right, [a for a in amounts if low <= a.start < high]


def _read(said: Said, start: int, end: int, amounts: list[Amount], sentence: Piece, talk: _Talk) -> Iterator[Act]:
    text, whole = said.clean[start:end], said.of(sentence)
    chinese = said.chinese
    if cue(chinese, "not_our_price").search(text) or cue(chinese, "buyers_money").search(whole):
        return
    # "每年省三百万": a benefit in money is not a price.
    if cue(chinese, "gain").search(text) and not cue(chinese, "price_plainly").search(text):
        return
    offered = not sentence.asks or cue(chinese, "offer_question").search(whole) is not None
    if not offered:
        return
    main = amounts[-1] if amounts else None
    detail = _detail(main)
    if talk.conditional:
        detail["conditional"] = "yes"
    move = _move(said, text, whole, main, talk.pushed)
    if main and main.value in talk.echo and not move and not cue(chinese, "price_offer").search(text):
        return  # only says the buyer's figure back
    if move:
        yield from _acts(
            said, RepAct.CONCESSION, _piece(start, end, sentence), f"concession.{move}", {**detail, "move": move}
        )
    deferred = cue(chinese, "defer_price").search(whole)
    about = cue(chinese, "price_word").search(text) or (main and cue(chinese, "price_word").search(whole))
    offers = cue(chinese, "price_offer").search(text)
    if main and (
        about or offers or (talk.pushed and main.kind is AmountKind.MONEY) or main.kind is AmountKind.KEEP_RATE or move
    ):
        yield from _acts(said, RepAct.PRICE, _piece(start, end, sentence), "price.amount", detail)
    elif (offers or move in ("step", "to")) and not deferred:
        yield from _acts(said, RepAct.PRICE, _piece(start, end, sentence), "price.words", detail)


def _move(said: Said, text: str, whole: str, main: Amount | None, pushed: bool) -> str:
    """How the rep gives way, or "": so much off, down to a price, or better terms."""
    chinese = said.chinese
    if cue(chinese, "no_move").search(text) or cue(chinese, "recap").search(whole):
        return ""
    if cue(chinese, "free_extra").search(text) or (pushed and cue(chinese, "terms_yield").search(text)):
        return "terms"
    if main and main.kind is AmountKind.PERCENT and not cue(chinese, "percent_of_price").search(whole):
        return ""
    if main and _in_the_if(said, whole, main):
        return ""
    if main is None:
        return "step" if cue(chinese, "down_words").search(text) else ""
    before = _lead(said, whole, main)
    if cue(chinese, "down_to_plainly").search(before):
        return "to"
    if cue(chinese, "down_by").search(before) or cue(chinese, "down_after").search(text):
        return "step"
    if cue(chinese, "down_to").search(before) or (
        main.kind is AmountKind.KEEP_RATE and not cue(chinese, "market").search(text)
    ):
        return "to"
    gives = cue(chinese, "yield").search(text) or cue(chinese, "yield_opening").match(whole)
    return "to" if pushed and gives else ""


def _lead(said: Said, whole: str, main: Amount) -> str:
    """The last words before an amount in its sentence."""
    return whole[max(0, main.start - (16 if said.chinese else 48)) : main.start]


def _in_the_if(said: Said, whole: str, main: Amount) -> bool:
    """Whether the amount is in the half that asks something of the buyer: "if you give me thirty percent advance"."""
    asked = list(cue(said.chinese, "if_you").finditer(whole, 0, main.start))
    return bool(asked) and not cue(said.chinese, "then_we").search(whole, asked[-1].end(), main.start)


def _detail(amount: Amount | None) -> dict[str, str]:
    return {} if amount is None else {"amount": f"{amount.value:.10g}", "kind": amount.kind.value}


def _condition_start(said: Said, sentence: Piece, text: str, amounts: tuple[Amount, ...]) -> int:
    """Where an "if … then" about price, terms or an order begins, or -1. "If you need anything" is courtesy.

    "If you sign, I can …" begins with its if; in "I can …, if you sign" the giving half comes first and belongs to it.
    """
    chinese = said.chinese
    m = cue(chinese, "if_you").search(text)
    if not m or cue(chinese, "if_courtesy").search(text) or not cue(chinese, "trade").search(text, m.start()):
        return -1
    start = said.clause_at(sentence.start + m.start()).start
    gives = cue(chinese, "give")
    if gives.search(text, m.end()) or any(a.start > m.end() for a in amounts):
        return start
    return sentence.start if gives.search(text, 0, m.start()) or amounts else -1


def _piece(start: int, end: int, sentence: Piece) -> Piece:
    return sentence._replace(start=start, end=end)


def _acts(said: Said, kind: RepAct, piece: Piece, rule: str, detail: dict[str, str]) -> Iterator[Act]:
    act = said.act(kind, piece.start, piece.end, f"{'zh' if said.chinese else 'en'}.{rule}", **detail)
    if act:
        yield act
