"""What the store takes and gives: a call as it is kept."""

from __future__ import annotations

from pydantic import Field

from roleplay.buyer_log import LogEntry
from roleplay.terms import CallType, Language
from roleplay.transcript import Frozen, Transcript, Turn


class NewCall(Frozen):
    """All that is fixed when a call starts.

    ``scene`` is the JSON of buyer, offer and traits as they are now, so that a file changed later changes no call
    that is running or done.
    """

    id: str
    user: str
    buyer: str
    call_type: CallType
    language: Language
    seed: int
    exam: bool
    started: float  # seconds since the epoch
    scene: str
    voice: str  # "embedded" or "model"
    attempt: int = 1
    root: str = ""  # first call of the line of attempts; empty: this one
    parent: str | None = None
    from_turn: int | None = None


class CallRecord(Frozen):
    """A call with its turns and the buyer's log."""

    call: NewCall
    turns: tuple[Turn, ...]
    log: tuple[LogEntry, ...]
    ended: float | None = None
    ended_by: str = ""  # "rep", "buyer" or empty
    ended_reason: str = ""  # reason id
    fault_turn: int | None = None
    fault_cause: str = ""
    resumed_at: int | None = None

    @property
    def transcript(self) -> Transcript:
        """The call in the outer format."""
        return Transcript(id=self.call.id, language=self.call.language, call_type=self.call.call_type, turns=self.turns)


class CallSummary(Frozen):
    """One line of a list of calls: what lists need, without a word that was said."""

    id: str
    buyer: str
    call_type: CallType
    language: Language
    scene: str  # key of the content as it was; ``Repository.scenes`` gives it
    started: float  # seconds since the epoch
    ended: float | None
    ended_by: str
    attempt: int
    root: str
    from_turn: int | None
    turns: int  # finished turns
    last_at: float | None  # seconds from the start to the last finished turn, where its time is known
    agreed: bool  # the buyer has agreed to a next step


class StoredScore(Frozen):
    """The figures of a scorecard that lists and progress need, without opening it."""

    call: str
    rubric: str
    rubric_version: str
    engine_version: str
    score: float | None
    next_source: str = ""  # what was advised to practise next: id of a criterion, taboo or fault
    next_titles: dict[Language, str] = Field(default_factory=dict)  # the title of that advice in each language
    spin_depth: int | None = None
    facts_share: float | None = None
    open_share: float | None = None
    taboos: int | None = None
