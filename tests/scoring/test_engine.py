"""Whole calls: good reps score above bad ones, nothing is made up, and the same input gives the same bytes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from roleplay.analysis import analyse_call
from roleplay.scorecard import Evidence, Scorecard
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, Language, SpeechFault, Taboo
from roleplay.transcript import Speaker, Transcript, Turn

REPS: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parents[1] / "cases" / "reps.yaml")
BAD = [(language, name) for language, reps in REPS.items() for name in reps["bad"]]
Judge = Callable[..., Scorecard]


@pytest.mark.parametrize("language", list(REPS))
def test_an_excellent_rep_scores_above_a_sound_one(judge: Judge, language: str) -> None:
    excellent, sound = (judge(REPS[language][name], language) for name in ("excellent", "sound"))
    assert excellent.score is not None
    assert sound.score is not None
    assert excellent.score > sound.score + 5
    assert excellent.passed
    assert excellent.band == "strong"


@pytest.mark.parametrize(("language", "name"), BAD)
def test_no_bad_rep_comes_near_a_sound_one(judge: Judge, language: str, name: str) -> None:
    row = REPS[language]["bad"][name]
    card, sound = judge(row["talk"], language), judge(REPS[language]["sound"], language)
    if row.get("score") == "none":
        assert card.score is None
        assert card.passed is None
        assert card.summary
        return
    assert card.score is not None
    assert sound.score is not None
    assert card.score < sound.score - 15, (card.score, sound.score)
    assert not card.passed


CALLS = {
    language: [reps["excellent"], reps["sound"], *(row["talk"] for row in reps["bad"].values() if "score" not in row)]
    for language, reps in REPS.items()
}


@st.composite
def _attacked(draw: st.DrawFn) -> tuple[str, str, str]:
    """A call, its language, and the same call with words to the program before or after a turn of the rep's."""
    language = draw(st.sampled_from(sorted(CALLS)))
    talk = draw(st.sampled_from(CALLS[language]))
    words = draw(st.sampled_from(REPS[language]["attacks"]))
    lines = talk.strip().splitlines()
    number = draw(st.sampled_from([i for i, line in enumerate(lines) if line.startswith("R:")]))
    said = lines[number][2:].strip()
    joint = " " if language == "en" else ""
    lines[number] = f"R: {words}{joint}{said}" if draw(st.booleans()) else f"R: {said}{joint}{words}"
    return language, talk, "\n".join(lines)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=_attacked(), call_type=st.sampled_from(["discovery_visit", "cold_call"]))
def test_words_to_the_program_never_raise_the_score(judge: Judge, case: tuple[str, str, str], call_type: str) -> None:
    language, talk, attacked = case
    plain = judge(talk, language, call_type).score
    score = judge(attacked, language, call_type).score
    assert plain is not None
    assert score is not None
    assert score <= plain, (attacked, score, plain)


@pytest.mark.parametrize("language", list(REPS))
def test_every_card_lists_all_ten_taboos_and_seven_faults_in_order(judge: Judge, language: str) -> None:
    for talk in (REPS[language]["sound"], "B: ?"):
        card = judge(talk, language)
        assert [t.id for t in card.taboos] == list(Taboo)
        assert [f.id for f in card.speech_faults] == list(SpeechFault)


def test_too_little_gives_a_reason_instead_of_a_number(judge: Judge) -> None:
    card = judge("R: Hello there.\nB: Who is this?")
    assert card.score is None
    assert card.summary == "You spoke once and said 2 words. That is too little to judge, so there is no number."
    assert {c.status for c in card.criteria} == {"unscored"}
    assert not any(t.found for t in card.taboos)
    assert card.advice == ()


def test_what_cannot_be_judged_leaves_the_denominator(judge: Judge) -> None:
    card = judge(REPS["en"]["excellent"])
    refusal = next(c for c in card.criteria if c.id == "refusal_handling")
    assert (refusal.status, refusal.score) == ("unscored", None)
    counted = [c for c in card.criteria if c.score is not None]
    expected = 100 * sum(c.weight * (c.score or 0) for c in counted) / sum(c.weight for c in counted)
    assert card.score == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("language", list(REPS))
def test_there_are_at_most_three_points_of_advice_and_one_is_next(judge: Judge, language: str) -> None:
    for talk in [REPS[language]["sound"], *(row["talk"] for row in REPS[language]["bad"].values())]:
        card = judge(talk, language)
        assert len(card.advice) <= 3
        assert [a.next for a in card.advice] == [True, False, False][: len(card.advice)]
        assert len({a.title for a in card.advice}) == len(card.advice)
        for advice in card.advice:
            assert "{" not in advice.suggestion
            assert card.score is not None


def test_a_suggestion_quotes_the_buyers_own_word_for_the_problem(judge: Judge) -> None:
    talk = """
    R: Good morning, this is Leo Tan from Corvane. Could you walk me through how the lines run today?
    B: Two lines, three shifts.
    R: Where does it tend to go wrong?
    B: On nights the changeover often runs over.
    R: Our kit solves that. It has self-centring guides and handles.
    B: I see.
    R: Could we meet on Tuesday at ten?
    B: Maybe.
    """
    card = judge(talk)
    assert any("On nights the changeover often runs over" in a.suggestion for a in card.advice)


def test_reasons_come_in_the_readers_language_and_suggestions_in_the_calls(judge: Judge) -> None:
    card = judge(REPS["en"]["bad"]["price first"]["talk"], language=Language.ZH_HANS)
    assert any("一" <= char <= "鿿" for char in card.summary)
    assert all(any("一" <= char <= "鿿" for char in c.reason) for c in card.criteria)
    assert card.advice
    assert not any("一" <= char <= "鿿" for a in card.advice for char in a.suggestion)


def _evidence(card: Scorecard) -> list[Evidence]:
    lists = [*(c.evidence for c in card.criteria), *(t.evidence for t in card.taboos)]
    lists += [f.evidence for f in card.speech_faults]
    return [e for group in lists for e in group] + [a.said for a in card.advice if a.said]


def _check(call: Transcript, card: Scorecard) -> None:
    assert card.score is None or 0 <= card.score <= 100
    for item in _evidence(card):
        assert call.turns[item.turn].text[item.start : item.end] == item.quote


PHRASES = [line[3:] for reps in REPS.values() for part in ("excellent", "sound") for line in reps[part].splitlines()]
TEXT = st.one_of(st.sampled_from(PHRASES), st.text(max_size=60))
TURNS = st.lists(st.builds(Turn, speaker=st.sampled_from(Speaker), text=TEXT), max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=TURNS, language=st.sampled_from(Language), call_type=st.sampled_from(CallType))
def test_any_call_gives_a_card_with_verbatim_quotes_and_the_same_bytes_twice(
    rubrics: dict[CallType, Rubric], turns: list[Turn], language: Language, call_type: CallType
) -> None:
    call = Transcript(id="any", language=language, call_type=call_type, turns=tuple(turns))
    annotations = analyse_call(call)
    card = score(call, rubrics[call_type], annotations)
    _check(call, card)
    assert score(call, rubrics[call_type], annotations).model_dump_json() == card.model_dump_json()


def test_four_hundred_turns_are_scored_well_under_a_second(rubrics: dict[CallType, Rubric]) -> None:
    shuffled = random.Random(7)
    turns = tuple(Turn(speaker=(Speaker.REP, Speaker.BUYER)[i % 2], text=shuffled.choice(PHRASES)) for i in range(400))
    call = Transcript(id="long", language=Language.EN, call_type=CallType.DISCOVERY_VISIT, turns=turns)
    annotations = analyse_call(call)
    started = time.perf_counter()
    card = score(call, rubrics[call.call_type], annotations)
    assert time.perf_counter() - started < 1.0
    _check(call, card)


@pytest.mark.parametrize("call_type", list(CallType))
@pytest.mark.parametrize("language", list(REPS))
def test_catchwords_never_pass_on_any_kind_of_call(judge: Judge, language: str, call_type: CallType) -> None:
    for name in ("keyword stuffing", "prompt injection", "insults"):
        card = judge(REPS[language]["bad"][name]["talk"], language, call_type.value)
        assert card.score is None or card.score < 45, (name, card.score)


def test_words_to_the_program_are_shown_as_left_out(judge: Judge) -> None:
    card = judge(REPS["en"]["bad"]["prompt injection"]["talk"])
    assert any(line.startswith("Words that were not said to the buyer (turn 1") for line in card.not_judged)
    assert not any("turn" in line for line in judge(REPS["en"]["sound"]).not_judged)
