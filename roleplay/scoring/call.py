"""A call as the checks look at it: the rep's turns with what the buyer said before and after each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from roleplay.analysis import count_words
from roleplay.annotation import Act, TurnAnnotation, Utterance
from roleplay.buyer_log import BuyerState, LogEntry
from roleplay.persona import Offer, Persona
from roleplay.scoring.buyer_words import BuyerTurn, Signal, Span, read_buyer, spot, spots
from roleplay.scoring.catchwords import is_recital
from roleplay.scoring.findings import Effect, Finding, Say, Verdict
from roleplay.scoring.overlap import shared, terms
from roleplay.terms import CallType, Language, QuestionKind, RepAct, SpeechFault, Spin, Taboo
from roleplay.transcript import Speaker, Transcript

# So many words of a buyer about trouble are an account, unasked.
_TOLD = 12
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
        """Where the turn speaks to the program: as the analysis says, and whole sentences about grading.

        Nothing in them earns anything; what they do wrong still counts.
        """
        found = {(act.start, act.end) for act in self.annotation.find(RepAct.META_INSTRUCTION)}
        start = 0
        found |= set(spots(self.text, self.language, "fragment", "rep"))
        for match in (*_SENTENCE_END.finditer(self.text), None):
            end = match.end() if match else len(self.text)
            if spot(self.text[start:end], self.language, "to_program", "rep"):
                found.add((start, end))
            start = end
        return tuple(sorted(found))

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


@dataclass(frozen=True)
class Call:
    """Everything a check may look at. Nothing else goes in, so the same call is judged the same way."""

    transcript: Transcript
    annotations: tuple[TurnAnnotation, ...]
    persona: Persona | None = None
    offer: Offer | None = None
    log: tuple[LogEntry, ...] = ()
    taboos: tuple[tuple[Taboo, Verdict], ...] = ()  # filled in before the criteria are judged
    faults: tuple[tuple[SpeechFault, Verdict], ...] = ()

    @property
    def language(self) -> Language:
        """The language the call was held in."""
        return self.transcript.language

    @property
    def type(self) -> CallType:
        """What kind of call it was."""
        return self.transcript.call_type

    @cached_property
    def buyer_turns(self) -> tuple[BuyerTurn, ...]:
        """The buyer's turns, read, in order."""
        steps = {entry.turn: entry for entry in self.log}
        result, last_rep = [], -1
        for number, turn in enumerate(self.transcript.turns):
            if turn.speaker is Speaker.REP:
                last_rep = number
            else:
                entry = steps.get(last_rep) if number == last_rep + 1 else None
                result.append(read_buyer(number, turn.text, self.language, entry, self.persona))
        return tuple(result)

    @cached_property
    def rep_turns(self) -> tuple[RepTurn, ...]:
        """The rep's turns with their neighbours, in order."""
        buyer = {turn.turn: turn for turn in self.buyer_turns}
        known = {annotation.turn: annotation for annotation in self.annotations}
        result = []
        for order, number in enumerate(self.transcript.rep_turns):
            text = self.transcript.turns[number].text
            annotation = known.get(number) or TurnAnnotation(turn=number, text=text, words=count_words(text))
            result.append(
                RepTurn(order, number, text, annotation, buyer.get(number - 1), buyer.get(number + 1), self.language)
            )
        return tuple(result)

    @property
    def state(self) -> BuyerState | None:
        """How the buyer stood at the end, from the director's log."""
        return self.log[-1].after if self.log else None

    @cached_property
    def _reasons(self) -> dict[int, frozenset[str]]:
        return {entry.turn: frozenset(move.reason for move in entry.movements) for entry in self.log}

    def moved_by(self, rep: RepTurn) -> frozenset[str]:
        """Ids of the reasons for which the buyer's state moved in answer to this turn; empty without a log."""
        return self._reasons.get(rep.turn, frozenset())

    def buyer_before(self, turn: int, last: int | None = None) -> tuple[BuyerTurn, ...]:
        """The buyer's turns before ``turn``, oldest first; only the ``last`` ones if given."""
        earlier = tuple(t for t in self.buyer_turns if t.turn < turn)
        return earlier if last is None else earlier[-last:]

    @cached_property
    def first_problem(self) -> BuyerTurn | None:
        """The buyer's first turn that voices a problem, or an effect of one."""
        return next((t for t in self.buyer_turns if self.voices_problem(t)), None)

    def voices_problem(self, buyer: BuyerTurn) -> bool:
        """True if the turn tells of something that goes wrong for the buyer's own side."""
        return buyer.shows(Signal.PROBLEM) or (buyer.shows(Signal.EFFECT) and self._asked_deep(buyer))

    def _asked_deep(self, buyer: BuyerTurn) -> bool:
        asked = next((rep for rep in reversed(self.rep_turns) if rep.turn < buyer.turn), None)
        return bool(asked and any(q.spin.depth >= Spin.PROBLEM.depth for q in asked.questions))

    def problem_before(self, turn: int) -> bool:
        """True if the buyer has voiced a problem before this turn."""
        return self.first_problem is not None and self.first_problem.turn < turn

    @cached_property
    def need_at(self) -> int:
        """The turn from which a need stands between the two; beyond the call if never.

        A need stands when the buyer tells of trouble in answer to a question about it, or when the rep, having heard of
        trouble, asks on. Trouble that is mentioned and passed over is no ground for a price yet.
        """
        heard = False
        for number in range(len(self.transcript.turns)):
            rep = next((r for r in self.rep_turns if r.turn == number), None)
            if rep is not None:
                if heard and any(q.spin.depth >= Spin.PROBLEM.depth for q in rep.questions):
                    return number
                continue
            buyer = next(b for b in self.buyer_turns if b.turn == number)
            if self.voices_problem(buyer):
                if self._asked_deep(buyer):
                    return number
                heard = True
        return len(self.transcript.turns) + 1

    @cached_property
    def heard_at(self) -> int:
        """The first turn at which the rep has heard something of the buyer's case; beyond the call if never.

        Heard means: the rep asked about state or trouble, and the buyer answered; or the buyer told of trouble unasked.
        """
        never = len(self.transcript.turns) + 1
        told = next((b.turn for b in self.buyer_turns if b.words >= _TOLD and self.voices_problem(b)), never)
        for rep in self.rep_turns:
            asked = any(q.spin is not Spin.NONE for q in rep.questions)
            if asked and rep.after is not None and rep.after.words > 1:
                return min(told, rep.after.turn)
        return told

    def takes_up(self, rep: RepTurn, buyer: BuyerTurn | None = None) -> bool:
        """True if the rep's turn takes up the buyer's: by frame, by words, or by an act that answers."""
        buyer = buyer or rep.before
        if buyer is None:
            return False
        if rep.does(RepAct.UPTAKE, RepAct.EMPATHY, RepAct.CHECK, RepAct.CORRECTION) or self._explores(rep):
            return True
        if spot(rep.spoken, self.language, "anchor", "rep"):
            return True
        return bool(shared(rep.spoken, buyer.text, self.language))

    def _explores(self, rep: RepTurn) -> bool:
        """The turn asks what lies beneath, openly; "rented or bought?" after a worry is a change of subject."""
        acts = rep.acts(RepAct.EXPLORE_OBJECTION)
        plain = [q for q in rep.questions if q.question is QuestionKind.CLOSED and q.spin is Spin.SITUATION]
        return any(not any(a.start < q.end and q.start < a.end for q in plain) for a in acts)

    def about_offer(self) -> frozenset[str]:
        """Content words of what is sold, where they are known."""
        texts = [self.transcript.product]
        if self.offer:
            texts += [*self.offer.words, self.offer.name]
        return frozenset().union(*(terms(text, self.language) for text in texts if text))

    def pairs(self) -> Iterator[tuple[RepTurn, BuyerTurn]]:
        """Each turn of the rep that got an answer, with it."""
        for rep in self.rep_turns:
            if rep.after is not None:
                yield rep, rep.after
