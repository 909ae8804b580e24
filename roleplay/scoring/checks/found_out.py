"""The rep's questions bring out what matters: the trouble, its cost, money, who decides, when, and who supplies now.

With the log of a buyer played here, what was found is known exactly; what the buyer volunteered does not count. Without
one, the kinds of information in the buyer's answers are counted. What was missed is named, never told.

Bad:
    R: We have twelve service centres. Can I send you the catalogue?
    B: Fine.

Good:
    R: Is there money left in this year's maintenance budget?
    B: Some. Six hundred thousand.
    R: Besides you and Paul, who has to agree before it is spent?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from roleplay.buyer_log import BuyerState
from roleplay.persona import Persona
from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored
from roleplay.scoring.measures import drawn_out, worth_finding
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct

Kind = Literal["problem", "effect", "benefit", "budget", "decision", "supplier", "timetable", "process"]

_SIGNALS: dict[Kind, tuple[Signal, ...]] = {
    "problem": (Signal.PROBLEM,),
    "effect": (Signal.EFFECT,),
    "benefit": (Signal.BENEFIT,),
    "budget": (Signal.BUDGET,),
    "decision": (Signal.DECIDES_OTHER, Signal.DECIDES_SELF),
    "supplier": (Signal.SUPPLIER,),
    "timetable": (Signal.TIMETABLE,),
    "process": (Signal.PROCESS,),
}
_ENQUIRY = {"budget": RepAct.BUDGET_ENQUIRY, "decision": RepAct.DECISION_ENQUIRY}


class Settings(CheckSettings):
    """What there is to find."""

    kinds: tuple[Kind, ...] = Field(
        default=("problem", "effect", "budget", "decision", "timetable"),
        min_length=1,
        description="Kinds of information that a call of this type should bring out, where there is no buyer's log.",
    )
    full_at: float = Field(
        default=0.8, gt=0, le=1, description="This part of the kinds earns the whole criterion, without a buyer's log."
    )
    full_at_log: float = Field(
        default=0.55,
        gt=0,
        le=1,
        description="This part of all that a buyer played here knows earns it; one call is short.",
    )


def judge(call: Call, settings: Settings) -> Judgement:
    """Count what was drawn out, from the log if there is one."""
    if call.persona is not None and call.state is not None:
        return _from_log(call, call.persona, call.state, settings)
    return _from_words(call, settings)


def _from_log(call: Call, persona: Persona, state: BuyerState, settings: Settings) -> Judgement:
    total, got = worth_finding(persona), drawn_out(persona, state)
    missed = [item for item in total if item not in state.disclosed]
    topics = {f"{need.id}.problem": need.topics[0] for need in persona.needs}
    kinds = {fact.id: fact.kind.value for fact in persona.facts}
    findings = tuple(
        rep.mark("earned", Say.of("note.drew_out", what=(_named(item, topics, kinds),)))
        for item, rep in _first_asked(call)
        if item in got
    )
    share = len(got) / len(total)
    low = share < settings.full_at_log
    reason = Say.of("found_out.counts", found=len(got), total=len(total))
    return scored(
        share / settings.full_at_log,
        reason,
        measure=round(share, 4),
        findings=findings[:3],
        case=_case(_worth_asking(call, state, missed, kinds)) if low else "",
        turn=call.rep_turns[-1].turn if low else None,
    )


def _worth_asking(call: Call, state: BuyerState, missed: list[str], kinds: dict[str, str]) -> Iterator[str]:
    """Kinds of what was missed that the rep did not ask for already; problems only if none came up."""
    tried = {kind for kind, act in _ENQUIRY.items() if any(rep.does(act) for rep in call.rep_turns)}
    for item in missed:
        if item not in kinds and not state.problems:
            yield "problem"
        elif item in kinds and item not in state.hinted and kinds[item] not in tried:
            yield kinds[item]


def _named(item: str, topics: dict[str, str], kinds: dict[str, str]) -> Say:
    return Say.of("found_out.topic", topic=topics[item]) if item in topics else Say.of(f"kind.{kinds[item]}")


def _first_asked(call: Call) -> list[tuple[str, RepTurn]]:
    """Each id with the rep's turn whose answer brought it out."""
    turns = {rep.turn: rep for rep in call.rep_turns}
    result = []
    for entry in call.log:
        fresh = [item for item in entry.after.asked_for if item not in entry.before.asked_for]
        result += [(item, turns[entry.turn]) for item in fresh if entry.turn in turns]
    return result


def _case(missed: Iterable[str]) -> str:
    """The most useful thing to ask next, of what was missed."""
    order = (
        "problem",
        "effect",
        "decision",
        "budget",
        "timetable",
        "supplier",
        "process",
        "benefit",
        "people",
        "history",
    )
    kinds = set(missed)
    return next((f"no_{kind}" for kind in order if kind in kinds), "no_more")


def _from_words(call: Call, settings: Settings) -> Judgement:
    got: dict[Kind, Finding] = {}
    for rep, answer in call.pairs():
        if not rep.questions:
            continue
        for kind in settings.kinds:
            shown = next((s for s in _SIGNALS[kind] if s in answer.signals), None)
            asked_so = kind not in _ENQUIRY or rep.does(_ENQUIRY[kind]) or shown is not None
            if kind not in got and shown is not None and asked_so and not answer.shows(Signal.DEFLECTS):
                start, end = answer.sentence(shown)
                got[kind] = Finding(
                    turn=answer.turn, start=start, end=end, effect="earned", note=Say.of(f"note.told_{kind}")
                )
    missed = [kind for kind in settings.kinds if kind not in got]
    share = len(got) / len(settings.kinds)
    reason = Say.of(
        "found_out.kinds_missed" if missed else "found_out.kinds",
        found=len(got),
        total=len(settings.kinds),
        missed=tuple(Say.of(f"kind.{kind}") for kind in missed),
    )
    low = share < settings.full_at
    return scored(
        share / settings.full_at,
        reason,
        measure=round(share, 4),
        findings=tuple(got[kind] for kind in settings.kinds if kind in got)[:4],
        case=_case(missed) if low else "",
        turn=call.rep_turns[-1].turn if low else None,
    )
