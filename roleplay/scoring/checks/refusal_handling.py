"""A first no is met calmly: the rep makes the request smaller, truthfully, and asks again.

Pushing on unchanged, or giving up at once, both lose the call (course 2.19, fourth step).

Bad:
    B: We're fine, thanks, just send me something.
    R: Okay, I'll send something. Bye.

Good:
    B: We're fine, thanks.
    R: That's fair. Fifteen minutes, and you tell me whether it fits. Wednesday at ten, or Friday after lunch?
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.scoring.buyer_words import BuyerTurn, Signal
from roleplay.scoring.call import Call
from roleplay.scoring.cue_lists import listed
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored, unscored
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct

_ASK_AGAIN = (RepAct.TWO_OPTION_CLOSE, RepAct.NEXT_STEP)
_SOFTEN = (
    RepAct.LOWERED_STAKES,
    RepAct.EMPATHY,
    RepAct.EXPLORE_OBJECTION,
    RepAct.UPTAKE,
    RepAct.REFERENCE,
    RepAct.PROOF,
)


class Settings(CheckSettings):
    """How the handled refusals become a score."""

    full_at: int = Field(default=1, ge=1, description="This many well handled refusals earn the whole criterion.")


@dataclass(frozen=True)
class Handled:
    """A refusal and what the rep made of it: 0 given up or pushed on, 0.5 eased or asked again, 1 both."""

    rep: RepTurn
    score: float
    finding: Finding


def handled(call: Call) -> tuple[Handled, ...]:
    """Every refusal of the buyer that the rep had a chance to answer; an answer may take two turns.

    With a log these are the director's refusals, concerns about the next step itself, and "send me something".
    """
    result = []
    for rep in call.rep_turns:
        if rep.before is None or rep.order == 0 or not _refuses(call, rep.before):
            continue
        following = call.rep_turns[rep.order : rep.order + 2]
        eased = any(turn.does(*_SOFTEN) or _says(turn, "eases") for turn in following)
        eased = eased or any(q.spin.depth > 0 for q in rep.questions)
        again = any(turn.does(*_ASK_AGAIN) or _says(turn, "two_times") for turn in following)
        score = 0.5 * eased + 0.5 * again
        key = {0.0: "note.gave_up", 0.5: "note.half_handled", 1.0: "note.asked_again_calmly"}[score]
        result.append(Handled(rep, score, rep.mark("earned" if score >= 1 else "lost", Say.of(key))))
    return tuple(result)


def _says(rep: RepTurn, name: str) -> bool:
    counts = not rep.recital and not rep.meta
    return counts and listed("appointment", name, rep.language).search(fold(rep.text)) is not None


def _refuses(call: Call, buyer: BuyerTurn) -> bool:
    """The buyer turns a request down; with a log also by holding to a concern when asked for a step."""
    asked = call.rep_before(buyer.turn)
    if buyer.shows(Signal.REFUSAL):
        # Whoever will not name a figure has turned down a question, not a request.
        only_asked = asked is not None and bool(asked.questions) and asked.questions[-1].spin.depth > 0
        start, end = buyer.sentence(Signal.REFUSAL)
        silent = listed("appointment", "keeps_to_himself", call.language).search(fold(buyer.text[start:end]))
        return buyer.entry is not None or not only_asked or silent is None
    held = buyer.entry is not None and buyer.shows(Signal.CONCERN) and not buyer.shows(Signal.AGREES)
    return held and asked is not None and asked.does(*_ASK_AGAIN)


def judge(call: Call, settings: Settings) -> Judgement:
    """Score the best handled refusals; with none that the rep could still answer there is nothing to judge."""
    refusals = handled(call)
    if not refusals:
        last = call.buyer_turns[-1] if call.buyer_turns else None
        unanswered = last is not None and last.turn > call.rep_turns[-1].turn and _refuses(call, last)
        return unscored(Say.of("refusal_handling.last" if unanswered else "refusal_handling.none"))
    best = sorted((r.score for r in refusals), reverse=True)[: settings.full_at]
    score = sum(best) / settings.full_at
    well = sum(r.score >= 1 for r in refusals)
    worst = next((r for r in refusals if r.score < 1), None)
    return scored(
        score,
        Say.of("refusal_handling.counts", refusals=len(refusals), well=well),
        measure=round(well / len(refusals), 4),
        findings=tuple(r.finding for r in refusals[:3]),
        case="" if score >= 1 else "refused",
        said=worst.finding if worst and score < 1 else None,
        turn=worst.rep.turn if worst and score < 1 else None,
    )
