"""Which questions earn something: asked of this buyer, answered, and not a repetition or a volley.

A rep who recites all of SPIN in one breath has listened to nothing; so at most two questions a turn count, each wording
once, and only where the buyer answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.analysis.normalise import fold
from roleplay.annotation import Utterance
from roleplay.scoring.buyer_words import BuyerTurn, Signal
from roleplay.scoring.call import Call
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import QuestionKind, Spin

PER_TURN = 2
# More questions than this in one turn is a volley: the buyer can answer one of them, so one counts.
VOLLEY = 2
_ASKED_BACK = 6


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
    """Implication and need-payoff questions that count: asked after the buyer voiced a problem, and to do with it."""
    return tuple(q for q in asked(call) if q.spin.depth >= Spin.IMPLICATION.depth and call.problem_before(q.rep.turn))


def _answered(answer: BuyerTurn) -> bool:
    """The buyer said something to it; a short "what?" in return is no answer."""
    asked_back = answer.shows(Signal.QUESTION, Signal.COURTESY_QUESTION) and answer.words <= _ASKED_BACK
    return answer.words > 0 and not asked_back and not answer.shows(Signal.HANG_UP)


def _key(question: Utterance) -> str:
    return "".join(c for c in fold(question.text) if c.isalnum())
