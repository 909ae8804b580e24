"""Whole calls: a rep who listens and asks wins the winnable buyers, one who pitches and presses wins nobody."""

from __future__ import annotations

from itertools import product

import pytest

from roleplay.terms import CallType, Personality, Stance
from tests.buyer.calls import play, scene
from tests.buyer.reps import fact_collector, pushy_rep, sound_rep

WINNABLE = [stance for stance in Stance if stance is not Stance.SABOTEUR]
SEEDS = range(4)


@pytest.mark.parametrize(("who", "stance"), list(product(Personality, WINNABLE)))
def test_a_sound_rep_wins_a_visit_in_seven_to_sixteen_turns(who: Personality, stance: Stance) -> None:
    for seed in SEEDS:
        log = play(scene(who, stance, seed=seed), sound_rep())
        agreement = log[-1].after.agreement
        assert agreement is not None, f"{seed}: not won"
        assert 7 <= agreement.turn // 2 + 1 <= 16
        assert log[-1].after.ended == "agreed"


@pytest.mark.parametrize(("who", "stance"), list(product(Personality, WINNABLE)))
def test_a_sound_rep_wins_a_meeting_on_the_phone(who: Personality, stance: Stance) -> None:
    for seed in SEEDS:
        after = play(scene(who, stance, call=CallType.COLD_CALL, seed=seed), sound_rep())[-1].after
        assert after.agreement is not None
        assert after.refusals or after.raised or stance is Stance.ACCEPTING


@pytest.mark.parametrize("call", list(CallType))
@pytest.mark.parametrize(("who", "stance"), list(product(Personality, Stance)))
def test_pitching_and_pressing_wins_nobody(who: Personality, stance: Stance, call: CallType) -> None:
    for seed in SEEDS:
        log = play(scene(who, stance, call=call, seed=seed), pushy_rep())
        assert log[-1].after.agreement is None
        assert len(log) >= 3  # even a tiger hears him out for a moment
        assert not log[-1].after.problems


@pytest.mark.parametrize(("who", "stance"), list(product(Personality, Stance)))
def test_collecting_facts_is_not_enough_for_a_visit(who: Personality, stance: Stance) -> None:
    for seed in SEEDS:
        assert play(scene(who, stance, seed=seed), fact_collector())[-1].after.agreement is None


@pytest.mark.parametrize("who", list(Personality))
def test_a_saboteur_is_contained_but_not_won(who: Personality) -> None:
    log = play(scene(who, Stance.SABOTEUR), sound_rep())
    assert log[-1].after.agreement is None
    assert log[-1].after.trust <= 0.35
    assert not log[-1].after.bait_taken


def test_the_four_personalities_answer_the_same_turns_differently() -> None:
    def acts(who: Personality) -> tuple:
        return tuple(tuple(act.kind for act in entry.acts) for entry in play(scene(who), fact_collector()))

    assert len({acts(who) for who in Personality}) == 4
