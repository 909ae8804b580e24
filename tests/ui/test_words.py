"""The catalogues of words: the same keys and slots in all three languages, and nothing half translated."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from roleplay.terms import CallType, Language
from roleplay.ui.words import words_for

CATALOGUES = {language: words_for(language) for language in Language}
EN = CATALOGUES[Language.EN]
UI = Path(__file__).parents[2] / "roleplay" / "ui"


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_each_language_has_the_same_keys_and_slots(language: Language) -> None:
    other = CATALOGUES[language]
    assert other.all_keys() == EN.all_keys()
    for key in EN.all_keys():
        assert slots(other(key)) <= slots(EN(key)), key


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_chinese_uses_full_width_punctuation_and_a_space_beside_latin(language: Language) -> None:
    for key in EN.all_keys():
        text = re.sub(r"\{\w+\}", "9", CATALOGUES[language](key))
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text), (key, text)
    for key in ("choose.turn", "choose.minutes_in", "brief.minutes", "call.fault", "score.retry", "ended.note_buyer"):
        text = CATALOGUES[language](key)
        assert not re.search(r"[\u4e00-\u9fff]\{(n|time|total)\}|\{(n|time|total)\}[\u4e00-\u9fff]", text), (key, text)


def test_traditional_chinese_has_its_own_words() -> None:
    hant = CATALOGUES[Language.ZH_HANT]
    every = "".join(hant(key) for key in hant.all_keys() if not key.startswith("language."))
    for simplified in ("通话", "设置", "刷新", "在线", "储存过", "客户", "说", "这", "开", "给"):
        assert simplified not in every
    assert "儲存" in hant("call.saved")
    assert "設定" in hant("brief.model")


def test_english_has_no_exclamation_and_no_he_or_she() -> None:
    for key in EN.all_keys():
        assert "!" not in EN(key), key
        assert not re.search(r"\b(he|she|his|her|him)\b", EN(key), re.I), key


@pytest.mark.parametrize("call_type", list(CallType))
def test_each_call_type_has_a_name(call_type: CallType) -> None:
    assert all(words(f"call_type.{call_type.value}") for words in CATALOGUES.values())


def test_every_key_that_the_code_names_exists() -> None:
    named = set()
    for path in UI.glob("*.py"):
        if path.name in {"progress.py", "small_plots.py"}:
            continue  # they use the catalogue of the scorecard
        named |= set(re.findall(r'words\(\s*"([a-z_]+\.[a-z_.]+)"', path.read_text(encoding="utf-8")))
    assert named
    assert named <= set(EN.all_keys())


def test_the_words_of_the_design_stand_as_designed() -> None:
    hans, hant = CATALOGUES[Language.ZH_HANS], CATALOGUES[Language.ZH_HANT]
    assert (EN("choose.title"), hans("choose.title"), hant("choose.title")) == (
        "Who will you call?", "今天打给谁？", "今天要打給誰？",
    )  # fmt: skip
    assert hans("call.fault", n=8) == "模型没有回应。从第 8 轮起改用内置台词，通话继续，内容都在。"
    assert hant("score.retry", n=15) == "從第 15 輪重來"
    assert EN("ended.title", name="Dana") == "Dana ended the call"


def test_a_count_of_one_reads_as_one() -> None:
    assert EN.count("choose.tries", 1) == "1 try"
    assert EN.count("choose.tries", 3) == "3 tries"


def test_a_latin_name_in_a_chinese_sentence_gets_a_space_to_either_side() -> None:
    words = words_for(Language.ZH_HANS)
    assert words("call.opening", name="Dana") == "Dana 接起了电话，你先开口。"
    assert words("call.hangup_ask", name="Dana") == "结束和 Dana 的通话？"
    assert words("call.hangup_ask", name="王经理") == "结束和王经理的通话？"
    assert words_for(Language.EN)("call.hangup_ask", name="王经理") == "End the call with 王经理?"
