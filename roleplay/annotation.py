"""What the analysis found in a turn of the rep: the one reading that the buyer reacts to and the rubric scores by."""

from __future__ import annotations

from pydantic import Field

from roleplay.terms import QuestionKind, RepAct, Spin
from roleplay.transcript import Frozen


class Utterance(Frozen):
    """One sentence, or one question cut out of a longer one. Offsets are code points in the turn, end exclusive."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    question: QuestionKind = QuestionKind.NONE
    spin: Spin = Spin.NONE
    question_rule: str = Field(default="", description="Id of the rule that gave the kind.")
    spin_rule: str = Field(default="", description="Id of the rule that gave the SPIN label.")
    cues: tuple[str, ...] = Field(default=(), description="The rep's words that the rules matched.")
    confidence: float = Field(default=1.0, ge=0, le=1)
    topics: tuple[str, ...] = Field(default=(), description="Ids of this buyer's needs and facts it is about.")

    @property
    def is_question(self) -> bool:
        """True where the buyer is asked for something."""
        return self.question is not QuestionKind.NONE


class Act(Frozen):
    """A stretch of the rep's turn that does something, beside asking."""

    act: RepAct
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    rule: str = Field(description="Id of the rule that found it.")
    detail: dict[str, str] = Field(default_factory=dict, description="For example amount, when, who.")


class TopicHit(Frozen):
    """The rep's words touch something this buyer knows."""

    id: str = Field(description="Id of a need or fact of the persona.")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    score: float = Field(ge=0, le=1, description="1 for one of the author's own words, less for a likeness.")


class TurnAnnotation(Frozen):
    """One turn of the rep, analysed. Offsets count in ``text``."""

    turn: int = Field(ge=0)
    text: str
    utterances: tuple[Utterance, ...] = ()
    acts: tuple[Act, ...] = ()
    topics: tuple[TopicHit, ...] = ()
    words: int = Field(default=0, ge=0, description="Han characters plus Latin words.")

    @property
    def questions(self) -> tuple[Utterance, ...]:
        """The utterances that ask the buyer for something."""
        return tuple(u for u in self.utterances if u.is_question)

    def find(self, *acts: RepAct) -> tuple[Act, ...]:
        """The acts of these kinds, in the order they were said."""
        return tuple(act for act in self.acts if act.act in acts)

    def does(self, *acts: RepAct) -> bool:
        """True if the turn does any of these."""
        return any(act.act in acts for act in self.acts)
