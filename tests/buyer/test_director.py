"""What the buyer does in answer to a turn, read from tests/cases/buyer/director_turns.toml."""

from __future__ import annotations

import time

import pytest

from roleplay.buyer.director import open_call, step
from roleplay.buyer_log import LogEntry
from roleplay.terms import CallType, Personality, Role, Stance
from tests.buyer.calls import read_cases, say_all, scene, turn

CASES = read_cases("director_turns.toml")


@pytest.mark.parametrize("case", CASES, ids=[case["name"].replace(" ", "_") for case in CASES])
def test_the_buyer_answers_as_the_case_says(case: dict) -> None:
    last = _play(case)
    acts = [f"{act.kind}:{act.item}" if act.item else act.kind.value for act in last.acts]
    wanted = case["acts"]
    if case.get("loose"):
        assert set(wanted) & set(acts), acts
    else:
        assert acts[: len(wanted)] == wanted
    if case.get("only"):
        assert acts == wanted
    assert set(case.get("variants", [])) <= {f"{act.kind}.{act.slots.get('variant', '')}" for act in last.acts}
    if "reason" in case:
        assert case["reason"] in [act.slots.get("reason") for act in last.acts]
    if "agreed" in case:
        assert last.after.agreement is not None
        assert last.after.agreement.when == case["agreed"]
    reasons = {movement.reason for movement in last.movements}
    assert set(case.get("reasons", [])) <= reasons
    assert not set(case.get("no_reasons", [])) & reasons
    assert last.after.ended == case.get("ended", "")
    if "pending" in case:
        assert last.after.pending == case["pending"]


def _play(case: dict) -> LogEntry:
    at = scene(
        Personality(case.get("personality", "fox")),
        Stance(case.get("stance", "sceptical")),
        Role(case.get("role", "purchaser")),
        CallType(case.get("call", "discovery_visit")),
        seed=3,
        **dict.fromkeys(case.get("without", []), ()),
    )
    gauges = {name: case[name] for name in ("trust", "interest", "patience") if name in case}
    state = open_call(at).model_copy(update=gauges)
    turns = list(case["turns"])
    if "until_pending" in case:
        # The habit's moment depends on the seed: plain words until it has come, then the last turn.
        log = say_all(at, *turns[:-1], state=state)
        moment = next(i for i, entry in enumerate(log) if entry.after.pending == case["until_pending"])
        state, turns = log[moment].after, turns[-1:]
    return say_all(at, *turns, state=state)[-1]


def test_an_ended_call_takes_no_further_turn() -> None:
    at = scene()
    ended = open_call(at).model_copy(update={"ended": "goodbye"})
    with pytest.raises(ValueError, match="ended"):
        step(at, ended, turn(2, "thanks"))


def test_seeds_vary_habits() -> None:
    def habits(seed: int) -> tuple:
        turns = [[f"ask open situation {need}"] for need in ("burners", "spares", "crew")]
        log = say_all(scene(seed=seed, objections=()), *turns)
        return tuple(act.kind for entry in log for act in entry.acts)

    assert len({habits(seed) for seed in range(8)}) > 1


def test_movements_stand_on_the_words_that_caused_them() -> None:
    said = turn(0, "greeting", "price 8", "ask open problem burners")
    entry = step(scene(objections=()), open_call(scene()), said)
    where = {one.reason: said.text[one.start : one.end] for one in entry.movements if one.start is not None}
    assert where["premature_price"].startswith("price")
    assert where["problem_question"].startswith("ask")


def test_a_step_takes_a_millisecond_at_most() -> None:
    at = scene()
    state = open_call(at)
    said = turn(0, "greeting", "uptake", "ask open problem burners", "pitch 30", "price 5")
    step(at, state, said)
    # The quickest of several rounds: what the machine does besides must not count.
    rounds = []
    for _ in range(10):
        started = time.perf_counter()
        for _ in range(20):
            step(at, state, said)
        rounds.append((time.perf_counter() - started) / 20)
    assert min(rounds) < 0.001
