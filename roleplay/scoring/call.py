"""A call as the checks look at it: the rep's turns with what the buyer said before and after each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from roleplay.analysis import count_words
from roleplay.analysis.offers.sequence import Bargaining, read_bargaining
from roleplay.annotation import TurnAnnotation
from roleplay.buyer_log import BuyerState, LogEntry
from roleplay.persona import Offer, Persona
from roleplay.scoring.buyer_words import BuyerTurn, Signal, read_buyer, spot
from roleplay.scoring.findings import Verdict
from roleplay.scoring.overlap import shared, terms
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import CallType, Language, QuestionKind, RepAct, SpeechFault, Spin, Taboo
from roleplay.transcript import Speaker, Transcript

# So many words of a buyer about trouble are an account, unasked.
_TOLD = 12


def _number(turn: RepTurn | BuyerTurn) -> int:
    return turn.turn


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

    def judged(
        self, taboos: tuple[tuple[Taboo, Verdict], ...], faults: tuple[tuple[SpeechFault, Verdict], ...]
    ) -> Call:
        """The same call with its verdicts. What was read of it is kept, for it does not depend on them."""
        result = replace(self, taboos=taboos, faults=faults)
        read = {name: value for name, value in vars(self).items() if name not in type(self).__dataclass_fields__}
        vars(result).update(read)
        return result

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
        end = bisect_left(self.buyer_turns, turn, key=_number)
        return self.buyer_turns[0 if last is None else max(0, end - last) : end]

    def rep_before(self, turn: int) -> RepTurn | None:
        """The rep's last turn before ``turn``, if there is one."""
        end = bisect_left(self.rep_turns, turn, key=_number)
        return self.rep_turns[end - 1] if end else None

    @cached_property
    def first_problem(self) -> BuyerTurn | None:
        """The buyer's first turn that voices a problem, or an effect of one."""
        return next((t for t in self.buyer_turns if self.voices_problem(t)), None)

    def voices_problem(self, buyer: BuyerTurn) -> bool:
        """True if the turn tells of something that goes wrong for the buyer's own side."""
        return buyer.shows(Signal.PROBLEM) or (buyer.shows(Signal.EFFECT) and self._asked_deep(buyer))

    def _asked_deep(self, buyer: BuyerTurn) -> bool:
        asked = self.rep_before(buyer.turn)
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
        turns: list[RepTurn | BuyerTurn] = [*self.rep_turns, *self.buyer_turns]
        for said in sorted(turns, key=_number):
            if isinstance(said, RepTurn):
                if heard and any(q.spin.depth >= Spin.PROBLEM.depth for q in said.questions):
                    return said.turn
            elif self.voices_problem(said):
                if self._asked_deep(said):
                    return said.turn
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

    @cached_property
    def bargaining(self) -> Bargaining:
        """The sequence of offers of both sides."""
        known = self.offer.price.list if self.offer else None
        return read_bargaining(self.transcript, self.annotations, known=known)

    def pairs(self) -> Iterator[tuple[RepTurn, BuyerTurn]]:
        """Each turn of the rep that got an answer, with it."""
        for rep in self.rep_turns:
            if rep.after is not None:
                yield rep, rep.after
