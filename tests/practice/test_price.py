"""Prices read as people of the reader's language write them."""

from __future__ import annotations

import re

import pytest

from roleplay.content import Library, localise
from roleplay.practice.price import money, price_text
from roleplay.terms import Language

EN, HANS, HANT = Language.EN, Language.ZH_HANS, Language.ZH_HANT


@pytest.mark.parametrize(
    ("value", "currency", "language", "written"),
    [
        (24, "GBP", EN, "£24"),
        (20.5, "GBP", EN, "£20.50"),
        (240000, "GBP", EN, "£240,000"),
        (1200, "CHF", EN, "CHF 1,200"),
        (1200, "CNY", HANS, "1,200 元"),
        (20.5, "CNY", HANS, "20.5 元"),
        (215000, "CNY", HANS, "21.5 万元"),
        (123456, "CNY", HANS, "123,456 元"),
        (240000, "GBP", HANS, "24 万英镑"),
        (215000, "CNY", HANT, "21.5 萬元人民幣"),
        (1200, "CHF", HANT, "1,200 CHF"),
    ],
)
def test_an_amount_is_written_with_its_currency(value: float, currency: str, language: Language, written: str) -> None:
    assert " ".join(money(value, currency, language).split()) == written


@pytest.mark.parametrize("language", list(Language))
def test_no_price_of_an_offer_mixes_languages_or_shows_a_currency_code(library: Library, language: Language) -> None:
    for offer in library.offers.values():
        same = offer.language.is_chinese == language.is_chinese
        text = price_text(localise(offer, language) if same and language.is_chinese else offer, language)
        assert not re.search(r"[A-Z]{3}", text), text
        assert bool(re.search("[\u4e00-\u9fff]", text)) is offer.language.is_chinese, text
        assert "  " not in text


def test_a_chinese_price_names_the_unit_before_the_amount(library: Library) -> None:
    assert price_text(library.offers["kewo_line_maintenance"], HANS) == "目录价每年 24 万元，最低可到 21.5 万元。"
    assert price_text(library.offers["quillon_voice"], EN) == "List £24 per seat a month; you may go down to £20.50."
