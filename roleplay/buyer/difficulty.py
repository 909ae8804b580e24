"""How hard a buyer is to bring to the next step, from the numbers of the files alone."""

from __future__ import annotations

from roleplay.buyer.rules import rules
from roleplay.persona import Condition, Persona, Traits


def difficulty(persona: Persona, traits: Traits) -> int:
    """Return 1 (easy) to 5 (hard).

    The distance from where trust and interest start to where the buyer agrees, divided by how fast they grow; how soon
    patience runs out; how many objections there are; how much trust the file asks for before things are said. Weights
    are in ``rules.toml``; the scale is ordinal.
    """
    weights = rules().difficulty
    stance, personality = traits.stances[persona.stance], traits.personalities[persona.personality]
    if not stance.agrees:
        return len(weights.steps) + 1
    distance = (
        max(0.0, stance.agreement_trust - stance.trust) / personality.trust_gain
        + max(0.0, stance.agreement_interest - stance.interest) / personality.interest_gain
    )
    total = (
        weights.base
        + weights.distance * distance
        + weights.impatience * personality.patience_loss / max(personality.patience, 0.05)
        + weights.objection * len(persona.objections)
        + weights.guarded * _mean_trust(persona)
    )
    return 1 + sum(total >= step for step in weights.steps)


def _mean_trust(persona: Persona) -> float:
    """Mean trust that the file's own conditions ask for; 0 where it sets none."""
    conditions: list[Condition | None] = [fact.needs for fact in persona.facts]
    for need in persona.needs:
        conditions += [need.needs.situation, need.needs.problem, need.needs.implication, need.needs.payoff]
    asked = [(condition.trust or 0.0) if condition else 0.0 for condition in conditions]
    return sum(asked) / len(asked) if asked else 0.0
