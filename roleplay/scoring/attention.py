"""Whether the rep took up what the buyer just said: shared by the listening check and the first taboo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roleplay.analysis import count_words
from roleplay.annotation import Utterance
from roleplay.scoring.buyer_words import BuyerTurn, Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.log_reasons import reasons
from roleplay.scoring.overlap import terms
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import QuestionKind, RepAct, Spin

Kind = Literal["screen", "question", "demand", "remark", "concern", "problem"]

_ANSWERS_CONCERN = (
    RepAct.AGREEMENT, RepAct.EMPATHY, RepAct.PROOF, RepAct.REFERENCE, RepAct.CONDITION,
    RepAct.DEFERRAL, RepAct.LOWERED_STAKES, RepAct.CORRECTION, RepAct.CONTRADICTION, RepAct.CONCESSION, RepAct.GRANT,
    RepAct.PROMISE, RepAct.UPTAKE, RepAct.CHECK, RepAct.TWO_OPTION_CLOSE, RepAct.NEXT_STEP,
)  # fmt: skip
_ANSWERS_QUESTION = (
    *_ANSWERS_CONCERN, RepAct.PRICE, RepAct.PITCH, RepAct.SELF_INTRODUCTION, RepAct.REASON_FOR_MEETING, RepAct.REFERRAL,
    RepAct.DECISION_INFLUENCE,
)  # fmt: skip
_ANSWER_WORDS = 4
# What the director's log calls that which waits for an answer.
_PENDING: dict[str, Kind] = {"objection": "concern", "demand": "demand", "bait": "remark", "refusal": "concern"}
# Questions of the log by which the buyer asks who is calling and what for.
_WHO_AND_WHY = ("screen", "firm")


@dataclass(frozen=True)
class Moment:
    """Something the buyer said that waited for an answer, and the rep's turn after it."""

    kind: Kind
    buyer: BuyerTurn
    rep: RepTurn
    heard: bool


def moments(call: Call) -> tuple[Moment, ...]:
    """Every question, concern and problem of the buyer that the rep had the chance to answer, in order."""
    result = []
    for rep in call.rep_turns:
        buyer = rep.before
        if buyer is None:
            continue
        kind = _kind(call, buyer)
        if kind is not None:
            result.append(Moment(kind, buyer, rep, _heard_by_log(call, rep, kind, buyer)))
    return tuple(result)


def _heard_by_log(call: Call, rep: RepTurn, kind: Kind, buyer: BuyerTurn) -> bool:
    """What the buyer's own state says comes first; a buyer who has to say it again was not heard."""
    moved = call.moved_by(rep)
    if moved & reasons("passed_over"):
        return False
    if moved & reasons("taken_up"):
        return True
    if rep.after is not None and rep.after.shows(Signal.UNHEARD):
        return False
    return _heard(call, kind, buyer, rep)


def _kind(call: Call, buyer: BuyerTurn) -> Kind | None:
    if buyer.entry is not None and buyer.entry.after.pending:
        kind, _, item = buyer.entry.after.pending.partition(":")
        return "screen" if item in _WHO_AND_WHY else _PENDING.get(kind, "question")
    if buyer.asks:
        return "question"
    if buyer.shows(Signal.CONCERN):
        return "concern"
    if call.voices_problem(buyer):
        return "problem"
    return None


def _heard(call: Call, kind: Kind, buyer: BuyerTurn, rep: RepTurn) -> bool:
    if rep.chat and not any(q.spin is not Spin.NONE for q in rep.questions):
        # A word of the buyer's that only leads into chat is not taken up.
        return rep.does(RepAct.EMPATHY, RepAct.EXPLORE_OBJECTION, RepAct.DEFERRAL, RepAct.NEXT_STEP)
    if call.takes_up(rep, buyer):
        return True
    if kind in ("concern", "problem") and any(_goes_on(q) for q in rep.questions):
        return True
    if kind in ("question", "screen"):
        # A plain sentence may answer without any of the buyer's words; only asking or chatting on is no answer.
        plain = rep.plain_words >= _ANSWER_WORDS and not rep.chat
        return rep.does(*_ANSWERS_QUESTION) or plain
    if kind in ("concern", "demand", "remark"):
        return rep.does(*_ANSWERS_CONCERN)
    return any(q.spin.depth >= Spin.PROBLEM.depth for q in rep.questions)


def _goes_on(question: Utterance) -> bool:
    """Asking openly what goes wrong, or what it leads to or would be worth, goes on from what the buyer said."""
    openly = question.question is QuestionKind.OPEN and question.spin.depth >= Spin.PROBLEM.depth
    return openly or question.spin.depth >= Spin.IMPLICATION.depth


def asked_again(call: Call, rep: RepTurn, alike: float) -> RepTurn | None:
    """The earlier turn in which the rep asked the same and got an answer; None where this turn asks nothing twice.

    ``alike`` (0 to 1) is how much of the content the two questions must share. Confirming is not asking again.
    """
    if spot(rep.text, call.language, "anchor", "rep") or rep.does(RepAct.CHECK, RepAct.UPTAKE):
        return None
    for question in rep.questions:
        own = terms(question.text, call.language)
        if question.spin is Spin.NONE or len(own) < 2:
            continue
        for earlier in call.rep_turns[: max(0, rep.order - 1)]:
            if earlier.after is None or earlier.after.shows(Signal.DEFLECTS) or count_words(earlier.after.text) < 2:
                continue
            for before in earlier.questions:
                other = terms(before.text, call.language)
                if len(other) > 1 and len(own & other) / len(own | other) >= alike:
                    return earlier
    return None
