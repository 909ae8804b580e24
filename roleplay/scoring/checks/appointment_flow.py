"""On the phone the rep goes through the four steps that win an appointment.

Who is calling, why it is worth the buyer's while, two times to choose from, and a calm second ask when the first is
turned down (course 2.19). Days or half-days are concrete enough for the choice of two.

Bad:
    R: Hi, we make labelling machines, can I send you a brochure?
    B: Just send it.
    R: Okay, thanks, bye.

Good:
    R: Good morning, this is Lena from Corvane. Paul Mercer suggested I call you about the morning changeovers.
    B: I'm rather busy.
    R: Twenty minutes, and if it is no use you say so. Would Tuesday morning or Thursday afternoon suit you better?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.annotation import Utterance
from roleplay.scoring.buyer_words import Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.checks.refusal_handling import handled
from roleplay.scoring.cue_lists import listed
from roleplay.scoring.findings import CheckSettings, Finding, Judgement, Say, scored
from roleplay.scoring.log_reasons import reasons
from roleplay.scoring.next_steps import concrete
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import AppointmentStep, RepAct, Spin


class Settings(CheckSettings):
    """How much each step is worth."""

    introduction: float = Field(default=0.2, ge=0, description="Share of the criterion for saying who is calling.")
    reason: float = Field(default=0.35, ge=0, description="Share for a reason that serves the buyer, or a referral.")
    two_options: float = Field(default=0.45, ge=0, description="Share for offering two concrete times.")
    purpose: float = Field(default=0.5, ge=0, le=1, description="Part of it that saying what it is about still earns.")
    one_time: float = Field(default=0.6, ge=0, le=1, description="Part of it that one concrete time still earns.")
    refusal: float = Field(default=0.25, ge=0, description="Share for the second ask; counts only after a refusal.")
    reason_within: int = Field(default=4, ge=1, description="The reason must come in this many first turns.")
    introduce_within: int = Field(default=2, ge=1, description="The introduction must come in this many first turns.")


def judge(call: Call, settings: Settings) -> Judgement:
    """Look for the four steps; the last counts only where the buyer refused."""
    parts = {
        AppointmentStep.SELF_INTRODUCTION: (settings.introduction, *_introduction(call, settings)),
        AppointmentStep.REASON_FOR_MEETING: (settings.reason, *_reason(call, settings)),
        AppointmentStep.TWO_OPTION_CLOSE: (settings.two_options, *_two_options(call, settings)),
    }
    refused = handled(call)
    if refused:
        best = max(refused, key=lambda r: r.score)
        shown = best.finding if best.score >= 1 else None
        parts[AppointmentStep.REFUSAL_HANDLING] = (settings.refusal, best.score, shown)
    total = sum(weight for weight, _, _ in parts.values())
    score = sum(weight * got for weight, got, _ in parts.values()) / total if total else 0.0
    done = [step for step, (_, got, _) in parts.items() if got >= 1]
    missing = [step for step, (_, got, _) in parts.items() if got < 1]
    reason = Say.of(
        "appointment_flow.all" if not missing else "appointment_flow.part",
        done=len(done), steps=len(parts), missing=tuple(Say.of(f"step.{step.value}") for step in missing),
    )  # fmt: skip
    findings = tuple(f for _, _, f in parts.values() if f is not None)
    turn, said = _place(call, missing, parts[AppointmentStep.TWO_OPTION_CLOSE][2])
    return scored(
        score, reason, measure=round(len(done) / len(parts), 4), findings=findings,
        case=missing[0].value if missing else "", said=said, turn=turn,
    )  # fmt: skip


def _introduction(call: Call, settings: Settings) -> tuple[float, Finding | None]:
    for rep in call.rep_turns[: settings.introduce_within]:
        boasts = rep.acts(RepAct.BOAST)
        for act in rep.acts(RepAct.SELF_INTRODUCTION):
            # "We are the leading…" praises; it does not say who is calling.
            if not any(b.start < act.end and act.start < b.end for b in boasts):
                return 1.0, rep.mark("earned", Say.of("note.introduced"), act)
    for rep in call.rep_turns[: settings.introduce_within]:
        sentence = _listed(rep, "introduces") or _listed(rep, "introduces_named")
        if sentence is not None:
            return 1.0, rep.mark("earned", Say.of("note.introduced"), sentence)
    return 0.0, None


def _reason(call: Call, settings: Settings) -> tuple[float, Finding | None]:
    """A referral, a reason, the buyer's own wish, or what the buyer took as one; a mere purpose earns a part."""
    for rep in call.rep_turns:
        for act in rep.acts(RepAct.REFERRAL, RepAct.REASON_FOR_MEETING):
            key = "note.referral" if act.act is RepAct.REFERRAL else "note.reason"
            return 1.0, rep.mark("earned", Say.of(key), act)
        if call.moved_by(rep) & reasons("reason"):
            return 1.0, rep.mark("earned", Say.of("note.reason"))
    for rep in call.rep_turns[: settings.reason_within]:
        sentence = _listed(rep, "reason")
        if sentence is not None and sentence.spin is Spin.NONE:
            return 1.0, rep.mark("earned", Say.of("note.reason"), sentence)
    for worth, cue, key in ((1.0, "invited", "note.invited"), (settings.purpose, "purpose", "note.purpose")):
        for rep in call.rep_turns[: settings.introduce_within]:
            sentence = _sentence(call, rep, cue)
            if sentence is not None:
                return worth, rep.mark("earned", Say.of(key), sentence)
    return 0.0, None


def _listed(rep: RepTurn, name: str) -> Utterance | None:
    """The sentence that holds a cue of the appointment's own lists, if the turn counts."""
    introduces = name.startswith("introduces")
    if rep.meta or (rep.recital and not introduces):
        return None
    text = rep.text if name == "introduces_named" else fold(rep.text)
    match = listed("appointment", name, rep.language).search(text)
    if match is None:
        return None
    boasts = rep.acts(RepAct.BOAST)
    if introduces and any(b.start < match.end() and match.start() < b.end for b in boasts):
        return None
    return next((u for u in rep.annotation.utterances if u.start <= match.start() < u.end), None)


def _sentence(call: Call, rep: RepTurn, cue: str) -> Utterance | None:
    """The sentence that holds a cue, if the turn is not a string of catchwords or meant for the program."""
    span = None if rep.recital or rep.meta else spot(rep.text, call.language, cue, "rep")
    return next((u for u in rep.annotation.utterances if span and u.start <= span[0] < u.end), None)


def _two_options(call: Call, settings: Settings) -> tuple[float, Finding | None]:
    single: tuple[float, Finding | None] = (0.0, None)
    for rep in call.rep_turns:
        for act in rep.acts(RepAct.TWO_OPTION_CLOSE):
            return 1.0, rep.mark("earned", Say.of("note.two_options"), act)
    for rep in call.rep_turns[len(call.rep_turns) // 3 :]:
        offered = _listed(rep, "two_times")
        if offered is not None and offered.spin is Spin.NONE:
            return 1.0, rep.mark("earned", Say.of("note.two_options"), offered)
    for step in concrete(call):
        if single[1] is None:
            single = (settings.one_time, step.rep.mark("earned", Say.of("note.one_time"), step.act))
    agreed = any(turn.shows(Signal.AGREES) for turn in call.buyer_turns[-2:])
    return (1.0, single[1]) if single[1] is not None and agreed else single


def _place(call: Call, missing: list[AppointmentStep], single: Finding | None) -> tuple[int | None, Finding | None]:
    """Where the first missing step had its place, and what was said there instead."""
    if not missing:
        return None, None
    if missing[0] is AppointmentStep.REFUSAL_HANDLING:
        worst = next((one for one in handled(call) if one.score < 1), None)
        return (worst.rep.turn, worst.finding) if worst else (None, None)
    if missing[0] is AppointmentStep.TWO_OPTION_CLOSE:
        if single is not None:
            return single.turn, single.model_copy(update={"effect": "noted", "note": None})
        return call.rep_turns[-1].turn, call.rep_turns[-1].mark("noted")
    return call.rep_turns[0].turn, call.rep_turns[0].mark("noted")
