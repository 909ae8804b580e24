"""What one turn of a bargaining moves: prices, differences and shares, and the other currencies that are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.analysis.acts.said import Piece, Said
from roleplay.analysis.offers import words
from roleplay.analysis.offers.figures import SIZES, Figure, Talk, find_figures, nearest
from roleplay.analysis.offers.values import Currency, Mark, Move, Way
from roleplay.terms import RepAct
from roleplay.transcript import Speaker

#: How far around a number its words are looked for, in code points.
_REACH = {True: 14, False: 44}
#: A difference is less than this share of the price it is taken from.
LARGEST_STEP = 0.6


def read_moves(said: Said, talk: Talk, speaker: Speaker) -> tuple[Move, ...]:
    """Return what a turn offers, in order.

    Args:
        said: The turn.
        talk: What is on the table.
        speaker: Who says it: a buyer's budget and his other quotes are no offers, nor are the rep's guesses at them.
    """
    reader = _Reader(said, talk, speaker)
    found = [*reader.prices(), *reader.others()]
    return tuple(sorted(found, key=lambda move: (move.start, move.end, move.currency)))


class _Reader:
    def __init__(self, said: Said, talk: Talk, speaker: Speaker) -> None:
        self.said, self.talk, self.speaker = said, talk, speaker
        self.chinese = said.chinese
        self.figures = find_figures(said.clean, talk, said.language)

    def prices(self) -> Iterator[Move]:
        """The moves of the price."""
        prices = list(self.talk.prices)
        steps: set[float] = set()
        for figure in self.figures:
            sentence = self.said.sentence_at(figure.start)
            clause = self._clause(figure, sentence)
            way = self._way(figure, clause, sentence, prices)
            if way is None or (way == "to" and figure.value in steps):
                continue
            if way == "by":
                steps.add(figure.value)
            move = self._move(Currency.PRICE, way, figure.value, figure.start, figure.end, clause, figure.sure)
            if way == "to" and nearest(figure.value, prices[:1]) is None:
                prices.insert(0, figure.value)
            yield move

    def others(self) -> Iterator[Move]:
        """The other currencies, one move a clause and currency."""
        for sentence in self.said.sentences:
            if self._only_asks(sentence):
                continue
            taken: set[Currency] = set()
            for kind in Currency:
                if kind is Currency.PRICE:
                    continue
                match = words.currency(self.chinese, kind.value).search(self.said.clean, sentence.start, sentence.end)
                if match and kind not in taken:
                    taken.add(kind)
                    clause = self.said.clause_at(match.start())
                    yield self._move(kind, "named", 0.0, match.start(), match.end(), clause, sure=True)

    def _move(self, kind: Currency, way: Way, value: float, start: int, end: int, clause: Piece, sure: bool) -> Move:
        sentence = self.said.sentence_at(start)
        quoted = self.said.act(RepAct.PRICE, min(clause.start, start), max(clause.end, end), "offers")
        around = self.said.clean[max(clause.start, start - _REACH[self.chinese]) : start]
        return Move(
            currency=kind,
            way=way,
            value=round(value, 6),
            start=quoted.start if quoted else 0,
            end=quoted.end if quoted else 0,
            text=quoted.text if quoted else "",
            conditional=words.cue(self.chinese, "against").search(self.said.of(sentence)) is not None,
            on_top=words.cue(self.chinese, "on_top").search(around) is not None,
            sure=sure,
            mark=self._mark(clause, start) if way == "to" else "",
        )

    def _mark(self, clause: Piece, start: int) -> Mark:
        lead = self.said.clean[max(clause.start, start - 2 * _REACH[self.chinese]) : start]
        if words.cue(self.chinese, "names_floor").search(lead):
            return "floor"
        return "list" if words.cue(self.chinese, "names_list").search(lead) else ""

    def _clause(self, figure: Figure, sentence: Piece) -> Piece:
        """The clause around a figure; a number is not cut in two."""
        first, last = self.said.clause_at(figure.start), self.said.clause_at(figure.end - 1)
        return sentence._replace(start=first.start, end=last.end)

    def _only_asks(self, sentence: Piece) -> bool:
        """A question for a fact, not one that offers."""
        text = self.said.of(sentence)
        if not self._asks(sentence):
            return False
        if words.cue(self.chinese, "asks_fact").search(text):
            return True
        return words.cue(self.chinese, "asks_offer").search(text) is None

    def _way(self, figure: Figure, clause: Piece, sentence: Piece, prices: list[float]) -> Way | None:
        """What a figure does, or None where it offers nothing."""
        clean, chinese = self.said.clean, self.chinese
        lead = clean[max(clause.start, figure.start - _REACH[chinese]) : figure.start]
        tail = clean[figure.end : min(clause.end, figure.end + _REACH[chinese])]
        asked = self._asked(figure, sentence)
        if asked == "fact" or self._not_offered(figure, clause, sentence, lead, tail):
            return None
        off = words.after(chinese, "less_after").match(tail) is not None
        less = off or words.before(chinese, "less_before").search(lead) is not None
        more = words.cue(chinese, "more").search(lead + " " + tail) is not None
        if figure.kind == "keep":
            return "keep"
        if figure.kind == "percent":
            return self._percent(figure, lead, tail, less, more)
        near = nearest(figure.value, prices)
        if asked == "else" and (near is None or figure.value in self.talk.heard):
            return None
        small = not prices or figure.value < LARGEST_STEP * max(prices[:2])
        if less and small and (near is None or off) and (figure.sure or off or prices):
            return "by"
        if more and small and near is None:
            return "up"
        if near is not None or self._sizes(figure, prices):
            return "to"
        return "to" if self._new_price(figure, lead, tail, prices) else None

    def _asked(self, figure: Figure, sentence: Piece) -> str:
        """Whether the words around a figure ask for a "fact", for something "else", or "" offer it."""
        if not self._asks(sentence):
            return ""
        text = self.said.of(sentence)
        reach = _REACH[self.chinese]
        if len(text) > 3 * reach:
            text = self.said.clean[max(sentence.start, figure.start - reach) : min(sentence.end, figure.end + reach)]
        if words.cue(self.chinese, "asks_fact").search(text):
            return "fact"
        return "" if words.cue(self.chinese, "asks_offer").search(text) else "else"

    def _asks(self, sentence: Piece) -> bool:
        ends = self.said.of(sentence).rstrip().endswith("?")
        return sentence.asks or (self.speaker is Speaker.BUYER and ends)

    def _sizes(self, figure: Figure, prices: list[float]) -> bool:
        """The figure says the size that a price before left out."""
        fits = self.chinese and figure.sure and self.speaker is Speaker.REP
        return fits and any(nearest(figure.value / size, prices) is not None for size in SIZES)

    def _new_price(self, figure: Figure, lead: str, tail: str, prices: list[float]) -> bool:
        """A price of something that was not on the table: said to be one, by a cue before or a unit behind it."""
        priced = words.before(self.chinese, "price_before").search(lead) is not None
        if re.search(r"[这那]$", lead) or (prices and self.speaker is Speaker.BUYER):
            return False
        if priced and (figure.sure or not prices):
            return True
        coin = words.coined().search(self.said.clean[figure.start : figure.end]) is not None
        each = words.after(self.chinese, "each").match(tail) is not None
        said_so = (each and not self.talk.percent) or (figure.sure and (coin or self._alone(figure)))
        return not prices and self.speaker is Speaker.REP and said_so

    def _alone(self, figure: Figure) -> bool:
        """Whether the figure is all that its sentence says."""
        text = self.said.of(self.said.sentence_at(figure.start))
        return len(text.strip(" .,!。")) <= figure.end - figure.start + (6 if self.chinese else 16)

    def _percent(self, figure: Figure, lead: str, tail: str, less: bool, more: bool) -> Way | None:
        if figure.value >= 1 or (words.currency(self.chinese, "payment").search(lead + tail) and not less):
            return None
        if more and not less:
            return "up_share"
        if less:
            return "share"
        given = words.before(self.chinese, "share_before").search(lead) is not None
        opens = figure.start - self._sentence(figure).start <= 4
        short = opens and len(self.said.of(self.said.clause_at(figure.start))) <= (10 if self.chinese else 34)
        moves = words.cue(self.chinese, "gives").search(self.said.of(self._clause(figure, self._sentence(figure))))
        return "rate" if given or (short and self.talk.percent) or (moves and self.talk.percent) else None

    def _sentence(self, figure: Figure) -> Piece:
        return self.said.sentence_at(figure.start)

    def _not_offered(self, figure: Figure, clause: Piece, sentence: Piece, lead: str, tail: str) -> bool:
        """Refused, somebody else's, money of another kind, or only the other side's number said back."""
        chinese, text = self.chinese, self.said.of(clause)
        following = self.said.clean[clause.end : min(sentence.end, clause.end + _REACH[chinese])]
        onward = re.search(r"[0-9一二三四五六七八九十]" if chinese else r"\d", following) is None
        refused = words.cue(chinese, "refuses")
        refuses = refused.search(lead + "\n" + tail) or (onward and refused.search(following))
        if refuses and not words.cue(chinese, "refuses_more").search(lead + "\n" + tail + following):
            return True
        others = words.cue(chinese, "others")
        if others.search(lead + "\n" + tail if len(text) > 2 * _REACH[chinese] else text):
            return True
        if not chinese and re.search(r"\b(?:not|your|under|over|above|below) $", lead):
            return True
        budget = words.cue(chinese, "budget").search(lead + "\n" + tail)
        if budget and not words.before(chinese, "less_before").search(lead):
            return True
        echo = any(abs(figure.value - value) <= 1e-9 * value for value in self.talk.heard)
        if not echo or self.speaker is Speaker.BUYER:
            return False
        if chinese and lead.endswith("就"):
            return False
        near = self.said.clean[max(sentence.start, figure.start - (6 if chinese else 20)) : figure.start]
        near += "\n" + self.said.clean[figure.end : figure.end + 14 if chinese else min(sentence.end, figure.end + 26)]
        return words.cue(chinese, "gives").search(near) is None
