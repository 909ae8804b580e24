"""Rubrics, and calls made of small dialogues, for the tests of the scoring room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from roleplay.analysis import analyse_call
from roleplay.scorecard import Scorecard
from roleplay.scoring.dialogue import read_dialogue
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, Language

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def rubrics() -> dict[CallType, Rubric]:
    """The shipped rubrics by call type."""
    files = sorted((ROOT / "rubrics").glob("*.yaml"))
    found = [Rubric.model_validate(YAML(typ="safe").load(path)) for path in files]
    return {rubric.call_type: rubric for rubric in found}


@pytest.fixture(scope="session")
def judge(rubrics: dict[CallType, Rubric]) -> Callable[..., Scorecard]:
    """Judge a dialogue with the shipped rubric of its call type."""

    def run(talk: str, spoken: str = "en", call_type: str = "discovery_visit", **more: Any) -> Scorecard:
        call = read_dialogue(talk, language=Language(spoken), call_type=CallType(call_type))
        return score(call, rubrics[call.call_type], analyse_call(call), **more)

    return run
