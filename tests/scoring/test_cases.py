"""The dialogues under tests/cases, which a trainer can read, are judged as they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from roleplay.analysis import analyse_call
from roleplay.scoring import registry
from roleplay.scoring.call import Call
from roleplay.scoring.dialogue import read_dialogue
from roleplay.terms import CallType, Language, SpeechFault, Taboo

CASES = Path(__file__).parents[1] / "cases"


def _load(path: Path) -> dict[str, Any]:
    return YAML(typ="safe").load(path)


def _cases(folder: str, key: str) -> list[Any]:
    result = []
    for path in sorted((CASES / folder).glob("*.yaml")):
        data = _load(path)
        for case in data["cases"]:
            merged = {key: data.get(key), "call_type": data.get("call_type", "discovery_visit"), **case}
            result.append(pytest.param(merged, id=f"{merged[key]}: {case['name']}"))
    return result


def _call(case: dict[str, Any]) -> Call:
    transcript = read_dialogue(case["talk"], language=Language(case["language"]), call_type=CallType(case["call_type"]))
    return Call(transcript, analyse_call(transcript))


@pytest.mark.parametrize("case", _cases("taboos", "taboo"))
def test_a_taboo_is_found_exactly_where_a_trainer_would_mark_it(case: dict[str, Any]) -> None:
    check = registry.taboos()[Taboo(case["taboo"])]
    verdict = check.judge(_call(case), check.settings())
    assert verdict.applicable == (case["found"] != "not_applicable")
    assert verdict.found == (case["found"] is True), verdict.reason
    if "turns" in case:
        assert sorted({f.turn for f in verdict.findings}) == case["turns"]


@pytest.mark.parametrize("case", _cases("faults", "fault"))
def test_a_speech_fault_is_found_exactly_where_a_trainer_would_mark_it(case: dict[str, Any]) -> None:
    check = registry.faults()[SpeechFault(case["fault"])]
    verdict = check.judge(_call(case), check.settings())
    assert verdict.found == case["found"], verdict.reason


@pytest.mark.parametrize("case", _cases("checks", "check"))
def test_a_check_scores_as_the_case_says(case: dict[str, Any]) -> None:
    check = registry.checks()[case["check"]]
    judgement = check.judge(_call(case), check.settings())
    if "status" in case:
        assert judgement.status == case["status"]
        return
    low, high = case["between"]
    assert judgement.score is not None
    assert low <= judgement.score <= high, (judgement.score, judgement.reason)
    if "advice" in case:
        assert judgement.case == case["advice"]


@pytest.mark.parametrize("taboo", list(Taboo))
def test_every_taboo_has_four_hits_and_four_near_misses_in_both_languages(taboo: Taboo) -> None:
    cases = _load(CASES / "taboos" / f"{taboo.value}.yaml")["cases"]
    hits = [case for case in cases if case["found"] is True]
    misses = [case for case in cases if case["found"] is not True]
    assert len(hits) >= 4
    assert len(misses) >= 4
    for side in (hits, misses):
        assert {case["language"][:2] for case in side} == {"en", "zh"}


@pytest.mark.parametrize("check", sorted(registry.checks()))
def test_every_check_has_cases(check: str) -> None:
    assert len(_load(CASES / "checks" / f"{check}.yaml")["cases"]) >= 2
