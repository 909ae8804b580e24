"""The director's numbers, read once from ``rules.toml``."""

from __future__ import annotations

from functools import cache

from roleplay.data import load_toml
from roleplay.persona import LengthCap, Share
from roleplay.terms import CallType, Language, Personality, RepAct, Role, Spin
from roleplay.transcript import Frozen


class Delta(Frozen):
    """What one reason does to the gauges, before personality."""

    trust: float
    interest: float
    patience: float
    fault: bool = False


class Limits(Frozen):
    """How much is too much. Lengths are Han characters or words."""

    full_gain_below: Share
    patience_a_turn: Share
    situation_in_a_row: int
    monologue: LengthCap
    short_pitch: LengthCap
    long_pitch: LengthCap
    brief_answer: LengthCap
    statement: LengthCap
    courtesy_turns: int
    long_call: int
    proofs: int
    favours: int
    disclosed_open: int
    disclosed_closed: int
    second_item_trust: Share


class Irritation(Frozen):
    """How irritation rises, fades and shows."""

    rise: float
    decay: Share
    loss: float
    cold: Share
    cold_patience: Share
    cold_trust: Share
    warm_trust: Share


class LayerDefault(Frozen):
    """When a layer of a need is said where the persona file leaves it open."""

    trust: Share
    spin: Spin = Spin.NONE
    open_trust: Share | None = None


class AgendaRules(Frozen):
    """When the buyer brings something up himself."""

    midway: int
    bait: int
    baits: dict[Personality, int]
    repeats: dict[Personality, int]
    proofs_asked: int
    prices_asked: int
    screens: int
    clarifies: int
    complaints: int
    asks_price: tuple[Role, ...]


class Shift(Frozen):
    """What is added to the thresholds of a stance."""

    trust: float
    interest: float


class AgreementRules(Frozen):
    """What a next step takes."""

    call: dict[CallType, Shift]
    role: dict[Role, Shift]
    open_objection: float
    cold_refusals: int
    lingers: int


class HangUpRules(Frozen):
    """How often before he hangs up."""

    vulgar: int
    meta_instruction: int
    slips: int


class DifficultyRules(Frozen):
    """Weights of the difficulty of a buyer."""

    distance: float
    impatience: float
    objection: float
    guarded: float
    base: float
    steps: tuple[float, ...]


class Rules(Frozen):
    """All of ``rules.toml``."""

    movements: dict[str, Delta]
    limits: Limits
    irritation: Irritation
    complains: dict[Personality, Share]
    disclosure: dict[str, LayerDefault]
    guarded_trust: Share
    agenda: AgendaRules
    answers: dict[str, frozenset[RepAct]]
    settles: dict[str, frozenset[RepAct]]
    agreement: AgreementRules
    hang_up: HangUpRules
    difficulty: DifficultyRules


@cache
def rules() -> Rules:
    """The rules, checked when they are first read."""
    return Rules.model_validate(load_toml("roleplay.buyer", "rules.toml"))


def length(cap: LengthCap, language: Language) -> int:
    """The length that holds in a language: Han characters in Chinese, words in English."""
    return cap.zh if language.is_chinese else cap.en
