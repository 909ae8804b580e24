"""The words in three languages, and a style sheet that leaves the other pages alone."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from roleplay.terms import Language
from roleplay.ui.assets import STATIC, STYLES
from roleplay.ui.scorecard.dates import day, day_and_time, duration
from roleplay.ui.scorecard.render import scorecard_html
from roleplay.ui.scorecard.words import named, score_words
from tests.ui.scorecard.fixtures import STARTED, scored
from tests.ui.scorecard.page_reading import read

CHINESE = (Language.ZH_HANS, Language.ZH_HANT)
# Pieces of other sheets that the pages here take over as they are, or place within their own.
SHARED = {"quiet", "card", "lead", "button", "button-small", "button-main", "link-button", "rail", "skip"}


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", CHINESE)
def test_every_language_has_the_same_keys_and_slots(language: Language) -> None:
    english, other = score_words(Language.EN), score_words(language)
    assert other.all_keys() == english.all_keys()
    for key in english.all_keys():
        assert slots(other(key)) == slots(english(key)), key


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_words_use_full_width_punctuation_and_spaces_beside_latin(language: Language) -> None:
    words = score_words(language)
    for key in words.all_keys():
        text = re.sub(r"\{(name|h)\}", "某", words(key))  # a name brings its own spaces
        text = re.sub(r"\{(what|language|title|day|reason|score|two|one)\}", "某", text)
        text = re.sub(r"\{\w+\}", "7", text)
        assert not re.search(r"[一-鿿][,;:!?]|[一-鿿]\.(?!\d)|[(][一-鿿]", text), key
        assert not re.search(r"[一-鿿][0-9A-Za-z]|[0-9A-Za-z%][一-鿿]", text), key
        assert "您" not in text, key


def test_nobody_is_called_he_or_she() -> None:
    for language in Language:
        words = score_words(language)
        for key in words.all_keys():
            assert not re.search(r"\b(he|she|his|her|him)\b|(?<!其)[他她]", words(key).lower()), key
            assert "!" not in words(key)
            assert "！" not in words(key)


def test_traditional_words_hold_no_simplified_characters() -> None:
    words = score_words(Language.ZH_HANT)
    simplified = set(
        "们这来说话问题对时没够为从务员间语听让还过业总应进开关头让给记录错误显现实习户谈轮读级选择击听听电评"
    )
    for key in words.all_keys():
        assert not simplified & set(words(key)), key


def test_a_name_in_latin_letters_gets_its_spaces_in_chinese() -> None:
    hans = score_words(Language.ZH_HANS)
    assert named(hans, "head.ended_buyer", "Dana") == "Dana 结束了通话"
    assert named(hans, "head.ended_buyer", "王经理") == "王经理结束了通话"
    assert named(score_words(Language.EN), "head.ended_buyer", "Dana") == "Dana ended the call"


def test_lengths_and_days_are_written_as_each_language_does() -> None:
    english, hans = score_words(Language.EN), score_words(Language.ZH_HANS)
    assert [duration(s, english) for s in (22, 552, 3912)] == ["22 s", "9 min 12 s", "1 h 5 min"]
    assert [duration(s, hans) for s in (22, 552, 3912)] == ["22 秒", "9 分 12 秒", "1 小时 5 分"]
    assert re.fullmatch(r"1[123] Mar", day(STARTED, Language.EN))
    assert re.fullmatch(r"3 月 1[123] 日 \d\d:\d\d", day_and_time(STARTED, Language.ZH_HANT))


def test_the_style_sheet_shares_no_class_with_the_others_by_accident() -> None:
    def classes(name: str) -> set[str]:
        text = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.S)
        return set(re.findall(r"\.([a-z][a-z0-9_-]*)", text))

    others = {cls for name in STYLES if name != "scorecard.css" for cls in classes(name)}
    assert classes("scorecard.css") & others <= SHARED


def test_every_class_in_the_markup_is_styled_or_only_a_name() -> None:
    text = "".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES)
    known = set(re.findall(r"\.([a-z][a-z0-9_-]*)", text))
    names = {
        "transcript",
        "turn-body",
        "turn-buyer",
        "is-clear",
        "is-na",
        "move",
        "verdict-quotes",
        "letter-none",
        "total-card",
    }
    used = {cls for element in read(scorecard_html(scored("dana"), Language.EN)).all() for cls in element.classes()}
    assert used - known <= names
