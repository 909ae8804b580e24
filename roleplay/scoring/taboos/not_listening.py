"""The rep passes over what the buyer just said.

Asking for what was already answered, not taking up a concern or a question, going on with the script: the buyer stops
telling (course 2.38, no. 1). Confirming, deferring openly, or answering in other words is listening.

Bad:
    R: How many trucks do you run?
    B: I told you, we don't run trucks, we're forwarders.
    R: And which fuel cards do the trucks use?

Good:
    R: How many trucks do you run?
    B: None, we're forwarders.
    R: You said none of your own. Who carries for you, then?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.scoring.attention import asked_again, moments
from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Finding, Say, Verdict, clear, found
from roleplay.terms import RepAct, Spin


class Settings(CheckSettings):
    """What each sign weighs, and from which sum on the taboo is found."""

    enough: float = Field(default=1.0, gt=0, description="The signs of a call must add up to this.")
    unheard: float = Field(
        default=1.0, ge=0, description="The buyer says that an answer was already given or a question ignored."
    )
    passed_over: float = Field(default=0.6, ge=0, description="A question or concern of the buyer is passed over.")
    problem_dropped: float = Field(default=0.4, ge=0, description="A problem just voiced is passed over.")
    script: float = Field(
        default=0.4, ge=0, description="More for each, if the rep pitches, chats or moves on to facts instead."
    )
    asked_again: float = Field(default=1.0, ge=0, description="Something already answered is asked again.")
    alike: float = Field(default=0.67, gt=0, le=1, description="So much must two questions share to be the same.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Add up the signs; each turn counts once, with its strongest."""
    signs: dict[int, tuple[float, Finding]] = {}

    def note(weight: float, finding: Finding) -> None:
        if weight > signs.get(finding.turn, (0.0, finding))[0]:
            signs[finding.turn] = (weight, finding)

    for moment in moments(call):
        if moment.heard:
            continue
        weight = settings.problem_dropped if moment.kind == "problem" else settings.passed_over
        moved_on = (
            bool(moment.rep.chat)
            or moment.rep.does(RepAct.PITCH, RepAct.BOAST)
            or any(q.spin is Spin.SITUATION for q in moment.rep.questions)
        )
        weight += settings.script if moved_on else 0.0
        note(weight, moment.rep.mark("lost", Say.of(f"note.passed_over_{moment.kind}")))
    for rep in call.rep_turns:
        if rep.after is not None and rep.order > 0 and rep.after.shows(Signal.UNHEARD):
            note(settings.unheard, rep.mark("lost", Say.of("note.unheard")))
        if "asked_again" in call.moved_by(rep):
            note(settings.asked_again, rep.mark("lost", Say.of("note.answered_before")))
        earlier = asked_again(call, rep, settings.alike)
        if earlier is not None:
            note(settings.asked_again, rep.mark("lost", Say.of("note.asked_again", turn=earlier.turn + 1)))
    total = sum(weight for weight, _ in signs.values())
    findings = tuple(finding for _, (_, finding) in sorted(signs.items()))
    if total >= settings.enough - 1e-9:
        return found(min(0.95, 0.5 + 0.15 * total), Say.of("not_listening.found", count=len(findings)), findings)
    return clear(0.9 if not signs else 0.65, Say.of("not_listening.clear"))
