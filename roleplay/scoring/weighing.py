"""Weighs the signs of a taboo or fault against how the whole call is held.

In a call from elsewhere words only hint: a late answer, a figure, a boast mean little in a call full of questions and
uptake, and much in a string of speeches. Each taboo has a logistic regression over its own signs and the manner of the
call, fitted to calls that readers labelled (``benchmarks/training/weigh_taboos.py``); the numbers are the data file
``weights.toml``. Nothing is found without a place to quote or a thing that is plainly missing, so every verdict still
says why. A call played here is judged by its director's log, and a very short one by its signs alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from roleplay.data import load_toml
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Leaning, Say, Verdict
from roleplay.scoring.manner import measures

#: What is missing needs no quote.
ABSENT = ("no_budget_concept", "not_influencing_decision_maker", "no_next_step")
#: A sign of this name says that the taboo cannot be: what is there cannot be called missing.
_BARRED = "barred"
WORST = 4.0


@cache
def _weights() -> dict[str, Any]:
    return load_toml("roleplay.scoring", "weights.toml")


def enough_turns(call: Call) -> bool:
    """True where a call is long enough for its manner to say something."""
    return len(call.rep_turns) >= int(_weights()["least_turns"])


def manner(call: Call) -> float:
    """How badly the call is held, in log-odds from 0 (soundly, or even) to 4.

    A badly held call makes a doubtful sign weigh more; a soundly held one excuses nothing, or a rep who only asks would
    be let off what he never did.
    """
    return max(0.0, min(WORST, _sum(_weights()["manner"], measures(call))))


def weigh(name: str, signs: Mapping[str, float], held: float) -> float:
    """Probability (0 to 1) that readers mark ``name``: a taboo or fault by its id, its signs, and the call's manner."""
    return 1 / (1 + math.exp(-_sum(_weights()["verdict"][name], {**signs, "manner": held})))


def settle(name: str, verdict: Verdict, held: float) -> Verdict:
    """The verdict once its signs are weighed; one without signs, or of a name without weights, stays as it is."""
    lean = verdict.leaning
    if lean is None or not verdict.applicable or name not in _weights()["verdict"]:
        return verdict
    chance = weigh(name, lean.signs, held)
    threshold = float(_weights()["verdict"][name]["threshold"])
    shown = bool(lean.findings) or name in ABSENT
    if chance >= threshold and shown and not lean.signs.get(_BARRED):
        return _found(verdict, lean, chance)
    sure = round(max(0.5, 1 - chance), 4)
    if verdict.found and name not in ABSENT:
        # The signs are there, and the card shows them; it only does not accuse.
        noted = tuple(finding.model_copy(update={"effect": "noted"}) for finding in lean.findings)
        return Verdict(
            found=False, confidence=sure, reason=Say.of("verdict.let_pass", count=len(noted)), findings=noted
        )
    if verdict.found:
        return Verdict(found=False, confidence=sure, reason=lean.clear)
    return verdict.model_copy(update={"confidence": max(0.5, min(verdict.confidence, sure))})


def _found(verdict: Verdict, lean: Leaning, chance: float) -> Verdict:
    sure = round(max(0.5, min(0.95, chance)), 4)
    if verdict.found:
        return verdict.model_copy(update={"confidence": sure})
    at = lean.turn if lean.turn is not None else (lean.findings[0].turn if lean.findings else None)
    return Verdict(
        found=True, confidence=sure, reason=lean.found, findings=lean.findings, turn=at, case=lean.case, leaning=lean
    )


def _sum(weights: Mapping[str, Any], values: Mapping[str, float]) -> float:
    return float(weights["bias"]) + sum(float(w) * values.get(name, 0.0) for name, w in weights["weights"].items())
