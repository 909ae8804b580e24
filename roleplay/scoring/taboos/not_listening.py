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

from roleplay.scoring.attention import Moment, asked_again, moments
from roleplay.scoring.buyer_words import Signal
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.log_reasons import reasons
from roleplay.scoring.manner import unrelated
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import CallType, RepAct, Spin

# A turn of the buyer of more words than this holds something to take up.
_SAYS_SOMETHING = 4


class Settings(VerdictSettings):
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
    log_turns: int = Field(
        default=2, ge=1, description="With the buyer's log: passed over or asked again in so many turns is found."
    )
    alike: float = Field(default=0.67, gt=0, le=1, description="So much must two questions share to be the same.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Take the buyer's own log where there is one; else add up the signs in the words."""
    missed = {moment.rep.turn: moment for moment in moments(call) if not moment.heard}
    return _from_log(call, settings, missed) if call.log else _from_words(call, settings, missed)


def _from_log(call: Call, settings: Settings, missed: dict[int, Moment]) -> Verdict:
    """Passed over twice, or once with a concern that nobody came back to. One late answer is none."""
    turns = [rep for rep in call.rep_turns if call.moved_by(rep) & reasons("not_listening")]
    findings = tuple(_logged(call, rep, missed) for rep in turns)
    if len(turns) >= settings.log_turns:
        return found(0.95, Say.of("not_listening.found", count=len(turns)), findings, case=_case(turns[0], missed))
    if any(_left_open(call, rep) for rep in turns):
        return found(0.85, Say.of("not_listening.left_open"), findings, case=_case(turns[0], missed))
    if missed or turns:
        return clear(0.8, Say.of("not_listening.seldom", count=len({*missed, *(rep.turn for rep in turns)})))
    return clear(0.95, Say.of("not_listening.clear"))


def _logged(call: Call, rep: RepTurn, missed: dict[int, Moment]) -> Finding:
    if call.moved_by(rep) & reasons("asked_again"):
        return rep.mark("lost", Say.of("note.answered_before"))
    kind = missed[rep.turn].kind if rep.turn in missed else "question"
    return rep.mark("lost", Say.of(f"note.passed_over_{kind}"))


def _left_open(call: Call, rep: RepTurn) -> bool:
    """The concern that was passed over in this turn was neither explored nor settled by the end of the call."""
    entry = next(entry for entry in call.log if entry.turn == rep.turn)
    kind, _, item = entry.before.pending.partition(":")
    end = call.log[-1].after
    return kind == "objection" and item not in end.explored and item not in end.settled


def _case(rep: RepTurn, missed: dict[int, Moment]) -> str:
    return missed[rep.turn].kind if rep.turn in missed else ""


def _from_words(call: Call, settings: Settings, missed: dict[int, Moment]) -> Verdict:
    """Add up the signs; each turn counts once, with its strongest."""
    signs: dict[int, tuple[float, Finding]] = {}

    def note(weight: float, finding: Finding) -> None:
        if weight > signs.get(finding.turn, (0.0, finding))[0]:
            signs[finding.turn] = (weight, finding)

    for moment in missed.values():
        weight = settings.problem_dropped if moment.kind == "problem" else settings.passed_over
        moved_on = (
            bool(moment.rep.chat)
            or bool(moment.rep.slips(RepAct.PITCH, RepAct.BOAST))
            or any(q.spin is Spin.SITUATION for q in moment.rep.questions)
        )
        weight += settings.script if moved_on else 0.0
        note(weight, moment.rep.mark("lost", Say.of(f"note.passed_over_{moment.kind}")))
    for rep in call.rep_turns:
        if rep.after is not None and rep.order > 0 and rep.after.shows(Signal.UNHEARD):
            note(settings.unheard, rep.mark("lost", Say.of("note.unheard")))
        earlier = asked_again(call, rep, settings.alike)
        if earlier is not None:
            note(settings.asked_again, rep.mark("lost", Say.of("note.asked_again", turn=earlier.turn + 1)))
    total = sum(weight for weight, _ in signs.values())
    findings = tuple(finding for _, (_, finding) in sorted(signs.items()))
    seldom = Say.of("not_listening.seldom", count=len(signs)) if signs else Say.of("not_listening.clear")
    if total >= settings.enough - 1e-9:
        first = next(rep for rep in call.rep_turns if rep.turn == findings[0].turn)
        reason = Say.of("not_listening.found", count=len(findings))
        verdict = found(min(0.95, 0.5 + 0.15 * total), reason, findings, case=_case(first, missed))
    else:
        verdict = clear(0.65 if signs else 0.9, seldom)
    strength, shown = _strength(call, missed, total, findings)
    return leaning(
        verdict,
        signs=strength,
        findings=shown,
        found=Say.of("not_listening.found", count=max(1, len(shown))),
        clear=seldom,
        case=verdict.case,
    )


def _strength(
    call: Call, missed: dict[int, Moment], total: float, findings: tuple[Finding, ...]
) -> tuple[dict[str, float], tuple[Finding, ...]]:
    """The signs to be weighed, and what shows them: what was passed over, else the plainest turns that went past."""
    past = [
        rep
        for rep in call.rep_turns
        if rep.before is not None
        and rep.before.words > _SAYS_SOMETHING
        and not rep.questions
        and unrelated(call, rep, rep.before)
    ]
    brushed = [rep for rep in call.rep_turns if rep.before is not None and rep.slips(RepAct.CONTRADICTION)]
    unheard = sum(rep.after is not None and rep.order > 0 and rep.after.shows(Signal.UNHEARD) for rep in call.rep_turns)
    signs = {
        "passed_over": min(total, 4.0),
        "missed": min(len(missed), 5) / 2,
        "unheard": min(unheard, 3),
        "went_past": min(len(past), 5) / 2,
        "brushed_aside": min(len(brushed), 3),
        "negotiation": float(call.type is CallType.NEGOTIATION),
    }
    if findings:
        return signs, findings
    shown = {rep.turn: rep.mark("lost", Say.of("note.went_past")) for rep in (*past, *brushed)}
    return signs, tuple(shown[turn] for turn in sorted(shown))[:3]
