"""Rubric files: what is shipped is sound, and what is wrong is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from roleplay.scoring.checks.next_step import Settings as NextStepSettings
from roleplay.scoring.examples import run_examples
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, Language, SpeechFault, Taboo

SMALL: dict[str, Any] = {
    "id": "small",
    "version": "1",
    "call_type": "discovery_visit",
    "title": {"en": "Small"},
    "description": {"en": "A small one."},
    "criteria": [{"id": "next", "check": "next_step", "title": {"en": "Next"}, "weight": 1}],
}


def _with(**changes: Any) -> dict[str, Any]:
    criterion = {**SMALL["criteria"][0], **changes.pop("criterion", {})}
    return {**SMALL, "criteria": [criterion], **changes}


def test_every_call_type_has_a_rubric(rubrics: dict[CallType, Rubric]) -> None:
    assert set(rubrics) == set(CallType)


@pytest.mark.parametrize("call_type", list(CallType))
def test_the_examples_of_a_shipped_rubric_show_what_they_should(
    rubrics: dict[CallType, Rubric], call_type: CallType
) -> None:
    assert run_examples(rubrics[call_type]) == []


@pytest.mark.parametrize("call_type", list(CallType))
def test_titles_and_advice_stand_in_three_languages(rubrics: dict[CallType, Rubric], call_type: CallType) -> None:
    for criterion in rubrics[call_type].criteria:
        assert set(criterion.title) == set(Language)
        for advice in criterion.advice:
            assert set(advice.title) == set(advice.why) == set(advice.say) == set(Language)


@pytest.mark.parametrize("call_type", [CallType.COLD_CALL, CallType.DISCOVERY_VISIT])
def test_every_criterion_taboo_and_fault_is_shown_by_a_bad_and_a_good_example_in_both_languages(
    rubrics: dict[CallType, Rubric], call_type: CallType
) -> None:
    rubric = rubrics[call_type]
    assert set(rubric.taboos) == set(Taboo)
    assert set(rubric.speech_faults) == set(SpeechFault)
    shown = {c.id: c.examples for c in rubric.criteria}
    shown |= {str(name): rule.examples for name, rule in (*rubric.taboos.items(), *rubric.speech_faults.items())}
    for name, examples in shown.items():
        # Budget is not asked of a cold call, so nothing bad can be shown there.
        never = call_type is CallType.COLD_CALL and name == Taboo.NO_BUDGET_CONCEPT
        for side in (examples.good,) if never else (examples.bad, examples.good):
            assert {example.language for example in side} >= {Language.EN, Language.ZH_HANS}, name


def test_settings_become_those_of_the_check() -> None:
    rubric = Rubric.model_validate(_with(criterion={"settings": {"vague": 0.2}}))
    assert rubric.criteria[0].settings == NextStepSettings(vague=0.2)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (_with(pass_marks=50), ("pass_marks",)),
        (_with(criterion={"wieght": 2}), ("criteria", 0, "wieght")),
        (_with(criterion={"check": "next_stepp"}), ("criteria", 0, "check")),
        (_with(criterion={"settings": {"vage": 0.2}}), ("criteria", 0, "settings", "vage")),
        (_with(criterion={"settings": {"vague": 2}}), ("criteria", 0, "settings", "vague")),
        (_with(bands={"forming": 70, "sound": 60}), ("bands",)),
        (_with(taboos={"premature_prise": {}}), ("taboos", "premature_prise", "[key]")),
    ],
)
def test_a_wrong_key_or_value_is_refused_at_its_place(wrong: dict[str, Any], where: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as error:
        Rubric.model_validate(wrong)
    assert where in [problem["loc"] for problem in error.value.errors()]


def test_a_mistyped_check_gets_a_suggestion() -> None:
    with pytest.raises(ValidationError, match="did you mean 'next_step'"):
        Rubric.model_validate(_with(criterion={"check": "next_stepp"}))


def test_an_example_that_shows_nothing_is_reported_at_its_place() -> None:
    talk = "B: Could be useful.\nR: Shall we meet on Tuesday at ten, or on Thursday?\nB: Tuesday is fine."
    example = {"language": "en", "talk": talk}
    unreadable = {"language": "en", "talk": "Hello there"}
    rubric = Rubric.model_validate(
        _with(
            criterion={"examples": {"bad": [example]}},
            taboos={"no_next_step": {"examples": {"bad": [example], "good": [unreadable]}}},
        )
    )
    problems = run_examples(rubric)
    assert [(p.path, p.message_id) for p in problems] == [
        (("criteria", 0, "examples", "bad", 0), "example_bad_scores_high"),
        (("taboos", "no_next_step", "examples", "bad", 0), "example_bad_not_found"),
        (("taboos", "no_next_step", "examples", "good", 0), "example_unreadable"),
    ]


def test_the_editor_schema_knows_the_settings_of_each_check() -> None:
    branches = Rubric.model_json_schema()["$defs"]["Criterion"]["allOf"]
    next_step = next(b for b in branches if b["if"]["properties"]["check"]["const"] == "next_step")
    assert set(next_step["then"]["properties"]["settings"]["properties"]) == set(NextStepSettings.model_fields)
