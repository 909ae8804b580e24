"""Who decides, and how, was never found out; or it was, and nothing was done to reach or equip that person.

The pleasantest talk with somebody who cannot sign changes nothing (course 2.38, no. 7). On a cold call the question
is only whether this is the right person, and whether the rep got past the gatekeeper.

Bad:
    B: My director signs these things.
    R: Right. I'll email you the offer.

Good:
    B: My director signs these things.
    R: Then let me bring both of you one page with the numbers. Could the three of us meet on Tuesday?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.next_steps import concrete
from roleplay.terms import CallType, FactKind, RepAct, Role

_REACHES = (RepAct.DECISION_INFLUENCE,)
_ASKS = (RepAct.DECISION_ENQUIRY,)


class Settings(VerdictSettings):
    """What counts as known and as done."""

    reach: bool = Field(default=True, description="A known other decider must be reached or equipped.")


def judge(call: Call, settings: Settings) -> Verdict:
    """On a cold call look for the right-person check; later for who decides, and for a move towards that person."""
    cold = call.type is CallType.COLD_CALL
    verdict = _cold(call) if cold else _later(call, settings)
    agreed = any(step.agreed for step in concrete(call))
    reached = _first_act(call, *_REACHES) is not None
    case = verdict.case or ("" if verdict.found else "no_way")
    reason = verdict.reason if verdict.found else Say.of("not_influencing_decision_maker.no_way")
    other = _told(call, Signal.DECIDES_OTHER, last=True)
    return leaning(
        verdict,
        signs={
            "unknown": float(verdict.found and not cold),
            "not_checked": float(verdict.found and cold),
            "gatekeeper": float(verdict.case == "gatekeeper"),
            "other_decides": float(other is not None),
            "agreed": float(agreed),
            "reached": float(reached),
            "asked": float(_first_act(call, *_ASKS) is not None),
            "cold": float(cold),
            # A way that was opened cannot be called none.
            "barred": float(not verdict.found and agreed),
        },
        findings=verdict.findings if verdict.found else (),
        found=reason,
        clear=Say.of("not_influencing_decision_maker.minor") if verdict.found else verdict.reason,
        case=case if case != "no_way" else "",
        turn=verdict.turn if verdict.turn is not None else _late(call),
    )


def _later(call: Call, settings: Settings) -> Verdict:
    asked = _first_act(call, *_ASKS)
    other, own = _told(call, Signal.DECIDES_OTHER, last=True), _told(call, Signal.DECIDES_SELF, last=True)
    known = other or own
    if asked is None and known is None and not _logged(call):
        reached = _first_act(call, *_REACHES)
        if reached is not None:
            return clear(0.7, Say.of("not_influencing_decision_maker.reached", turn=reached.turn + 1), (reached,))
        return found(0.8, Say.of("not_influencing_decision_maker.unknown"), turn=_late(call))
    # Whoever named the decider last is believed: "I sign" after "my boss decides", or the other way round.
    if settings.reach and other is not None and (own is None or own.turn < other.turn):
        reached = _first_act(call, *_REACHES)
        if reached is None:
            return found(
                0.65,
                Say.of("not_influencing_decision_maker.not_reached", turn=other.turn + 1),
                (other,),
                turn=_late(call),
                case="not_reached",
            )
    shown = asked or known
    if shown is None:
        return clear(0.8, Say.of("not_influencing_decision_maker.log"))
    return clear(0.85, Say.of("not_influencing_decision_maker.clear", turn=shown.turn + 1), (shown,))


def _cold(call: Call) -> Verdict:
    blocked = _told(call, Signal.GATEKEEPER)
    gatekeeper = _role(call) is Role.GATEKEEPER
    asked = _first_act(call, RepAct.IDENTITY_CHECK, RepAct.DECISION_ENQUIRY)
    reached = _first_act(call, *_REACHES)
    own = _told(call, Signal.DECIDES_SELF)
    if reached is not None:
        return clear(0.85, Say.of("not_influencing_decision_maker.reached", turn=reached.turn + 1), (reached,))
    won = any(step.agreed for step in concrete(call))
    if (gatekeeper or (blocked is not None and own is None)) and not (won and asked):
        finding = (blocked,) if blocked else ()
        return found(0.75, Say.of("not_influencing_decision_maker.gatekeeper"), finding, _late(call), "gatekeeper")
    shown = asked or own
    if shown is not None:
        return clear(0.8, Say.of("not_influencing_decision_maker.right_person", turn=shown.turn + 1), (shown,))
    if _addressed(call):
        return clear(0.65, Say.of("not_influencing_decision_maker.by_name"))
    reason = Say.of("not_influencing_decision_maker.not_checked")
    return found(0.7, reason, turn=call.rep_turns[0].turn, case="not_checked")


def _addressed(call: Call) -> bool:
    """The buyer of a played call is known by name to the rep from the brief."""
    return call.persona is not None and call.persona.role is not Role.GATEKEEPER


def _role(call: Call) -> Role | None:
    return call.persona.role if call.persona else call.transcript.buyer.role


def _first_act(call: Call, *acts: RepAct) -> Finding | None:
    for rep in call.rep_turns:
        for act in rep.acts(*acts):
            return rep.mark("noted", None, act)
    return None


def _told(call: Call, signal: Signal, *, last: bool = False) -> Finding | None:
    for buyer in reversed(call.buyer_turns) if last else call.buyer_turns:
        if buyer.shows(signal):
            start, end = buyer.sentence(signal)
            return Finding(turn=buyer.turn, start=start, end=end)
    return None


def _logged(call: Call) -> bool:
    if call.state is None or call.persona is None:
        return False
    deciders = {fact.id for fact in call.persona.facts if fact.kind is FactKind.DECISION}
    return any(item in deciders for item in call.state.disclosed)


def _late(call: Call) -> int | None:
    turns = call.rep_turns
    return turns[(len(turns) * 2) // 3].turn if turns else None
