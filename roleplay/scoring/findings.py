"""What a check hands back: plain findings without words of any language, so that a check never writes prose.

Reasons and notes are named by a key of ``text/<language>.toml`` and filled by slots; a finding names a place in a turn,
and the engine cuts the quote there. So a quote cannot be anything but verbatim.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from roleplay.scorecard import Status
from roleplay.terms import Language
from roleplay.transcript import Frozen

Effect = Literal["earned", "lost", "noted"]


class CheckSettings(BaseModel):
    """Base of the settings of a check, a taboo or a fault: what a trainer may turn in the rubric."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class VerdictSettings(CheckSettings):
    """Base of the settings of a taboo or a fault."""

    weighed: bool = Field(
        default=True,
        description="In a call from elsewhere, weigh the signs against how the whole call is held (trained weights).",
    )


class Lengths(CheckSettings):
    """A length in both kinds of writing."""

    en: int = Field(ge=0, description="In words, for calls in English.")
    zh: int = Field(ge=0, description="In Han characters (and Latin words), for calls in Chinese.")

    def of(self, language: Language) -> int:
        """The length that holds for a call in ``language``."""
        return self.zh if language.is_chinese else self.en


class Say(Frozen):
    """A text to be said in the reader's language: a key of the text files and what fills its slots.

    A slot that is itself a tuple of ``Say`` is joined as a list in the reader's language.
    """

    key: str
    slots: dict[str, str | int | tuple[Say, ...]] = Field(default_factory=dict)

    @classmethod
    def of(cls, key: str, **slots: str | int | tuple[Say, ...]) -> Self:
        """Build one; ``Say.of("next_step.none", turns=4)``."""
        return cls(key=key, slots=slots)


class Finding(Frozen):
    """A place in a turn that earned or lost something. Offsets are code points, end exclusive."""

    turn: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    effect: Effect = "noted"
    note: Say | None = None


class Judgement(Frozen):
    """What a check found. ``score`` runs from 0 to 1 and is there exactly where ``status`` is ``scored``."""

    status: Status = "scored"
    score: float | None = Field(default=None, ge=0, le=1)
    measure: float | None = None
    reason: Say
    findings: tuple[Finding, ...] = ()
    case: str = Field(
        default="", description="What went wrong, as an id by which advice is chosen; empty: nothing did."
    )
    said: Finding | None = Field(default=None, description="The words to do better, if there are any.")
    turn: int | None = Field(default=None, description="The rep's turn to try again from.")


def scored(score: float, reason: Say, **more: object) -> Judgement:
    """A judgement with a score, clipped to 0…1 and rounded so that it prints the same everywhere."""
    return Judgement.model_validate({"score": round(min(1.0, max(0.0, score)), 4), "reason": reason, **more})


def unscored(reason: Say) -> Judgement:
    """There is nothing to judge by: no number, and the weight leaves the total."""
    return Judgement(status="unscored", reason=reason)


def not_applicable(reason: Say) -> Judgement:
    """This cannot be asked of a call of this kind."""
    return Judgement(status="not_applicable", reason=reason)


class Leaning(Frozen):
    """The signs of a taboo before they are weighed: how strong each is, where they stand, what to say either way."""

    signs: dict[str, float]
    findings: tuple[Finding, ...] = ()
    found: Say
    clear: Say
    case: str = ""
    turn: int | None = None


class Verdict(Frozen):
    """What a taboo or a speech fault came to. ``confidence`` (0 to 1) is how sure the verdict is, either way."""

    found: bool
    applicable: bool = True
    confidence: float = Field(default=0.9, ge=0, le=1)
    reason: Say
    findings: tuple[Finding, ...] = ()
    turn: int | None = None
    case: str = ""
    leaning: Leaning | None = Field(default=None, description="The signs, where the verdict may be weighed again.")


def found(
    confidence: float, reason: Say, findings: tuple[Finding, ...] = (), turn: int | None = None, case: str = ""
) -> Verdict:
    """The taboo is there; ``turn`` is the rep's turn to try again from (default: the first finding's).

    ``case`` says in which way, where the advice differs.
    """
    at = turn if turn is not None else (findings[0].turn if findings else None)
    return Verdict(found=True, confidence=confidence, reason=reason, findings=findings, turn=at, case=case)


def clear(confidence: float, reason: Say, findings: tuple[Finding, ...] = ()) -> Verdict:
    """The taboo is not there; findings may show what cleared it."""
    return Verdict(found=False, confidence=confidence, reason=reason, findings=findings)


def leaning(verdict: Verdict, **parts: object) -> Verdict:
    """The verdict with the signs it was made of; see ``weighing``."""
    return verdict.model_copy(update={"leaning": Leaning.model_validate(parts)})


def out_of_place(reason: Say) -> Verdict:
    """The taboo cannot be asked of this call."""
    return Verdict(found=False, applicable=False, confidence=1.0, reason=reason)
