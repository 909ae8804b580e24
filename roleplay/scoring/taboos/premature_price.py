"""Price, discount or terms come from the rep, unasked, before a need of the buyer is on the table.

A figure given before the need is known is only ever compared with zero (course 2.38, no. 4). Whoever is asked may
answer; asking for the buyer's budget is not naming a price.

Bad:
    R: Our service is four thousand a month, and this week there is twenty per cent off.
    B: I don't even know what it does.

Good:
    B: Just tell me what it costs.
    R: Between three and five thousand, depending on the line. What does a stop cost you today?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.log_reasons import reasons
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import CallType, RepAct, Spin

_MONEY = (RepAct.PRICE, RepAct.CONCESSION)
_LATER = (CallType.NEGOTIATION, CallType.OBJECTION_HANDLING)


class Settings(VerdictSettings):
    """When the rep may speak of money."""

    asked_within: int = Field(default=2, ge=1, description="The buyer asked for the price in this many turns before.")
    price_is_open: bool = Field(
        default=True, description="Once the buyer has brought up price at all, the rep may answer to it."
    )


def judge(call: Call, settings: Settings) -> Verdict:
    """Look at each price of the rep before the first problem the buyer voiced."""
    findings: list[Finding] = []
    asked = False
    later = _unasked_later(call, settings)
    for rep in call.rep_turns:
        if not _too_early(call, rep):
            continue
        acts = [act for act in rep.slips(*_MONEY) if not _question_of_budget(rep, act.start, act.end)]
        if not acts:
            continue
        if _buyer_opened(call, rep, settings):
            asked = True
            continue
        figure = next((act for act in acts if act.detail.get("amount")), None)
        key = "note.price_amount" if figure else "note.price_first"
        findings.append(rep.mark("lost", Say.of(key), figure or acts[0]))
    if findings:
        confidence = 0.9 if any(f.note and f.note.key == "note.price_amount" for f in findings) else 0.75
        if call.type in _LATER:
            confidence -= 0.15
        verdict = found(confidence, Say.of("premature_price.found", turn=findings[0].turn + 1), tuple(findings))
    else:
        verdict = clear(0.9, Say.of("premature_price.asked" if asked else "premature_price.clear"))
    shown = tuple(findings) or later
    return leaning(
        verdict,
        signs={
            "before_need": min(3, len(findings)),
            "unasked": min(3, len(later)),
            "before_value": float(bool(later) and later[0].turn < _valued(call)),
            "figure": float(any(f.note and f.note.key.endswith("_amount") for f in shown)),
            "in_its_place": float(call.type in _LATER) * bool(shown),
            "on_a_cold_call": float(call.type is CallType.COLD_CALL) * bool(shown),
        },
        findings=shown,
        found=Say.of("premature_price.found" if findings else "premature_price.unasked", turn=_first(shown)),
        clear=Say.of("premature_price.asked" if asked else "premature_price.clear"),
    )


def _first(findings: tuple[Finding, ...]) -> int:
    return findings[0].turn + 1 if findings else 0


def _unasked_later(call: Call, settings: Settings) -> tuple[Finding, ...]:
    """Prices that the rep names without having been asked, wherever they stand in the call."""
    found_at: list[Finding] = []
    for rep in call.rep_turns:
        recent = call.buyer_before(rep.turn, settings.asked_within)
        if any(buyer.shows(Signal.ASKS_PRICE) for buyer in recent):
            continue
        acts = [act for act in rep.slips(*_MONEY) if not _question_of_budget(rep, act.start, act.end)]
        if acts:
            figure = next((act for act in acts if act.detail.get("amount")), None)
            key = "note.price_unasked_amount" if figure else "note.price_unasked"
            found_at.append(rep.mark("lost", Say.of(key), figure or acts[0]))
    return tuple(found_at)


def _valued(call: Call) -> int:
    """The turn in which the rep asks what the problem leads to or what solving it is worth; beyond the call if none."""
    deep = (rep.turn for rep in call.rep_turns if any(q.spin.depth >= Spin.IMPLICATION.depth for q in rep.questions))
    return next(deep, len(call.transcript.turns))


def _too_early(call: Call, rep: RepTurn) -> bool:
    """Before a need stands; with a buyer's log, where it was too early for that buyer."""
    return bool(call.moved_by(rep) & reasons("early_price")) if call.log else rep.turn <= call.need_at


def _buyer_opened(call: Call, rep: RepTurn, settings: Settings) -> bool:
    recent = call.buyer_before(rep.turn, settings.asked_within)
    if any(buyer.shows(Signal.ASKS_PRICE) for buyer in recent):
        return True
    ever = call.buyer_before(rep.turn)
    return settings.price_is_open and any(buyer.shows(Signal.ASKS_PRICE, Signal.TALKS_PRICE) for buyer in ever)


def _question_of_budget(rep: RepTurn, start: int, end: int) -> bool:
    """Money inside a question about the buyer's own spending is no offer."""
    return any(act.start < end and start < act.end for act in rep.acts(RepAct.BUDGET_ENQUIRY))
