"""What the buyer did and why: the director's state and log, kept with the call as ground truth for scoring."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from roleplay.terms import Stance
from roleplay.transcript import Frozen

Mood = Literal["warm", "neutral", "cold"]


class BuyerActKind(StrEnum):
    """What the buyer does in a turn; the voice only words it. ``item`` is an id of the persona file."""

    GREET = "greet"                        # answers the opening
    ANSWER_IDENTITY = "answer_identity"    # "Speaking.", "我就是"
    SCREEN = "screen"                      # "what is this about?": who are you, what for
    DISCLOSE = "disclose"                  # says something he knows (item: id of what he says)
    HINT = "hint"                          # says part of it (item as above)
    DEFLECT = "deflect"                    # will not say (item: what was asked about)
    DONT_KNOW = "dont_know"                # nothing is known about it
    CLARIFY = "clarify"                    # asks what was meant
    OBJECT = "object"                      # raises an objection (item)
    REPEAT_OBJECTION = "repeat_objection"  # holds to it (item)
    REVEAL_REASON = "reveal_reason"        # says what lies beneath an objection (item)
    DROP_OBJECTION = "drop_objection"      # lets it go (item)
    DEMAND = "demand"                      # asks for something (item)
    RAISE_DEMAND = "raise_demand"          # asks for more after an easy yes (item)
    BAIT = "bait"                          # says something wrong or slanted (item)
    ASK_BACK = "ask_back"                  # answers with a question of his own
    ASK_PROOF = "ask_proof"                # "what is that based on?"
    ASK_PRICE = "ask_price"
    ACKNOWLEDGE = "acknowledge"            # takes note, in his mood
    PASSIVE_YES = "passive_yes"            # a yes that commits to nothing
    COMPLAIN = "complain"                  # reacts to a fault (slot: fault)
    AGREE = "agree"                        # commits to the next step (slot: when)
    COUNTER = "counter"                    # agrees, asks for a concrete time
    REFUSE = "refuse"                      # turns the next step down
    GOODBYE = "goodbye"                    # ends in courtesy
    HANG_UP = "hang_up"                    # ends the call on the rep (slot: reason)


class BuyerAct(Frozen):
    """One thing the buyer does, and what it is about."""

    kind: BuyerActKind
    item: str | None = Field(default=None, description="Id in the persona file, e.g. 'downtime.problem', 'budget'.")
    slots: dict[str, str] = Field(default_factory=dict)


class Movement(Frozen):
    """One reason why the buyer's state moved. Amounts are what was really applied, after personality and caps."""

    reason: str = Field(description="Id of the reason, e.g. 'implication_question', 'premature_price'.")
    trust: float = 0.0
    interest: float = 0.0
    patience: float = 0.0
    start: int | None = Field(default=None, description="Where in the rep's turn, if it has a place.")
    end: int | None = None


class Agreement(Frozen):
    """A next step that the buyer committed to."""

    turn: int = Field(description="The rep's turn that won it.")
    when: str = ""


class BuyerState(Frozen):
    """Everything the director remembers. All gauges run from 0 to 1."""

    trust: float
    interest: float
    patience: float
    irritation: float = 0.0
    stance: Stance
    stance_moved: bool = False
    steps: int = Field(default=0, description="Rep turns answered so far.")
    disclosed: tuple[str, ...] = Field(default=(), description="Ids said in full, in order.")
    asked_for: tuple[str, ...] = Field(default=(), description="Of these, the ids that a question of the rep drew out.")
    hinted: tuple[str, ...] = ()
    deflected: dict[str, int] = Field(default_factory=dict, description="How often each id was withheld.")
    raised: tuple[str, ...] = Field(default=(), description="Objections raised.")
    explored: tuple[str, ...] = Field(default=(), description="Objections whose real reason is out.")
    settled: tuple[str, ...] = Field(default=(), description="Objections let go.")
    demanded: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    withstood: tuple[str, ...] = Field(default=(), description="Demands not simply granted.")
    baited: tuple[str, ...] = ()
    bait_taken: tuple[str, ...] = ()
    bait_refused: tuple[str, ...] = ()
    pending: str = Field(default="", description="What waits for the rep's answer: 'objection:<id>', 'demand:<id>', …")
    situation_streak: int = 0
    refusals: int = Field(default=0, description="Requests for a next step turned down.")
    clarified: int = 0
    vulgar: int = 0
    topic: str = Field(default="", description="Id of the need or fact under discussion.")
    said_last: tuple[str, ...] = Field(
        default=(), description="Ids said, in full or in part, in the buyer's last turn."
    )
    heard: tuple[str, ...] = Field(
        default=(), description="What the rep has done so far that the buyer goes by: 'reason', 'pitch', 'proof', …"
    )
    insisted: dict[str, int] = Field(
        default_factory=dict, description="How often each objection or demand was pressed again."
    )
    complained_at: int = Field(default=-1, description="Rep turns answered when he last complained or insisted.")
    favours: int = Field(default=0, ge=0, description="Answers and proofs of the rep that were not yet returned.")
    agreement: Agreement | None = None
    ended: str = Field(default="", description="Reason id once the buyer has ended the call, else empty.")

    @property
    def problems(self) -> tuple[str, ...]:
        """Ids of needs whose problem the buyer has voiced."""
        return tuple(item.removesuffix(".problem") for item in self.disclosed if item.endswith(".problem"))


class LogEntry(Frozen):
    """One step of the director: the answer to the rep's turn ``turn``."""

    turn: int = Field(ge=0, description="Number of the rep's turn, from 0.")
    acts: tuple[BuyerAct, ...]
    mood: Mood
    movements: tuple[Movement, ...] = ()
    before: BuyerState
    after: BuyerState
    voice: str = Field(default="", description="Which voice worded it: 'embedded' or the model's name.")
    lines: tuple[str, ...] = Field(default=(), description="Ids of the written lines used.")
    events: tuple[str, ...] = Field(default=(), description="Guard rejections and endpoint faults, by id.")
