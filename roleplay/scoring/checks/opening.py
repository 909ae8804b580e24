"""The opening says who is there and why the time is well spent.

A name, a reason that serves the buyer or somebody who pointed the rep here, and, on a visit, an agreed time. One
sentence of benefit is an opening; a speech is not (course 2.21, 2.27).

Bad:
    R: Morning. So, we do bottling lines, and I brought our catalogue.

Good:
    R: Good morning, Ms Whitlock, Leo Tan from Corvane. Paul Mercer in engineering suggested we meet about the
       changeovers.
       Do you have half an hour?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.buyer_words import spot
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Lengths, Say, scored
from roleplay.terms import RepAct, Spin

# In the order in which they are shown as evidence: an introduction does more than a greeting.
_GREETS = (RepAct.SELF_INTRODUCTION, RepAct.GREETING, RepAct.IDENTITY_CHECK, RepAct.THANKS)
_REASON = (RepAct.REFERRAL, RepAct.REASON_FOR_MEETING)
_NOTES = {
    RepAct.SELF_INTRODUCTION: "note.introduced",
    RepAct.REFERRAL: "note.referral",
    RepAct.IDENTITY_CHECK: "note.opening_identity_check",
    RepAct.THANKS: "note.opening_thanks",
}
_PART_NOTES = {
    "greeting": "note.opening_greeting",
    "reason": "note.opening_reason",
    "leave": "note.opening_leave",
}
_ASKS_LEAVE = (RepAct.PERMISSION,)


class Settings(CheckSettings):
    """What belongs to an opening, and how long it may last."""

    within: int = Field(default=3, ge=1, description="The opening is this many first turns of the rep.")
    longest: Lengths = Field(default=Lengths(en=90, zh=150), description="A longer first turn is a speech, no opening.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Look for greeting, reason and leave (or an early question, which leads in as well) in the first turns."""
    turns = call.rep_turns[: settings.within]
    findings: list[Finding] = []
    missing: list[str] = []
    score = 0.0
    for part, acts, worth in (("greeting", _GREETS, 0.3), ("reason", _REASON, 0.4), ("leave", _ASKS_LEAVE, 0.3)):
        hit = next(((rep, act) for kind in acts for rep in turns for act in rep.acts(kind)), None)
        if hit is not None:
            score += worth
            findings.append(hit[0].mark("earned", Say.of(_note(part, hit[1].act)), hit[1]))
            continue
        if part == "leave" and (leave := _asks_time(call, settings)) is not None:
            score += worth
            findings.append(leave)
            continue
        question = next(((rep, q) for rep in turns for q in rep.questions if q.spin is not Spin.NONE), None)
        if part != "greeting" and question is not None:
            score += worth * 0.75
            continue
        missing.append(part)
    first = turns[0]
    if first.statement_words > settings.longest.of(call.language):
        score *= 0.5
        missing.append("speech")
        findings.append(first.mark("lost", Say.of("note.opening_speech", words=first.statement_words)))
    reason = Say.of(
        "opening.part" if missing else "opening.all", missing=tuple(Say.of(f"opening.lacks_{part}") for part in missing)
    )
    return scored(
        score, reason, measure=round(score, 4), findings=tuple(findings[:3]), case=missing[0] if missing else "",
        said=first.mark("lost") if missing else None, turn=first.turn if missing else None,
    )  # fmt: skip


def _note(part: str, act: RepAct) -> str:
    return _NOTES.get(act, _PART_NOTES[part])


def _asks_time(call: Call, settings: Settings) -> Finding | None:
    """A question for the buyer's time, whatever its words."""
    for rep in call.rep_turns[: settings.within]:
        for question in rep.questions:
            if question.spin is Spin.NONE and spot(question.text, call.language, "asks_time", "rep"):
                return rep.mark("earned", Say.of("note.opening_leave"), question)
    return None
