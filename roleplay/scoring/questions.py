"""Which questions earn something: asked of this buyer, answered, and not a repetition or a volley.

A rep who recites all of SPIN in one breath has listened to nothing; so at most two questions a turn count, each wording
once, and only where the buyer answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from roleplay.analysis import count_words
from roleplay.analysis.normalise import fold
from roleplay.analysis.rules import named_pattern
from roleplay.annotation import Utterance
from roleplay.scoring.buyer_words import BuyerTurn, Signal
from roleplay.scoring.call import Call
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import QuestionKind, Spin

PER_TURN = 2
# More questions than this in one turn is a volley: the buyer can answer one of them, so one counts.
VOLLEY = 2
_ASKED_BACK = 6
# So few words beside a question back ("None. Who are you with?") are no answer either.
_BESIDE = 3
_CLAUSE = re.compile(r"[,，.!?。;]")
_QUESTION = re.compile(r"[^.!?。;\n]+\?")


@dataclass(frozen=True)
class Asked:
    """A question that counts, with the turn it stands in and the answer it got."""

    rep: RepTurn
    utterance: Utterance
    answer: BuyerTurn

    @property
    def spin(self) -> Spin:
        """Its step of SPIN."""
        return self.utterance.spin

    @property
    def kind(self) -> QuestionKind:
        """Open or closed."""
        return self.utterance.question


def asked(call: Call) -> tuple[Asked, ...]:
    """The questions that count, in order. In a turn the deepest come first into the count."""
    seen: set[str] = set()
    result: list[Asked] = []
    for rep, answer in call.pairs():
        fresh = [q for q in rep.questions if q.spin is not Spin.NONE and _key(q) not in seen]
        seen.update(_key(q) for q in fresh)
        if not _answered(answer):
            continue
        allowed = 1 if len(rep.questions) > VOLLEY else PER_TURN
        kept = sorted(fresh, key=lambda q: (-q.spin.depth, q.start))[:allowed]
        result += [Asked(rep, q, answer) for q in sorted(kept, key=lambda q: q.start)]
    return tuple(result)


def deepening(call: Call) -> tuple[Asked, ...]:
    """Implication and need-payoff questions that count: asked after the buyer voiced a problem, and not denied.

    Who answers "none, really" has no such problem: the question was out of a book, not out of what was said.
    """
    deep = (q for q in asked(call) if q.spin.depth >= Spin.IMPLICATION.depth and call.problem_before(q.rep.turn))
    return tuple(q for q in deep if q.answer.shows(Signal.EFFECT, Signal.BENEFIT) or not _denies(call, q.answer.text))


def _denies(call: Call, text: str) -> bool:
    """The answer begins by denying, or does so in a clause of its own ("…, none")."""
    denial = named_pattern("zh" if call.language.is_chinese else "en", "denies", "features")
    folded = fold(text)
    clauses = (clause.strip() for clause in _CLAUSE.split(folded))
    short = (clause for clause in clauses if 0 < count_words(clause) <= _BESIDE)
    return denial.search(folded) is not None or any(denial.search(clause) for clause in short)


def told_words(answer: BuyerTurn) -> int:
    """How many words of an answer tell something: not the questions back, nor "are you listening?", nor a farewell."""
    if answer.shows(Signal.UNHEARD, Signal.HANG_UP):
        return 0
    asked_back = sum(count_words(question) for question in _QUESTION.findall(fold(answer.text)))
    return max(0, answer.words - asked_back)


def _answered(answer: BuyerTurn) -> bool:
    """The buyer told something; a "what?" in return is no answer, even with a word before it."""
    asks = answer.shows(Signal.QUESTION, Signal.COURTESY_QUESTION)
    return told_words(answer) > (_BESIDE if asks else 0) and not (asks and answer.words <= _ASKED_BACK)


def _key(question: Utterance) -> str:
    return "".join(c for c in fold(question.text) if c.isalnum())
