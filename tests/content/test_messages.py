"""One mistake at a time, and every word that the check says about it."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from roleplay.content import check_paths
from roleplay.content.cross_check import cross_check
from roleplay.content.reading import tree_entries
from roleplay.data import load_toml
from roleplay.terms import Language

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "messages.toml").read_text(encoding="utf-8")
)["case"]
MESSAGES = load_toml("roleplay.content", "text/messages.toml")

# Said by no single mistake in a buyer, an offer, traits or lines; shown in the test modules named.
ELSEWHERE = {
    "test_paths": {"not_found", "unreadable", "not_yaml", "unknown_kind"},
    "test_library": {"no_traits", "no_lines", "no_rubrics", "not_a_rubric"},
    "test_field_faults": {
        "text_too_short", "text_too_long", "wrong_form", "list_too_long", "not_keyed", "not_below",
        "choice_key_missing", "rule_broken", "other",
    },
    "test_rubric_files": {
        "unknown_check", "unknown_check_near", "band_not_rising", "band_not_zero", "example_unreadable",
        "example_bad_scores_high", "example_good_scores_low", "example_not_scored", "example_bad_not_found",
        "example_good_found",
    },
}  # fmt: skip


def spoil(root: Path, case: dict[str, Any]) -> None:
    file = root / case["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    if "hex" in case:
        file.write_bytes(bytes.fromhex(case["hex"]))
    elif "text" in case:
        text = case["text"].replace("{TOO MUCH}", "x" * 500_001).replace("{ENDLESS}", "x" * 10_001)
        file.write_text(text, encoding="utf-8")
    else:
        text = file.read_text(encoding="utf-8")
        for old, new in case["replace"]:
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['message']}: {case['name']}" for case in CASES])
def test_a_mistake_is_told_with_its_place_and_how_to_mend_it(case: dict[str, Any], root: Path) -> None:
    spoil(root, case)
    entries = tree_entries(root)
    cross_check(entries, root)
    for key, language in (("en", Language.EN), ("zh", Language.ZH_HANS)):
        assert [str(problem) for entry in entries for problem in entry.problems(language)] == case[key]


def test_the_good_files_have_no_problem(root: Path) -> None:
    assert check_paths([], root) == []


def test_all_mistakes_of_all_files_are_told_in_one_run_by_file_then_line(root: Path) -> None:
    wanted = ("wrong_choice", "empty_text", "no_chinese", "floor_above_list", "unknown_slot", "incomplete_traits")
    for message in wanted:
        spoil(root, next(case for case in CASES if case["message"] == message))
    told = [(problem.file, problem.line) for problem in check_paths([], root)]
    assert told == sorted(told)
    assert len({file for file, _ in told}) == 4
    assert len(told) >= len(wanted)


def test_every_message_is_shown_by_some_test() -> None:
    shown = {case["message"] for case in CASES}.union(*ELSEWHERE.values())
    assert shown == set(MESSAGES)


@pytest.mark.parametrize("message", sorted(MESSAGES))
def test_a_message_exists_in_three_languages_with_the_same_slots(message: str) -> None:
    texts = MESSAGES[message]
    assert set(texts) - {"severity"} == {language.value for language in Language}
    for language in Language:
        assert len(texts[language.value]) == 2
    slots = [_slots(texts[language.value]) for language in Language]
    assert slots[0] == slots[1] == slots[2]


@pytest.mark.parametrize("message", sorted(MESSAGES))
def test_traditional_wording_is_traditional_and_chinese_punctuation_is_full_width(message: str) -> None:
    for language in (Language.ZH_HANS, Language.ZH_HANT):
        for text in MESSAGES[message][language.value]:
            assert not set("“”") & set(text) or language is Language.ZH_HANS
            assert not set("「」") & set(text) or language is Language.ZH_HANT
            assert ", " not in text.replace("[停机, 换型]", "").replace("[停機, 換線]", "")
    assert not set("这个请说们里写与还键错误长读边") & set("".join(MESSAGES[message]["zh-Hant"]))


def _slots(texts: list[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}
