"""What the reasons in a turn of the rep do to trust, interest, patience and irritation.

After the update tables of client simulators: a personality is a set of gains over a latent state. The figures are in
``rules.toml``.
"""

from __future__ import annotations

from typing import NamedTuple

from roleplay.buyer.rules import Delta, rules
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerState, Movement


class Noticed(NamedTuple):
    """One thing in the rep's turn that moves the buyer, and where its words stand."""

    reason: str
    start: int | None = None
    end: int | None = None


def apply(scene: Scene, state: BuyerState, noticed: tuple[Noticed, ...]) -> tuple[tuple[Movement, ...], BuyerState]:
    """Move the gauges.

    Returns:
        The movements with the amounts that were really applied, after personality, caps and the ends of the gauges; and
        the state with new gauges, each within 0 and 1, trust never above the cap of the stance.
    """
    cap = max(scene.stance(state.stance).trust_cap, state.trust)
    least = state.patience - rules().limits.patience_a_turn
    trust, interest, patience = state.trust, state.interest, state.patience
    movements: list[Movement] = []
    for one in noticed:
        delta = rules().movements[one.reason]
        new_trust = min(cap, _moved(trust, delta.trust, scene.personality.trust_gain))
        new_interest = _moved(interest, delta.interest, scene.personality.interest_gain)
        new_patience = min(1.0, max(0.0, patience + _patience(scene, state, delta), min(patience, least)))
        movements.append(
            Movement(
                reason=one.reason, start=one.start, end=one.end, trust=round(new_trust - trust, 4),
                interest=round(new_interest - interest, 4), patience=round(new_patience - patience, 4),
            )
        )  # fmt: skip
        trust, interest, patience = new_trust, new_interest, new_patience
    gauges = {
        "trust": round(trust, 4), "interest": round(interest, 4), "patience": round(patience, 4),
        "irritation": _irritation(scene, state, noticed),
    }  # fmt: skip
    return tuple(movements), state.model_copy(update=gauges)


def faults(noticed: tuple[Noticed, ...]) -> tuple[Noticed, ...]:
    """Those that are faults of the rep, the gravest first."""
    table = rules().movements
    found = [one for one in noticed if table[one.reason].fault]
    return tuple(sorted(found, key=lambda one: table[one.reason].trust + table[one.reason].patience))


def _moved(gauge: float, amount: float, gain: float) -> float:
    """A gauge after an amount: gains shrink towards its end, so that nobody is won by one kind of sentence."""
    if amount <= 0:
        return max(0.0, gauge + amount)
    return min(1.0, gauge + amount * gain * min(1.0, (1 - gauge) / (1 - rules().limits.full_gain_below)))


def _patience(scene: Scene, state: BuyerState, delta: Delta) -> float:
    if delta.patience >= 0:
        return delta.patience
    return delta.patience * scene.personality.patience_loss * (1 + rules().irritation.loss * state.irritation)


def _irritation(scene: Scene, state: BuyerState, noticed: tuple[Noticed, ...]) -> float:
    cost = sum(-rules().movements[one.reason].patience for one in faults(noticed))
    if not cost:
        return round(state.irritation * rules().irritation.decay, 4)
    return round(min(1.0, state.irritation + rules().irritation.rise * cost * scene.personality.patience_loss), 4)
