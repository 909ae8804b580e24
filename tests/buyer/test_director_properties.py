"""What holds for every call, whatever the rep says."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.buyer.director import open_call, step
from roleplay.buyer.knowledge import is_ready, sayables
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerActKind
from roleplay.terms import CallType, Personality, QuestionKind, RepAct, Role, Spin, Stance
from tests.buyer.calls import Parts, say_all, scene, turn

IDS = ("burners", "spares", "crew", "budget", "decision", "supplier", "contract", "audit")
acts = st.sampled_from([act.value for act in RepAct])
lengths = st.sampled_from(["", " 4", " 30", " 100"])
said = st.builds(lambda act, length: act + length, acts, lengths) | st.builds(lambda n: f"say {n}", st.integers(1, 120))
asked = st.builds(
    lambda kind, spin, topics: " ".join(["ask", kind, spin, *topics]),
    st.sampled_from(["open", "closed"]), st.sampled_from([spin.value for spin in Spin]),
    st.lists(st.sampled_from(IDS), max_size=2, unique=True),
)  # fmt: skip
turns = st.lists(said | asked, min_size=1, max_size=4)
calls = st.lists(turns, min_size=1, max_size=10)
scenes = st.builds(
    scene, st.sampled_from(Personality), st.sampled_from(Stance), st.sampled_from(Role), st.sampled_from(CallType),
    st.integers(0, 50),
)  # fmt: skip

quick = settings(max_examples=60, deadline=None)


@quick
@given(scenes, calls)
def test_gauges_stay_between_zero_and_one(at: Scene, call: list[Parts]) -> None:
    for entry in say_all(at, *call):
        now = entry.after
        for gauge in (now.trust, now.interest, now.patience, now.irritation):
            assert 0 <= gauge <= 1
        assert now.trust <= max(at.stance(entry.before.stance).trust_cap, entry.before.trust) + 1e-9
        moved = sum(one.trust for one in entry.movements)
        assert abs(entry.before.trust + moved - now.trust) < 0.01


@quick
@given(scenes, calls)
def test_nothing_is_told_that_its_condition_forbids(at: Scene, call: list[Parts]) -> None:
    items = sayables(at.persona)
    log = say_all(at, *call)
    for entry, parts in zip(log, call, strict=False):
        # The best question of the turn, at the gauges after it: where even that is not enough, it must not be told.
        questions = [part.split() for part in parts if part.startswith("ask")]
        openly = any(words[1] == "open" for words in questions)
        depth = max((Spin(words[2]) for words in questions), key=lambda spin: spin.depth, default=Spin.NONE)
        given_back = any(one.reason == "answered" for one in entry.movements) or {"proof", "reference"} & {
            part.split()[0] for part in parts
        }
        for item in entry.after.disclosed[len(entry.before.disclosed) :]:
            assert is_ready(
                items[item], trust=entry.after.trust, interest=entry.after.interest,
                kind=QuestionKind.OPEN if openly else QuestionKind.CLOSED, spin=depth, said=entry.after.disclosed,
                favour=entry.before.favours > 0 or bool(given_back),
            ), item  # fmt: skip


@quick
@given(scenes, calls)
def test_nothing_is_told_unasked_and_at_most_two_things_a_turn(at: Scene, call: list[Parts]) -> None:
    log = say_all(at, *call)
    for entry, parts in zip(log, call, strict=False):
        new = set(entry.after.disclosed) - set(entry.before.disclosed)
        questions = [part for part in parts if part.startswith("ask")]
        assert len(new) <= 2
        if not questions:
            assert not new
        if not any(part.startswith("ask open") for part in parts):
            assert len(new) <= 1
    if log:
        assert log[-1].after.asked_for == log[-1].after.disclosed


@quick
@given(st.sampled_from(Personality), st.sampled_from(Role), st.sampled_from(CallType), calls, st.integers(0, 9))
def test_a_saboteur_never_agrees(who: Personality, role: Role, kind: CallType, call: list[Parts], seed: int) -> None:
    at = scene(who, Stance.SABOTEUR, role, kind, seed)
    for entry in say_all(at, *call):
        assert entry.after.agreement is None
        assert not {act.kind for act in entry.acts} & {BuyerActKind.AGREE, BuyerActKind.COUNTER}


@quick
@given(scenes, calls)
def test_a_stance_moves_at_most_one_step(at: Scene, call: list[Parts]) -> None:
    stances = [at.persona.stance] + [entry.after.stance for entry in say_all(at, *call)]
    assert sum(a is not b for a, b in pairwise(stances)) <= 1


@quick
@given(scenes, calls)
def test_the_same_call_gives_the_same_log(at: Scene, call: list[Parts]) -> None:
    again = Scene.model_validate_json(at.model_dump_json())
    assert say_all(at, *call) == say_all(again, *call)


@quick
@given(scenes, calls, st.sampled_from([spin.value for spin in Spin]), st.sampled_from(IDS))
def test_asking_openly_never_draws_out_less(at: Scene, call: list[Parts], spin: str, topic: str) -> None:
    log = say_all(at, *call)
    state = log[-1].after if log else open_call(at)
    if state.ended:
        return
    number = 2 * len(call)
    closed = step(at, state, turn(number, f"ask closed {spin} {topic}"))
    opened = step(at, state, turn(number, f"ask open {spin} {topic}"))
    assert len(opened.after.disclosed) >= len(closed.after.disclosed)


@quick
@given(scenes, calls, turns)
def test_a_pitch_before_the_first_need_never_raises_trust(at: Scene, call: list[Parts], parts: Parts) -> None:
    log = say_all(at, *call)
    state = log[-1].after if log else open_call(at)
    if state.ended or state.problems:
        return
    # What would make a pitch an answer or a proof is left out: it is the pitch that is tried.
    parts = [part for part in parts if part.split()[0] != "pitch"] or ["say 5"]
    without = step(at, state, turn(2 * len(call), *parts))
    with_pitch = step(at, state, turn(2 * len(call), "pitch 50", *parts))
    assert with_pitch.after.trust <= without.after.trust + 1e-9
    alone = step(at, state, turn(2 * len(call), "pitch 50"))
    assert alone.after.trust <= state.trust


@quick
@given(scenes, calls)
def test_every_turn_gets_an_answer_and_an_end_is_told(at: Scene, call: list[Parts]) -> None:
    for entry in say_all(at, *call):
        assert 1 <= len(entry.acts) <= 4
        ends = {act.kind for act in entry.acts} & {BuyerActKind.GOODBYE, BuyerActKind.HANG_UP}
        assert bool(ends) == bool(entry.after.ended)
