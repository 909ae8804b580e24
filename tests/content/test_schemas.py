"""Editor schemas are up to date, and accept what the program accepts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.content import write_schemas
from roleplay.content.kinds import BUYER, KINDS, RUBRIC, Kind
from roleplay.content.schemas import schema_of

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_schema_in_the_repository_is_up_to_date(kind: Kind) -> None:
    file = REPOSITORY / "personas" / "schemas" / kind.schema
    assert file.read_text(encoding="utf-8") == schema_of(kind), "run: make schemas"


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    assert {file.name for file in write_schemas(tmp_path)} == {kind.schema for kind in KINDS}
    assert write_schemas(tmp_path) == []


def test_descriptions_reach_the_author() -> None:
    schema = json.loads(schema_of(BUYER))
    assert (
        schema["properties"]["brief"]["description"]
        == "What the rep may know before the call. Public: no secrets here."
    )
    assert schema["additionalProperties"] is False


def test_the_rubric_schema_knows_the_settings_of_every_check_taboo_and_fault() -> None:
    schema = json.loads(schema_of(RUBRIC))
    criterion = schema["$defs"]["Criterion"]
    names = criterion["properties"]["check"]["enum"]
    assert [rule["if"]["properties"]["check"]["const"] for rule in criterion["allOf"]] == names
    assert len(schema["properties"]["taboos"]["properties"]) == 10
    assert len(schema["properties"]["speech_faults"]["properties"]) == 7
    for name in _references(schema):
        assert name in schema["$defs"]


def test_the_command_of_the_makefile_runs_without_a_word() -> None:
    code = "import runpy, sys; sys.argv = ['x']; import roleplay.content.schemas as s; s.write_schemas = print"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].removeprefix("#/$defs/")] if isinstance(value.get("$ref"), str) else []
        return own + [name for item in value.values() for name in _references(item)]
    if isinstance(value, list):
        return [name for item in value for name in _references(item)]
    return []
