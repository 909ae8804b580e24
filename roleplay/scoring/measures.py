"""Plain counts of a call, without judgement."""

from __future__ import annotations

from roleplay.analysis import count_words
from roleplay.buyer_log import BuyerState
from roleplay.persona import Persona
from roleplay.scorecard import Measures, QuestionCounts, SpinCounts
from roleplay.scoring.call import Call
from roleplay.terms import QuestionKind, Spin


def talk_share(call: Call) -> float | None:
    """The rep's share (0 to 1) of all words of the call; None if nobody said a word."""
    rep = sum(turn.annotation.words for turn in call.rep_turns)
    everybody = rep + sum(turn.words for turn in call.buyer_turns)
    return rep / everybody if everybody else None


def least_share(call: Call) -> float | None:
    """The same without the rep's words to the program, which fill no silence."""
    rep = sum(count_words(turn.spoken) for turn in call.rep_turns)
    everybody = rep + sum(turn.words for turn in call.buyer_turns)
    return rep / everybody if everybody else None


def worth_finding(persona: Persona) -> tuple[str, ...]:
    """What a rep can find out about this buyer: each need (by its problem) and each fact. Ids as the log has them."""
    return (*(f"{need.id}.problem" for need in persona.needs), *(fact.id for fact in persona.facts))


def drawn_out(persona: Persona, state: BuyerState) -> tuple[str, ...]:
    """Of these, what a question of the rep brought out; what the buyer volunteered is not the rep's merit."""
    return tuple(item for item in worth_finding(persona) if item in state.asked_for)


def measure(call: Call) -> Measures:
    """Count everything once. Facts are None without a buyer's log."""
    questions = [q for rep in call.rep_turns for q in rep.annotation.questions]
    spin = {step: sum(q.spin is step for q in questions) for step in Spin}
    share = talk_share(call)
    known = call.persona is not None and call.state is not None
    return Measures(
        questions=QuestionCounts(
            open=sum(q.question is QuestionKind.OPEN for q in questions),
            closed=sum(q.question is QuestionKind.CLOSED for q in questions),
        ),
        spin=SpinCounts(
            situation=spin[Spin.SITUATION],
            problem=spin[Spin.PROBLEM],
            implication=spin[Spin.IMPLICATION],
            need_payoff=spin[Spin.NEED_PAYOFF],
        ),
        talk_share=None if share is None else round(share, 4),
        longest_monologue_words=max((rep.annotation.words for rep in call.rep_turns), default=0),
        facts_found=len(drawn_out(call.persona, call.state)) if known and call.persona and call.state else None,
        facts_total=len(worth_finding(call.persona)) if known and call.persona else None,
        rep_turns=len(call.rep_turns),
    )
