"""What the use cases hand to a page or a terminal: plain values in which no secret of a buyer is left.

Texts in a view are in the reader's language; turns and quotes stay in the language of the call.
"""

from __future__ import annotations

from typing import Literal

from roleplay.annotation import TurnAnnotation
from roleplay.buyer_log import Agreement, Movement
from roleplay.scorecard import Scorecard
from roleplay.terms import CallType, Language
from roleplay.transcript import Frozen, Transcript, Turn


class BuyerCard(Frozen):
    """A buyer as the list shows him."""

    id: str
    name: str
    short_name: str
    title: str
    company: str
    industry: str
    size: str
    languages: tuple[Language, ...]  # the languages the call can be held in; the file's own first
    manner: str  # plain trait, e.g. "Shrewd, keeps the initiative"
    stance: str  # hint, e.g. "Wants proof before belief"
    stance_id: str
    calls: tuple[CallType, ...]
    difficulty: int  # 1 to 5
    best: float | None = None  # best score of this user, 0 to 100
    tries: int = 0
    open_call: str | None = None  # id of this user's unfinished call with this buyer
    open_turn: int | None = None  # number of turns spoken in it


class Weight(Frozen):
    """A criterion of the rubric and what it weighs, for the brief."""

    title: str
    weight: float


class Brief(Frozen):
    """What a rep reads before the call."""

    card: BuyerCard
    call_type: CallType
    goal: str
    known: str
    manner: str  # one sentence on how this person comes across
    vendor: str
    selling: str  # what is sold, one sentence
    price: str  # list and floor price, written out
    minutes: int
    weights: tuple[Weight, ...]
    voice: Literal["embedded", "model"]


class CallView(Frozen):
    """A call as it stands now."""

    id: str
    card: BuyerCard
    call_type: CallType
    language: Language
    exam: bool
    goal: str
    vendor: str
    selling: str
    price: str
    turns: tuple[Turn, ...]  # finished turns only; a running reply is followed
    replying: bool  # the buyer's reply to the last turn is on its way
    started: float  # seconds since the epoch
    elapsed: float  # seconds; of the whole call once it has ended
    ended: bool
    ended_by: Literal["", "rep", "buyer"] = ""
    ended_reason: str = ""  # one sentence in the reader's language; empty while the call is open
    minutes: int = 0  # how long such a call takes; 0: not said
    retry_turn: int | None = None  # the rep turn worth trying again after a hang-up
    voice: Literal["embedded", "model"]
    fault_turn: int | None = None  # from this turn on built-in lines, because the model failed
    fault_cause: str = ""  # one line
    attempt: int = 1
    parent: str | None = None  # call it was tried again from
    from_turn: int | None = None
    resumed_at: int | None = None  # the call went on after the program was started anew, at this turn


class OpenCall(Frozen):
    """A call that waits to be gone on with."""

    call: str
    card: BuyerCard
    call_type: CallType
    turns: int
    elapsed: float  # seconds that were spoken
    left: float  # seconds since the last word


class ReplyEvent(Frozen):
    """One thing that happens to the running reply."""

    kind: Literal["piece", "restart", "done"]
    text: str = ""  # the piece; for done the whole sentence


class TurnMoves(Frozen):
    """What one turn of the rep did to the buyer."""

    turn: int
    trust: float  # 0 to 1, after the turn
    interest: float
    movements: tuple[Movement, ...]
    reason: str  # the largest movement in words


class Attempt(Frozen):
    """One attempt in a line of attempts at the same call."""

    call: str
    number: int
    from_turn: int | None
    score: float | None
    ended: bool


class ScoredCall(Frozen):
    """Everything the scorecard page shows."""

    call: CallView
    transcript: Transcript
    annotations: tuple[TurnAnnotation, ...]
    moves: tuple[TurnMoves, ...]  # from the buyer's own log
    start_trust: float
    start_interest: float
    agreement: Agreement | None
    scorecard: Scorecard
    missed_topics: tuple[str, ...]  # names of what was not found out, never its content
    found_facts: int
    total_facts: int
    attempts: tuple[Attempt, ...]


class Comparison(Frozen):
    """Two attempts at the same call."""

    first: ScoredCall
    second: ScoredCall
    parted_at: int  # first turn in which they differ


class PastCall(Frozen):
    """One row of the list of past calls."""

    call: str
    card: BuyerCard
    call_type: CallType
    language: Language
    started: float
    elapsed: float
    ended: bool
    outcome: Literal["open", "agreed", "rep_ended", "buyer_hung_up"]
    score: float | None
    spin_depth: int | None  # 0 to 4, deepest step on a voiced problem
    facts_share: float | None
    open_share: float | None
    taboos: int | None
    rubric_version: str
    attempt: int
    first_with_buyer: bool
