"""Simplified to Traditional: words of Taiwan for people, nothing changed for the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.buyer.knowledge import sayables
from roleplay.content import load_library, localise, to_hant
from roleplay.data import load_toml
from roleplay.persona import LineBook
from roleplay.terms import Language

HANS, HANT = Language.ZH_HANS, Language.ZH_HANT


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("这套软件的质量怎么样？", "這套軟體的品質怎麼樣？"),
        ("里面有三公里", "裡面有三公里"),
        ("设备运行了两台", "設備運行了兩台"),
        ("先发个短信，再签合同。", "先發個簡訊，再簽合約。"),
        ("采购程序我不清楚", "採購程序我不清楚"),
        ("面条和头发", "麵條和頭髮"),
        ("{when}可以，{name}。", "{when}可以，{name}。"),
        ("Nothing Chinese", "Nothing Chinese"),
        ("", ""),
    ],
)
def test_text_is_said_as_in_taiwan(hans: str, hant: str) -> None:
    assert to_hant(hans) == hant


def test_our_own_words_hold() -> None:
    for hans, hant in load_toml("roleplay.content", "text/hant.toml")["words"].items():
        assert to_hant(hans) == hant


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_text_without_chinese_stays_and_any_text_converts(text: str) -> None:
    converted = to_hant(text)
    if not any("\u3400" <= char <= "\u9fff" for char in text):
        assert converted == text


def test_ids_and_choices_stay(root: Path) -> None:
    for buyer in load_library(root).buyers.values():
        local = localise(buyer, HANT)
        assert list(sayables(local)) == list(sayables(buyer))
        assert [f.needs.after for f in local.facts] == [f.needs.after for f in buyer.facts]
        assert (local.id, local.offer, local.personality, local.calls) == (
            buyer.id,
            buyer.offer,
            buyer.personality,
            buyer.calls,
        )
        assert type(buyer).model_validate(local.model_dump()) == local


def test_topics_are_found_in_the_words_of_taiwan_and_in_those_of_the_file(root: Path) -> None:
    local = localise(load_library(root).buyers["mei"], HANT)
    assert local.needs[0].topics == ("停機", "換型", "軟體品質", "軟件質量")


def test_english_stays_as_it_is(root: Path) -> None:
    tom = load_library(root).buyers["tom"]
    for language in Language:
        assert localise(tom, language) is tom


def test_a_book_of_lines_is_converted_whole() -> None:
    book = LineBook.model_validate(
        {
            "language": "zh-Hans",
            "lines": [{"id": "发_1", "act": "greet", "text": "请讲"}],
            "wrappers": [{"id": "w", "text": "这样", "place": "before"}],
        }
    )
    local = localise(book, HANT)
    assert (local.language, local.lines[0].id, local.lines[0].text) == (HANT, "发_1", "請講")
    assert local.wrappers[0].text == "這樣"
    assert localise(local, HANT) is local
    assert localise(book, HANS) is book
