"""Turns the moves of a whole call into the sequence of offers of each side.

A difference or a share is taken from the last price of the side that speaks; "another" and 再 add to what was given
before, a larger figure without them is the new total. Several prices may be talked of (a unit and a service); each is a
thread of its own, and the one that moves most is the one bargained over.
"""

from __future__ import annotations

from roleplay.analysis.acts.said import Said
from roleplay.analysis.money import AmountKind, find_amounts
from roleplay.analysis.normalise import fold
from roleplay.analysis.offers import words
from roleplay.analysis.offers.bargaining import Bargaining, Step
from roleplay.analysis.offers.figures import Figure, Talk, find_figures, nearest
from roleplay.analysis.offers.moves import read_moves
from roleplay.analysis.offers.table import Table, place, settled
from roleplay.analysis.offers.values import Currency, Move, Way
from roleplay.annotation import TurnAnnotation
from roleplay.terms import Language, RepAct
from roleplay.transcript import Speaker, Transcript

__all__ = ["Bargaining", "Step", "read_bargaining", "talk_of"]

#: So many of the first turns may name the price that the call is about.
_EARLY = 6
#: … and later ones only by saying so: "you're at one eighty-five".
_SAID_SO = 2


def talk_of(prices: tuple[float, ...], before: str, language: Language) -> Talk:
    """What is on the table when only some prices and the last words of the other side (folded) are known."""
    amounts = find_amounts(before, language=language)
    bare = find_figures(before, Talk(prices), language)
    heard = [f.value for f in bare if f.kind == "money" and nearest(f.value, prices) is not None]
    percent = bool(amounts) and amounts[-1].kind is AmountKind.PERCENT
    return Talk((*prices, *heard), percent, tuple(f.value for f in bare))


def read_bargaining(
    transcript: Transcript, annotations: tuple[TurnAnnotation, ...] = (), *, known: float | None = None
) -> Bargaining:
    """Return the sequence of offers of a call.

    Args:
        transcript: The call.
        annotations: What the analysis found, for the sentences and questions of the rep's turns.
        known: The list price, where it is known what the rep sells.
    """
    table = Table(transcript.language, known)
    latest: tuple[float, ...] = ()
    utterances = {a.turn: a.utterances for a in annotations}
    for number, turn in enumerate(transcript.turns):
        said = Said(turn.text, utterances.get(number, ()), transcript.language)
        if turn.speaker is Speaker.BUYER and all(t.rep is None for t in table.threads):
            _hear_opening(table, said, number)
        talk = table.talk()
        moves = read_moves(said, talk, turn.speaker)
        if turn.speaker is Speaker.REP:
            moves = _with_assent(table, said, number, moves)
        for move in moves:
            place(table, turn.speaker, number, move)
        _note_percent(table, turn.text, moves)
        if turn.speaker is Speaker.BUYER:
            # What the buyer said two turns ago may still be said back.
            table.heard = (*(f.value for f in find_figures(said.clean, talk, said.language)), *latest)
            latest = table.heard[: len(table.heard) - len(latest)]
    return settled(table)


def _note_percent(table: Table, text: str, moves: tuple[Move, ...]) -> None:
    """Remember whether shares or prices are bargained over."""
    ways = [m.way for m in moves if m.currency is Currency.PRICE]
    if ways:
        table.percent = ways[-1] in ("share", "up_share", "rate")
    elif (amounts := find_amounts(fold(text), language=table.language)) and not table.percent:
        table.percent = amounts[-1].kind is AmountKind.PERCENT and not table.threads


def _hear_opening(table: Table, said: Said, number: int) -> None:
    """The buyer says what the rep had asked: "you quoted me fourteen hundred", 你们涨八个点; it is the rep's first."""
    best: tuple[int, Figure] | None = None
    for figure in find_figures(said.clean, table.talk(), said.language):
        worth = _told_price(said, figure)
        if worth >= (1 if number < _EARLY else _SAID_SO) and (best is None or worth > best[0]):
            best = (worth, figure)
    if best is None:
        return
    figure = best[1]
    clause = said.clause_at(figure.start)
    quoted = said.act(RepAct.PRICE, min(clause.start, figure.start), max(clause.end, figure.end), "offers")
    if quoted:
        way: Way = "up_share" if figure.kind == "percent" else "to"
        move = Move(
            currency=Currency.PRICE, way=way, value=figure.value, start=quoted.start, end=quoted.end, text=quoted.text,
            sure=figure.sure,
        )  # fmt: skip
        place(table, Speaker.REP, number, move)


def _told_price(said: Said, figure: Figure) -> int:
    """How much speaks for a buyer's figure being the rep's price: 2 said so, 1 looks like one, 0 not at all."""
    chinese = said.chinese
    clause = said.clause_at(figure.start)
    reach = 14 if chinese else 48
    lead = said.clean[max(0, figure.start - reach) : figure.start]
    tail = said.clean[figure.end : min(clause.end, figure.end + reach)]
    near = said.clean[clause.start : figure.start][-reach:] + "\n" + tail[: 6 if chinese else 14]
    if words.cue(chinese, "others").search(near) or words.cue(chinese, "budget").search(near):
        return 0
    if words.before(chinese, "less_before").search(lead) or figure.kind == "keep":
        return 0
    quoted = words.cue(chinese, "quoted_you").search(lead) is not None
    if figure.kind == "percent":
        raised = words.cue(chinese, "more").search(lead + " " + tail) is not None
        return 2 if raised and quoted and figure.sure else 0
    each = words.after(chinese, "each").match(said.clean, figure.end) is not None
    each = each or words.before(chinese, "each_before").search(lead) is not None
    if quoted and (figure.sure or each or figure.value >= 10 or not figure.value.is_integer()):
        return 3 if figure.sure or each else 2
    if words.cue(chinese, "wants").search(lead):
        return 0
    complains = words.cue(chinese, "quoted_you").search(said.clean) is not None
    coin = words.coined().search(said.clean[figure.start : figure.end]) is not None
    return 1 if each or (figure.sure and (complains or coin)) else 0


def _with_assent(table: Table, said: Said, number: int, moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """Add the move of a rep who takes the buyer's last price without saying it: "deal", 成交."""
    if any(m.currency is Currency.PRICE for m in moves) or not table.offers:
        return moves
    last = next((o for o in reversed(table.offers) if o.move.currency is Currency.PRICE), table.offers[-1])
    takes = words.cue(said.chinese, "takes_it").search(said.clean)
    if not takes or last.speaker is not Speaker.BUYER or last.turn != number - 1 or last.price is None:
        return moves
    if last.move.currency is not Currency.PRICE:
        return moves
    clause = said.clause_at(takes.start())
    act = said.original(clause.start, clause.end).strip(" ,，。.")
    start = said.text.find(act)
    taken = Move(
        currency=Currency.PRICE,
        way="to",
        value=last.price,
        start=start,
        end=start + len(act),
        text=act,
        conditional=words.cue(said.chinese, "against").search(said.of(said.sentence_at(takes.start()))) is not None,
        sure=False,
    )
    return (*moves, taken)
