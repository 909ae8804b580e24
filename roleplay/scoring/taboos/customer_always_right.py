"""The rep gives in to everything: agrees with what is wrong, grants every demand at once, promises the unknowable.

It buys no goodwill; the next demand is larger (course 2.38, no. 5; 3.15). A fair demand granted, or a yes with a
condition, is none.

Bad:
    B: Drop the price by four hundred.
    R: Four hundred, fine.
    B: And ninety days.
    R: Ninety days, no problem, I guarantee it.

Good:
    B: Drop the price by four hundred.
    R: If you fix the quantity for the year, I can go to two hundred and fifty.
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning, out_of_place
from roleplay.scoring.giving import givings, says_yes
from roleplay.terms import CallType, RepAct

_YES = (RepAct.AGREEMENT, RepAct.GRANT)


class Settings(VerdictSettings):
    """How much giving in is too much."""

    given: int = Field(default=2, ge=1, description="So many demands granted at once, without condition or question.")
    share: float = Field(default=0.5, ge=0, le=1, description="And at least this share of all demands.")
    bait: bool = Field(default=True, description="Agreeing with something wrong is enough by itself.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Take the director's log where there is one, and the demands in the words."""
    answers = givings(call)
    given = [a for a in answers if a.how == "given"]
    findings: list[Finding] = [
        a.rep.mark("lost", Say.of("note.promised" if a.absolute else "note.granted"), a.act) for a in given
    ]
    if call.state is not None:
        swallowed = _baits(call)
        if swallowed and settings.bait:
            return found(0.95, Say.of("customer_always_right.bait"), (*swallowed, *findings), case="bait")
        promises = sum(a.absolute for a in given)
        if not call.state.demanded and not call.state.baited and not promises:
            return out_of_place(Say.of("customer_always_right.no_demand"))
        granted = len(call.state.granted)
        if granted + promises >= settings.given and granted + promises > len(call.state.withstood):
            return found(0.9, _counts(granted + promises, len(call.state.demanded)), tuple(findings))
        if granted or promises:
            return clear(0.8, Say.of("customer_always_right.once"))
        held = "customer_always_right.held" if call.state.demanded else "customer_always_right.true"
        return clear(0.95, Say.of(held))
    # One promise of the unknowable right after one plain yes is as bad as two plain ones.
    weight = sum(1.5 if a.absolute else 1 for a in given)
    none = Say.of("customer_always_right.held" if answers else "customer_always_right.none")
    if weight >= settings.given and len(given) >= settings.share * len(answers):
        verdict = found(min(0.95, 0.55 + 0.1 * weight), _counts(len(given), len(answers)), tuple(findings))
    else:
        verdict = clear(0.8 if len(given) < 2 else 0.6, none)
    yes = _yeses(call, {a.rep.turn for a in given})
    promises = sum(bool(rep.slips(RepAct.PROMISE)) for rep in call.rep_turns)
    conditions = sum(rep.does(RepAct.CONDITION) for rep in call.rep_turns)
    return leaning(
        verdict,
        signs={
            "given": min(4.0, weight),
            "plain_yes": min(4, len(yes)),
            "promised": min(3, promises),
            "gave_price": min(3, sum(bool(rep.slips(RepAct.CONCESSION)) for rep in call.rep_turns)),
            "condition": min(2, conditions),
            "on_a_cold_call": float(call.type is CallType.COLD_CALL),
            "negotiation": float(call.type is CallType.NEGOTIATION),
            "demands": min(6, sum(b.shows(Signal.DEMAND) for b in call.buyer_turns)) / 2,
            "share": len(given) / len(answers) if answers else 0.0,
        },
        findings=tuple(sorted((*findings, *yes), key=lambda f: f.turn)),
        found=Say.of("customer_always_right.yielding", count=len(findings) + len(yes)),
        clear=none,
    )


def _yeses(call: Call, counted: set[int]) -> tuple[Finding, ...]:
    """Further turns that only say yes to what the buyer wants, promise, or lower the price unasked."""
    found_at = []
    for rep in call.rep_turns:
        if rep.turn in counted or rep.before is None or rep.does(RepAct.CONDITION):
            continue
        acts = rep.slips(RepAct.PROMISE, RepAct.CONCESSION)
        if acts:
            key = "note.promised" if acts[0].act is RepAct.PROMISE else "note.given_away"
            found_at.append(rep.mark("lost", Say.of(key), acts[0]))
        elif says_yes(call, rep):
            found_at.append(rep.mark("lost", Say.of("note.granted")))
    return tuple(found_at)


def _counts(given: int, demands: int) -> Say:
    return Say.of("customer_always_right.found", given=given, demands=max(given, demands))


def _baits(call: Call) -> list[Finding]:
    turns = {rep.turn: rep for rep in call.rep_turns}
    return [
        turns[entry.turn].mark("lost", Say.of("note.bait"), next(iter(turns[entry.turn].acts(*_YES)), None))
        for entry in call.log
        if len(entry.after.bait_taken) > len(entry.before.bait_taken) and entry.turn in turns
    ]
