"""A price as people of the reader's language write it."""

from __future__ import annotations

from roleplay.persona import Offer
from roleplay.practice.words import has_word, number, word
from roleplay.terms import Language


def price_text(offer: Offer, language: Language) -> str:
    """List and floor price, written out for the rep.

    An offer in a language that is not the reader's is told in its own: its unit is, and so is all around the price.
    """
    price = offer.price
    told_in = language if language.is_chinese == offer.language.is_chinese else offer.language
    listed, floor = (money(value, price.currency, told_in) for value in (price.list, price.floor))
    key = "price.same" if price.floor == price.list else "price.both"
    return word(told_in, key, list=listed, floor=floor, unit=price.unit)


def money(value: float, currency: str, language: Language) -> str:
    """An amount with its currency: ``£20.50``, ``1,200 元``, ``24 万元``."""
    key = f"currency.{currency}"
    pattern = key if has_word(language, key) else "currency.other"
    return word(language, pattern, amount=_amount(value, language), currency=currency)


def _amount(value: float, language: Language) -> str:
    """Chinese counts large round amounts in ten thousands; English writes pence only where there are any."""
    if not language.is_chinese:
        return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
    if value >= number(language, "price.ten_thousands_from") and value % 100 == 0:
        return word(language, "price.ten_thousands", n=f"{value / 10_000:,.10g}")
    return word(language, "price.plain", n=f"{value:,.10g}")
