"""Nothing was asked or learned of money: budget, funding, spending limits.

An offer without a budget behind it is a wish (course 2.38, no. 6). Asking about the buyer's money is not naming a
price. On a cold call, whose aim is an appointment, it is too early.

Bad:
    R: So we'll send the offer on Tuesday.
    B: Do that.

Good:
    R: Is there money set aside for this, this year?
    B: Some. Six hundred thousand.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.persona import Persona
from roleplay.scoring.buyer_words import Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning, out_of_place
from roleplay.terms import CallType, FactKind, RepAct


class Settings(VerdictSettings):
    """What may stand for a question about money."""

    learned_is_enough: bool = Field(default=True, description="Money that the buyer speaks of unasked clears it, too.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Look for one question or one answer about money; a single one clears the call."""
    if call.type is CallType.COLD_CALL:
        return out_of_place(Say.of("no_budget_concept.cold_call"))
    for rep in call.rep_turns:
        for act in rep.acts(RepAct.BUDGET_ENQUIRY):
            return clear(0.9, Say.of("no_budget_concept.asked", turn=rep.turn + 1), (rep.mark("noted", None, act),))
    if settings.learned_is_enough:
        told = _told(call)
        if told is not None:
            return clear(0.8, Say.of("no_budget_concept.told", turn=told.turn + 1), (told,))
        known = _known(call)
        if known is not None:
            return clear(0.65, Say.of("no_budget_concept.asked", turn=known.turn + 1), (known,))
    verdict = found(0.8, Say.of("no_budget_concept.found"), turn=_late(call))
    return leaning(
        verdict,
        signs={
            "price_was_talked": float(any(b.shows(Signal.TALKS_PRICE, Signal.ASKS_PRICE) for b in call.buyer_turns)),
            "negotiation": float(call.type is CallType.NEGOTIATION),
            "objections": float(call.type is CallType.OBJECTION_HANDLING),
        },
        found=verdict.reason,
        clear=Say.of("no_budget_concept.minor"),
        turn=verdict.turn,
    )


def _known(call: Call) -> Finding | None:
    """The rep names the buyer's money, learned elsewhere."""
    for rep in call.rep_turns:
        span = spot(rep.text, call.language, Signal.BUDGET.value)
        if span is not None and not rep.meta:
            return Finding(turn=rep.turn, start=span[0], end=span[1])
    return None


def _told(call: Call) -> Finding | None:
    if call.state is not None and call.persona is not None and not _disclosed(call.persona, call.state.disclosed):
        return None
    for buyer in call.buyer_turns:
        if buyer.shows(Signal.BUDGET):
            start, end = buyer.sentence(Signal.BUDGET)
            return Finding(turn=buyer.turn, start=start, end=end)
    return None


def _disclosed(persona: Persona, said: tuple[str, ...]) -> bool:
    budgets = [fact.id for fact in persona.facts if fact.kind is FactKind.BUDGET]
    return not budgets or any(fact in said for fact in budgets)


def _late(call: Call) -> int | None:
    """Where the question would have had its place: in the last third of the rep's turns."""
    turns = call.rep_turns
    return turns[(len(turns) * 2) // 3].turn if turns else None
