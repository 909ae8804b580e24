"""This buyer is treated like any other: a stock speech that does not fit industry, role, manner or what was said.

The plainest sign is a presentation that holds not one word of the buyer's own, after the buyer has told a good deal,
or a sentence about what "everybody" needs (course 2.38, no. 10). Words alone show only the plain cases, so the
verdict is never very sure.

Bad:
    B: I don't own a single truck, I'm a forwarder.
    R: Every fleet owner says that at first. In any fleet the drivers steal fuel, and our rod stops it.

Good:
    B: I don't own a single truck, I'm a forwarder.
    R: Then fuel is not your worry, but where the container is may be. Who tells your customers today?
"""

from __future__ import annotations

from pydantic import Field

from roleplay.annotation import Act, Utterance
from roleplay.scoring.buyer_words import Signal, spot
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Lengths, Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.scoring.log_reasons import reasons
from roleplay.scoring.manner import length, unrelated
from roleplay.scoring.overlap import gathered, terms
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import RepAct

# A turn of the buyer of more words than this tells something.
_ACCOUNT = 5
_PRESENTS = (RepAct.PITCH, RepAct.BOAST)


class Settings(VerdictSettings):
    """When a presentation is a stock speech."""

    pitch: Lengths = Field(default=Lengths(en=25, zh=40), description="A shorter presentation is not judged.")
    speech: Lengths = Field(
        default=Lengths(en=80, zh=140), description="A first presentation this long must hold something of this buyer."
    )
    told: int = Field(default=2, ge=1, description="The buyer must have said something in so many turns before.")
    stock: float = Field(default=0.6, ge=0, description="A sentence about what everybody says or needs.")
    no_own_words: float = Field(default=0.6, ge=0, description="A presentation without a word of this buyer's.")
    first_speech: float = Field(default=0.5, ge=0, description="The same in a long first presentation.")
    misfit: float = Field(default=0.6, ge=0, description="The buyer answers that this is not the own case.")
    unheard: float = Field(
        default=1.0, ge=0, description="The buyer answers that this was already said to be otherwise."
    )
    enough: float = Field(default=1.0, gt=0, description="The signs of a call must add up to this.")


def judge(call: Call, settings: Settings) -> Verdict:
    """Add up sentences about everybody, presentations without a word of this buyer's, and answers that say so."""
    total = 0.0
    findings: list[Finding] = []
    for rep in call.rep_turns:
        weight = _weight(call, rep, settings)
        if weight:
            total += weight
            findings.append(rep.mark("lost", Say.of("note.stock_speech"), _stock_sentence(call, rep)))
    presented = any(bool(rep.slips(*_PRESENTS)) for rep in call.rep_turns)
    none = Say.of("ignoring_differences.clear" if presented else "ignoring_differences.nothing")
    script = _scripted(call, {finding.turn for finding in findings})
    shown = tuple(sorted((*findings, *script), key=lambda f: f.turn))
    if total >= settings.enough:
        reason = Say.of("ignoring_differences.found", count=len(findings))
        verdict = found(min(0.8, 0.5 + 0.1 * total), reason, tuple(findings))
    else:
        verdict = clear(0.6 if findings else 0.75, none)
    fits = [rep for rep in call.rep_turns if rep.slips(*_PRESENTS) and rep.pitch_words]
    strange = [rep for rep in fits if not _own_words(call, rep)]
    return leaning(
        verdict,
        signs={
            "stock": min(3.0, total),
            "scripted": min(3, len(script)),
            "pitches_without_own_words": min(4, len(strange)) / 2,
            "pitched_past": min(3, sum(_goes_past(call, rep) for rep in fits)),
            "longest_pitch": min(3.0, length(max((rep.pitch_words for rep in fits), default=0), call.language) / 40),
            "not_mine": min(3, sum(b.shows(Signal.NOT_MINE, Signal.UNHEARD) for b in call.buyer_turns)) / 2,
        },
        findings=shown,
        found=Say.of("ignoring_differences.found", count=len(shown)),
        clear=none,
    )


def _goes_past(call: Call, rep: RepTurn) -> bool:
    """A presentation right after something the buyer told, without taking any of it up."""
    buyer = rep.before
    return buyer is not None and buyer.words > _ACCOUNT and unrelated(call, rep, buyer)


def _scripted(call: Call, counted: set[int]) -> tuple[Finding, ...]:
    """Turns that read a list or a script out, wave a difference away, or call all cases the same."""
    found_at = []
    for rep in call.rep_turns:
        span = spot(rep.text, call.language, "script", "rep") if rep.turn not in counted else None
        if span is not None:
            at = next((u for u in rep.annotation.utterances if u.start <= span[0] < u.end), None)
            found_at.append(rep.mark("lost", Say.of("note.stock_speech"), at))
    return tuple(found_at)


def _stock_sentence(call: Call, rep: RepTurn) -> Act | Utterance | None:
    """The sentence about everybody, else the first that presents."""
    span = spot(rep.text, call.language, "stock_speech", "rep")
    for sentence in rep.annotation.utterances if span else ():
        if span and sentence.start <= span[0] < sentence.end:
            return sentence
    return next(iter(rep.slips(*_PRESENTS)), None)


def _weight(call: Call, rep: RepTurn, settings: Settings) -> float:
    stock = spot(rep.text, call.language, "stock_speech", "rep") is not None
    presents = bool(rep.slips(*_PRESENTS))
    if not (presents or stock) or call.moved_by(rep) & reasons("fitted"):
        return 0.0
    # A sentence about "everybody" makes all that is said around it a speech.
    words = max(rep.pitch_words, rep.statement_words if stock else 0)
    own = presents and _own_words(call, rep)
    told = sum(buyer.words > _ACCOUNT for buyer in call.buyer_before(rep.turn))
    weight = settings.stock if stock and words >= settings.pitch.of(call.language) / 2 else 0.0
    if presents and not own and told >= settings.told and words >= settings.pitch.of(call.language):
        weight += settings.no_own_words
    elif presents and not own and told < settings.told and words >= settings.speech.of(call.language):
        weight += settings.first_speech
    if rep.after is not None and words >= settings.pitch.of(call.language):
        if rep.after.shows(Signal.UNHEARD):
            weight += settings.unheard
        elif rep.after.shows(Signal.NOT_MINE):
            weight += settings.misfit
    return weight


def _own_words(call: Call, rep: RepTurn) -> bool:
    """The presentation holds something that the buyer said or that is known of the buyer, beside the product's name."""
    spans = [(act.start, act.end) for act in rep.slips(*_PRESENTS)]
    spoken = " ".join(rep.text[s:e] for s, e in spans)
    known = [buyer.text for buyer in call.buyer_before(rep.turn, 6)]
    if call.persona is not None:
        known += [call.persona.company.name, call.persona.company.industry, call.persona.name]
    elif call.transcript.industry:
        known.append(call.transcript.industry)
    hold = (terms(spoken, call.language) & gathered(known, call.language)) - call.about_offer()
    return len(hold) > 1
