"""The result of judging a call. Its JSON form is an outer format: fields may be added, never dropped or re-meant."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from roleplay.terms import SpeechFault, Taboo
from roleplay.transcript import Frozen

Status = Literal["scored", "not_applicable", "unscored"]


class Evidence(Frozen):
    """A verbatim slice of a turn; ``quote`` equals ``turns[turn].text[start:end]``."""

    turn: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    effect: Literal["earned", "lost", "noted"] = "noted"
    note: str = Field(default="", description="Why it counts, in a few words.")


class CriterionResult(Frozen):
    """One criterion of the rubric. ``score`` is None unless it was scored: a missing judgement is not a zero."""

    id: str
    title: str
    status: Status
    applicable: bool
    score: float | None = Field(default=None, ge=0, le=1)
    weight: float = Field(ge=0)
    measure: float | None = None
    reason: str
    evidence: tuple[Evidence, ...] = ()
    advice: str = ""

    @model_validator(mode="after")
    def _score_only_when_scored(self) -> CriterionResult:
        if (self.status == "scored") != (self.score is not None):
            raise ValueError("a score stands if and only if the criterion was scored")
        return self


class TabooResult(Frozen):
    """One of the ten taboos."""

    id: Taboo
    title: str
    found: bool
    applicable: bool
    confidence: float = Field(ge=0, le=1)
    reason: str
    evidence: tuple[Evidence, ...] = ()
    advice: str = ""


class SpeechFaultResult(Frozen):
    """One of the seven speech faults."""

    id: SpeechFault
    title: str
    found: bool
    applicable: bool = True
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


class Advice(Frozen):
    """One of at most three points: what you said, what to try. Exactly one is ``next``."""

    source: str = Field(description="Id of the criterion, taboo or fault it comes from.")
    title: str
    said: Evidence | None = Field(description="None where something was never said.")
    suggestion: str = Field(description="One sentence that fits this call, in the language of the call.")
    why: str = ""
    turn: int | None = Field(default=None, description="The rep turn to try again from.")
    next: bool = False


class QuestionCounts(Frozen):
    """Questions of the rep by kind."""

    open: int = 0
    closed: int = 0


class SpinCounts(Frozen):
    """Questions of the rep by SPIN step."""

    situation: int = 0
    problem: int = 0
    implication: int = 0
    need_payoff: int = 0


class Measures(Frozen):
    """Plain counts, without judgement. Shares run from 0 to 1."""

    questions: QuestionCounts = QuestionCounts()
    spin: SpinCounts = SpinCounts()
    talk_share: float | None = Field(default=None, description="Rep's share of all words; None if nobody spoke.")
    longest_monologue_words: int = 0
    facts_found: int | None = Field(default=None, description="Drawn out by questions; None without a buyer's log.")
    facts_total: int | None = None
    rep_turns: int = 0


class Scorecard(Frozen):
    """A judged call. ``score`` (0 to 100) and ``passed`` are None where too little could be judged."""

    transcript: str
    language: str
    call_type: str
    rubric: str
    rubric_version: str
    engine_version: str
    score: float | None = Field(default=None, ge=0, le=100)
    passed: bool | None = None
    band: str = Field(default="", description="Id of the band: starting, forming, sound, strong; empty without score.")
    band_bounds: tuple[float, ...] = Field(default=(), description="Lower bounds of the four bands, 0 to 100.")
    summary: str = Field(description="What the total means, in one or two sentences; or why there is none.")
    criteria: tuple[CriterionResult, ...]
    advice: tuple[Advice, ...] = Field(default=(), max_length=3)
    measures: Measures
    taboos: tuple[TabooResult, ...]
    speech_faults: tuple[SpeechFaultResult, ...]
    not_judged: tuple[str, ...] = Field(default=(), description="What a transcript cannot show.")
