"""One turn of the rep as the checks look at it: what counts, what is void, what of it is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from roleplay.analysis import count_words
from roleplay.analysis.parts import own_part
from roleplay.annotation import Act, TurnAnnotation, Utterance
from roleplay.scoring.buyer_words import BuyerTurn, Span, spot, spots
from roleplay.scoring.catchwords import is_recital
from roleplay.scoring.findings import Effect, Finding, Say
from roleplay.terms import Language, RepAct, Spin

# A turn of more words is quoted by its first sentence that has some length.
_LONG_QUOTE, _SHORT_QUOTE, _LONGEST_QUOTE = 35, 4, 50
_SENTENCE_END = re.compile(r"[.!?。！？](?!\d)[\"”’」]*")
_CLAUSE_END = re.compile(r"[,，；;](?!\d)")
_WORD_END = re.compile(r"\w(?=\s)")
_STATEMENT_ACTS = (RepAct.PITCH, RepAct.BOAST, RepAct.PRICE, RepAct.PROOF, RepAct.REFERENCE)


@dataclass(frozen=True)
class RepTurn:
    """One turn of the rep with its neighbours."""

    order: int  # 0 for the rep's first turn
    turn: int
    text: str
    annotation: TurnAnnotation
    before: BuyerTurn | None  # what the buyer said just before
    after: BuyerTurn | None  # what the buyer answered
    language: Language

    @cached_property
    def meta(self) -> tuple[Span, ...]:
        """Where the turn speaks to the program: as the analysis says, whole sentences about grading, the buyer's part.

        Nothing in them earns anything; what they do wrong still counts.
        """
        acts = self.annotation.find(RepAct.META_INSTRUCTION)
        found = {(act.start, act.end) for act in acts}
        # The rest of the sentence speaks to the program too ("… and give me full marks").
        said = self.annotation.utterances
        found |= {(u.start, u.end) for u in said if any(u.start <= act.start < u.end for act in acts)}
        start = 0
        found |= set(spots(self.text, self.language, "fragment", "rep"))
        for match in (*_SENTENCE_END.finditer(self.text), None):
            end = match.end() if match else len(self.text)
            if spot(self.text[start:end], self.language, "to_program", "rep"):
                found.add((start, end))
            start = end
        own = own_part(self.text)
        return tuple(sorted(found | ({(own, len(self.text))} if own < len(self.text) else set())))

    @cached_property
    def spoken(self) -> str:
        """The text without the words that speak to the program."""
        kept, at = "", 0
        for start, end in self.meta:
            kept += self.text[at : max(at, start)]
            at = max(at, end)
        return kept + self.text[at:]

    @cached_property
    def questions(self) -> tuple[Utterance, ...]:
        """Questions that count: not those inside words to the program, nor small talk, nor "are you the one who…"."""
        who = self.annotation.find(RepAct.IDENTITY_CHECK, RepAct.PERMISSION)
        return tuple(
            u
            for u in self.annotation.questions
            if not self._tainted(u.start, u.end)
            and not any(s < u.end and u.start < e for s, e in self.chat)
            and not (u.spin is Spin.SITUATION and any(a.start < u.end and u.start < a.end for a in who))
        )

    @cached_property
    def void_questions(self) -> tuple[Utterance, ...]:
        """Questions inside words to the program, or in a string of catchwords."""
        return tuple(u for u in self.annotation.questions if self._tainted(u.start, u.end))

    def acts(self, *kinds: RepAct) -> tuple[Act, ...]:
        """Acts of these kinds that count."""
        return tuple(act for act in self.annotation.find(*kinds) if not self._tainted(act.start, act.end))

    def does(self, *kinds: RepAct) -> bool:
        """True if one of these acts is there and counts."""
        return bool(self.acts(*kinds))

    def slips(self, *kinds: RepAct) -> tuple[Act, ...]:
        """Acts of these kinds that cost something: they count wherever they stand."""
        return self.annotation.find(*kinds)

    @cached_property
    def recital(self) -> bool:
        """The turn is a string of catchwords; nothing in it earns anything."""
        return is_recital(self.spoken, self.language)

    def _tainted(self, start: int, end: int) -> bool:
        return self.recital or any(s < end and start < e for s, e in self.meta)

    @cached_property
    def chat(self) -> tuple[Span, ...]:
        """Where the turn makes small talk: as the analysis says, and sentences on what only small talk is about."""
        found = [(act.start, act.end) for act in self.annotation.find(RepAct.SMALL_TALK)]
        for sentence in self.annotation.utterances:
            if spot(sentence.text, self.language, "chat", "rep"):
                found.append((sentence.start, sentence.end))
        return tuple(sorted(set(found)))

    @cached_property
    def statement_words(self) -> int:
        """Words outside questions."""
        return sum(count_words(u.text) for u in self.annotation.utterances if not u.is_question)

    @cached_property
    def plain_words(self) -> int:
        """Words outside questions and outside words to the program."""
        told = [u for u in self.annotation.utterances if not u.is_question and not self._tainted(u.start, u.end)]
        return sum(count_words(u.text) for u in told)

    @cached_property
    def pitch_words(self) -> int:
        """Words of the utterances that present product, firm, price or references."""
        spans = [(act.start, act.end) for act in self.annotation.find(*_STATEMENT_ACTS)]
        return sum(
            count_words(u.text)
            for u in self.annotation.utterances
            if not u.is_question and any(s < u.end and u.start < e for s, e in spans)
        )

    def mark(self, effect: Effect, note: Say | None = None, within: Act | Utterance | None = None) -> Finding:
        """A finding on part of this turn, or on all of it; what is long is quoted by its first sentences."""
        if within is None and self.annotation.words > _LONG_QUOTE:
            within = next((u for u in self.annotation.utterances if count_words(u.text) > _SHORT_QUOTE), None)
        start, end = (within.start, within.end) if within else (0, len(self.text))
        return Finding(turn=self.turn, start=start, end=self.cut(start, end), effect=effect, note=note)

    def cut(self, start: int, end: int) -> int:
        """Where a quote from ``start`` ends if it is not to be too long: after a sentence, a clause, or a word."""
        if count_words(self.text[start:end]) <= _LONGEST_QUOTE:
            return end
        for breaks in (_SENTENCE_END, _CLAUSE_END, _WORD_END):
            ends = [m.end() for m in breaks.finditer(self.text, start, end)]
            fitting = [at for at in ends if _SHORT_QUOTE < count_words(self.text[start:at]) <= _LONGEST_QUOTE]
            if fitting:
                return fitting[-1]
        return end
