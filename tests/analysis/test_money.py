"""Amounts of money, percentages and keep-rates, on written cases (tests/cases/money.yaml) and on anything at all."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from roleplay.analysis.money import find_amounts
from roleplay.analysis.numerals import read_en, read_zh
from roleplay.terms import Language

CASES = YAML(typ="safe").load((Path(__file__).parents[1] / "cases" / "money.yaml").read_text(encoding="utf-8"))
PARAMETERS = [pytest.param(key, row[0], row[1:], id=f"{key}-{row[0]}") for key, rows in CASES.items() for row in rows]


@pytest.mark.parametrize(("key", "text", "wanted"), PARAMETERS)
def test_amounts_are_read_and_counts_times_and_years_are_not(key: str, text: str, wanted: list[str]) -> None:
    found = find_amounts(text, language=Language.EN if key == "en" else Language.ZH_HANS)
    assert [f"{a.kind.value[0]}:{a.value:.10g}" for a in found] == wanted
    assert all(text[a.start : a.end] == a.text for a in found)


def test_there_are_at_least_sixty_cases() -> None:
    assert len(PARAMETERS) >= 60


def test_a_number_alone_is_money_only_where_the_talk_is_of_a_price() -> None:
    text = "四百我跟您走"
    assert not find_amounts(text, language=Language.ZH_HANS)
    (amount,) = find_amounts(text, language=Language.ZH_HANS, bare=True)
    assert (amount.value, amount.bare, amount.text) == (400, True, "四百")
    assert not find_amounts("四百台我跟您走", language=Language.ZH_HANS, bare=True)


def test_round_about_amounts_are_marked() -> None:
    assert find_amounts("三百多万", language=Language.ZH_HANS)[0].approximate
    assert not find_amounts("三百万", language=Language.ZH_HANS)[0].approximate


DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


def chinese_numeral(number: int) -> str:
    """The textbook spelling of 1…99 999 999."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        return (
            chinese_numeral(head) + "万" + ("" if not rest else ("零" if rest < 1000 else "") + chinese_numeral(rest))
        )
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + UNITS[place]
            gap = False
        else:
            gap = True
    return said


ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english_numeral(number: int) -> str:
    for size, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            link = " and " if size == 100 or rest < 100 else " "
            return f"{english_numeral(head)} {word}" + (link + english_numeral(rest) if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_is_read_back_from_its_spelling(number: int) -> None:
    chinese, english = read_zh(chinese_numeral(number)), read_en(english_numeral(number))
    assert chinese is not None
    assert english is not None
    assert (chinese.value, english.value) == (number, number)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.,%$一二三百千万亿点折成块元到~- kmb")),
        max_size=80,
    ),
    st.sampled_from(list(Language)),
)
def test_any_text_is_read_without_error_and_spans_are_verbatim(text: str, language: Language) -> None:
    found = find_amounts(text, language=language, bare=True)
    assert all(text[a.start : a.end] == a.text and a.end > a.start for a in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))


@pytest.mark.parametrize("unit", ["1", "1,", "一", "百", "九五折", "three ", "$1 to ", "五到", "1.", "万"])
@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.EN])
def test_time_grows_no_faster_than_the_text(unit: str, language: Language) -> None:
    def seconds(length: int) -> float:
        start = time.perf_counter()
        find_amounts(unit * (length // len(unit)), language=language)
        return time.perf_counter() - start

    seconds(200)
    short, long = min(seconds(4_000) for _ in range(2)), seconds(32_000)
    assert long < 8 * 4 * max(short, 0.01)
