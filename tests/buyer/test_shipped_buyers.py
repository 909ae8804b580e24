"""The buyers that come with the program are fair: who listens and asks wins them, who pitches and presses does not."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from roleplay.buyer.scene import Scene
from roleplay.persona import Offer, Persona
from roleplay.terms import CallType, FactKind, Stance
from tests.buyer.calls import ROOT, play, shipped_traits
from tests.buyer.reps import pushy_rep, sound_rep


def _read(kind: str, model: type) -> dict:
    load = YAML(typ="safe").load
    files = sorted((ROOT / "personas" / kind).glob("*.yaml"))
    values = [model.model_validate(load(file.read_text(encoding="utf-8"))) for file in files]
    return {value.id: value for value in values}


BUYERS: dict[str, Persona] = _read("buyers", Persona)
OFFERS: dict[str, Offer] = _read("offers", Offer)
CALLS = [(buyer.id, call) for buyer in BUYERS.values() for call in buyer.calls]


def _scene(buyer: str, call: CallType, seed: int) -> Scene:
    persona = BUYERS[buyer]
    return Scene(
        persona=persona,
        offer=OFFERS[persona.offer],
        traits=shipped_traits(),
        call_type=call,
        language=persona.language,
        seed=seed,
    )


@pytest.mark.parametrize(("buyer", "call"), CALLS)
def test_a_sound_rep_reaches_the_commitment_of_every_buyer_who_can_be_won(buyer: str, call: CallType) -> None:
    for seed in range(3):
        after = play(_scene(buyer, call, seed), sound_rep(), turns=22)[-1].after
        won = after.agreement is not None
        assert won == (BUYERS[buyer].stance is not Stance.SABOTEUR), after


@pytest.mark.parametrize(("buyer", "call"), CALLS)
def test_a_pushy_rep_reaches_nothing(buyer: str, call: CallType) -> None:
    after = play(_scene(buyer, call, 1), pushy_rep())[-1].after
    assert after.agreement is None
    assert not after.problems


def test_every_qualification_kind_is_known_to_the_buyers_who_can_be_visited() -> None:
    for buyer in BUYERS.values():
        if CallType.DISCOVERY_VISIT in buyer.calls:
            kinds = {fact.kind for fact in buyer.facts}
            assert {FactKind.BUDGET, FactKind.DECISION} <= kinds, buyer.id
