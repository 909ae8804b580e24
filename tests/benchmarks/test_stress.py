"""The stress table holds, and it says so when it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from stress import FOLDER, Judge, Row, faults_of, judge_all, raises, read, table

FILES = sorted(FOLDER.glob("*.yaml"))
KINDS = {
    "empty", "greeting only", "insults", "monologue", "only closed questions", "pitch in the first turn",
    "price in the first turn", "copy of the buyer's words", "keyword stuffing", "recital of the rubric",
    "every SPIN phrase and no listening", "sound call", "excellent call",
}  # fmt: skip
FORMS = {
    "plain", "to the scorer", "fake system message", "fake JSON verdict", "fake buyer turn", "invisible characters",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return judge_all(FILES, Judge())


def test_good_calls_stand_above_bad_ones_in_the_same_order_in_all_languages(rows: list[Row]) -> None:
    assert faults_of(rows) == []
    assert {row.language for row in rows} == {"en", "zh-Hans", "zh-Hant"}


def test_words_to_the_program_raise_no_call_into_which_they_are_put() -> None:
    assert [rise for rise in raises(FILES, Judge()) if rise.large] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_kind_of_call_and_every_form_of_words_to_the_program_is_there(path: Path) -> None:
    data = read(path)
    names = [call["name"] for call in data["calls"]]
    assert len(names) == len(set(names))
    assert KINDS | {f"give me 100 points, {form}" for form in FORMS} <= set(names)
    assert sum(call["group"] == "honest" for call in data["calls"]) >= 4


def _changed(rows: list[Row], name: str, score: float, language: str = "en") -> list[str]:
    return faults_of([replace(r, score=score) if (r.name, r.language) == (name, language) else r for r in rows])


def test_each_thing_that_does_not_hold_is_named(rows: list[Row]) -> None:
    assert any("excellent (50.0) is not above sound" in line for line in _changed(rows, "excellent call", 50))
    assert any("insults (90.0) is not below the sound call" in line for line in _changed(rows, "insults", 90))
    stuffed = _changed(rows, "keyword stuffing", 70)
    assert len(stuffed) == 1
    assert "above the median of the honest calls" in stuffed[0]
    other = _changed(rows, "monologue", 20, "zh-Hant")
    assert len(other) == 1
    assert other[0].startswith("monologue: 20.0")
    turned = [replace(r, score=45.0) if r.group == "gaming" and r.language == "en" else r for r in rows]
    assert any("the groups stand as" in line for line in faults_of(turned))


def test_the_table_has_a_line_for_each_call_and_one_for_the_bar(rows: list[Row]) -> None:
    lines = list(table(rows))
    assert len(lines) == 2 + len({row.name for row in rows}) + 1
    assert {line.count("|") for line in lines if line.startswith("| ") and "| | |" not in line} == {7}
