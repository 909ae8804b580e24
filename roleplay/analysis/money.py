"""Amounts of money, percentages and keep-rates ("九五折") in a turn, in Chinese and English.

Own parser: the libraries tried read ``$1.1m`` as metres, lose ``3万5`` and have no notion of 折. A number with a
measure word (十万台, forty thousand vehicles) is a count, not money. Round-about numbers get the middle of what they
say (几 = 5, 七八 = 7.5) and ``approximate``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.analysis.numerals import EN_NUMBER, ZH_NUMBER, Number, read_en, read_zh
from roleplay.data import load_toml
from roleplay.terms import Language
from roleplay.transcript import Frozen


class AmountKind(StrEnum):
    """What an amount says: a sum, a share of a price, or the share of a price that is left after a discount."""

    MONEY = "money"
    PERCENT = "percent"
    KEEP_RATE = "keep_rate"


class Amount(Frozen):
    """An amount in a text. Offsets are code points, end exclusive."""

    kind: AmountKind
    value: float = Field(description="Money: whole currency units. Percent and keep-rate: a share, 0.05 for 5 %.")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    approximate: bool = False
    bare: bool = Field(default=False, description="A number without unit, money only by the words around it.")


def find_amounts(text: str, *, language: Language, bare: bool = False) -> tuple[Amount, ...]:
    """Return the amounts of ``text`` in order, none overlapping another.

    Args:
        text: Any text; it is folded here.
        language: Chinese (either script) or English.
        bare: Read every number without unit or measure word as money ("四百我跟您走"): where the talk is of a price.
    """
    reader = _find_zh if language.is_chinese else _find_en
    found: list[Amount] = []
    for amount in sorted(reader(text, fold(text), bare), key=lambda a: (a.start, -a.end)):
        if not found or amount.start >= found[-1].end:
            found.append(amount)
    return tuple(found)


def _amount(text: str, kind: AmountKind, value: float, start: int, end: int, number: Number | None = None) -> Amount:
    approximate = bool(number and number.approximate)
    return Amount(kind=kind, value=value, start=start, end=end, text=text[start:end], approximate=approximate)


@cache
def _pattern(language: str, key: str) -> str:
    words: list[str] = load_toml("roleplay.analysis", "cues/money.toml")[language][key]
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@cache
def _zh_patterns() -> dict[str, re.Pattern[str]]:
    n = ZH_NUMBER
    return {
        "percent": re.compile(
            rf"百分之(?P<of100>[零一二两三四五六七八九十百几]{{1,6}}(?:点[零一二三四五六七八九]{{1,3}})?|{n})"
            rf"|千分之(?P<of1000>{n})"
            r"|(?<![0-9.])(?P<sign>[0-9]{1,12}(?:\.[0-9]{1,6})?)\s?%"
            rf"|(?P<points>{n})\s?个(?:百分)?点(?!位|子|心|儿|时|钟|头|要|问)"
            r"|(?<![一-龥0-9])(?P<pt>[两二三四五六七八九十半])个?点(?=[,。!?;\s]|$)"
            r"|(?P<tenths>[一二两三四五六七八九半])成(?![新熟不为立本功员交套果品都效绩长的])(?P<half>半)?"
            r"|(?<=[让返再降])(?P<give>[一二两三四五六七八九1-9])个?点(?![0-9一二三四五六七八九十半钟])"
        ),
        "keep": re.compile(
            r"(?P<digits>[0-9](?:\.[0-9])?|(?<![0-9])[0-9]{2})\s?折(?![叠腾旧扣射线])|(?P<han>[一二两三四五六七八九](?:点?[一二三四五六七八九零])?)折(?![叠腾旧扣射线])"
            r"|(?P<half>对折|半价)"
        ),
        "number": re.compile(ZH_NUMBER),
        "range": re.compile(rf"(?P<low>{n})(?:到|至|[-~—]|、)(?P<high>{n})"),
        "currency": re.compile(rf"\s?(?:多|来|几)?\s?{_pattern('zh', 'currency')}"),
        "sign": re.compile(rf"{_pattern('zh', 'signs')}\s?$"),
        "measure": re.compile(rf"\s?(?:多|来|余)?\s?{_pattern('zh', 'measures')}"),
        "price": re.compile(rf"{_pattern('zh', 'price_before')}\s?$"),
        "not_after": re.compile(rf"\s?{_pattern('zh', 'price_not_after')}"),
    }


def _find_zh(text: str, folded: str, bare: bool) -> list[Amount]:
    patterns = _zh_patterns()
    found = []
    for m in patterns["percent"].finditer(folded):
        if (value := _zh_percent(m)) is not None:
            found.append(_amount(text, AmountKind.PERCENT, value, m.start(), m.end()))
    for m in patterns["keep"].finditer(folded):
        digits = "5" if m["half"] else m["digits"] or _digits(m["han"])
        value = float(digits) / (100 if len(digits) == 2 else 10)
        found.append(_amount(text, AmountKind.KEEP_RATE, round(value, 4), m.start(), m.end()))
    taken = _covered(found, len(folded))
    for m in patterns["number"].finditer(folded):
        if not any(taken[m.start() : m.end()]):
            amount = _zh_money(text, folded, m, bare)
            if amount:
                found.append(amount)
    return _share_unit(text, folded, found, patterns["range"], Language.ZH_HANS)


def _covered(found: list[Amount], length: int) -> bytearray:
    """One byte a code point: 1 where an amount stands already."""
    mask = bytearray(length)
    for amount in found:
        mask[amount.start : amount.end] = b"\1" * (amount.end - amount.start)
    return mask


def _zh_percent(m: re.Match[str]) -> float | None:
    if m["sign"]:
        return round(float(m["sign"]) / 100, 6)
    for group, whole in (("of100", 100), ("points", 100), ("pt", 100), ("give", 100), ("tenths", 10), ("of1000", 1000)):
        if m[group]:
            number = read_zh(m[group])
            if number is None:
                return None
            return round((number.value + (0.5 if m["half"] else 0)) / whole, 6)
    return None


def _digits(han: str) -> str:
    """八五, 八点五 or 85 as plain digits."""
    plain = han.replace("点", "").replace("两", "二")
    return "".join(c if c.isascii() else str("零一二三四五六七八九".index(c)) for c in plain)


def _zh_money(text: str, folded: str, m: re.Match[str], bare: bool) -> Amount | None:
    """Money: beside a currency, with 万 or 亿 and nothing counted behind it, or after a price word."""
    patterns = _zh_patterns()
    number = read_zh(m[0])
    if number is None:
        return None
    before = folded[max(0, m.start() - 8) : m.start()]
    sign = patterns["sign"].search(before)
    currency = patterns["currency"].match(folded, m.end())
    if (
        currency
        and re.match(r"\s?(?:多|来|几)?\s?块(?!钱)", currency[0])
        and patterns["measure"].match(folded, m.end())
    ):
        currency = None
    # "这一块", "这块": a matter; one yuan is 一块钱.
    if currency and number.value == 1 and _A_MATTER.match(folded, currency.start()):
        return None
    start = m.start() - (len(sign[0]) if sign else 0)
    end, value = currency.end() if currency else m.end(), number.value
    if currency and "块" in currency[0]:
        change, end = _change(folded, end)
        value += change
    counted = not (sign or currency) and patterns["measure"].match(folded, m.end())
    if counted or not (sign or currency or _is_price(folded, m, before, bare, number)):
        return None
    found = _amount(text, AmountKind.MONEY, value, start, end, number)
    return found if sign or currency or number.large else found.model_copy(update={"bare": True})


_A_MATTER = re.compile(r"\s?块(?![钱半一二三四五六七八九0-9])")
_CHANGE = re.compile(
    r"(?P<tenths>半|[一二三四五六七八九1-9])(?:毛|角)?"
    r"(?![0-9二三四五六七八九十百千万点]|一(?![平台吨箱米斤公个套条支只件]))"
)


def _change(folded: str, at: int) -> tuple[float, int]:
    """The tenths that follow 块 ("三十五块八", "块半") and where they end; nothing where they count something."""
    tail = _CHANGE.match(folded, at)
    if not tail or _zh_patterns()["measure"].match(folded, tail.end("tenths")):
        return 0.0, at
    tenths = 5.0 if tail["tenths"] == "半" else float(_digits(tail["tenths"]))
    return tenths / 10, tail.end()


def _is_price(folded: str, m: re.Match[str], before: str, bare: bool, number: Number) -> bool:
    patterns = _zh_patterns()
    if re.search(r"第$|[月周期拜]$|(?<![一每])年$", before) or patterns["not_after"].match(folded, m.end()):
        return False
    if number.large:
        return True
    return number.value >= 2 and not number.serial and (bare or bool(patterns["price"].search(before)))


def _share_unit(
    text: str, folded: str, found: list[Amount], ranges: re.Pattern[str], language: Language
) -> list[Amount]:
    """Give the lower end of a range the unit of its upper end: 五到八万, eight to fifteen thousand dollars."""
    by_start = {a.start: a for a in found}
    read = read_zh if language.is_chinese else read_en
    for m in ranges.finditer(folded):
        high = by_start.get(m.start("high"))
        low, top = read(m["low"]), read(m["high"])
        if high is None or high.kind is not AmountKind.MONEY or low is None or top is None:
            continue
        value = low.value * (
            top.unit / low.unit if low.unit < top.unit and low.value < top.value / top.unit * 1.0 else 1
        )
        sign = re.search(r"[$£€¥₹]\s?$", folded[max(0, m.start() - 2) : m.start()])
        start = m.start() - (len(sign[0]) if sign else 0)
        by_start[start] = _amount(text, AmountKind.MONEY, value, start, m.end("low"), low)
    return list(by_start.values())


@cache
def _en_patterns() -> dict[str, re.Pattern[str]]:
    n = EN_NUMBER
    return {
        "percent": re.compile(
            r"(?P<half>(?<!and a )half a )(?:percent|per cent)\b"
            rf"|(?<![\w.])(?P<n>{n})(?P<and> and a half)?\s?(?:%|(?:percent|per cent|pct)\b)"
            rf"|(?<![\w.])(?P<points>{n}) (?:percentage )?points?(?= off| down| on the| of discount| discount| lower)"
        ),
        "keep": re.compile(r"\bhalf(?: the)? price\b"),
        "number": re.compile(rf"(?<![\w.])(?:{n})(?!\w)"),
        "range": re.compile(rf"(?<![\w.])(?P<low>{n})(?: ?(?:to|or|and|-|–|—) ?|, ?)(?P<high>{n})(?!\w)"),
        "currency": re.compile(rf"(?:[- ]some| odd| or so)?[- ]?{_pattern('en', 'currency')}(?!\w)"),
        "sign": re.compile(rf"(?<!\w){_pattern('en', 'signs')}\s?$|[$£€¥₹]\s?$"),
        "after": re.compile(rf"\s*(?:$|[,.;:?!)…—–\"]|{_pattern('en', 'after_amount')}(?!\w))"),
        "price": re.compile(
            rf"(?<!\w){_pattern('en', 'price_before')}(?: (?:about|around|roughly|say|just|only|like))?\s$"
        ),
        "counted": re.compile(
            r"\s*(?:%|percent|per cent|points?\b|o'?clock|[ap]m\b|(?:st|nd|rd|th)\b|days?|weeks?|months?|hours?"
            r"|minutes?|years?|people|lines?|times)"
        ),
    }


def _find_en(text: str, folded: str, bare: bool) -> list[Amount]:
    patterns = _en_patterns()
    found = []
    for m in patterns["percent"].finditer(folded):
        number = read_en(m["n"] or m["points"] or "half")
        if number:
            value = number.value + (0.5 if m["and"] else 0)
            found.append(_amount(text, AmountKind.PERCENT, round(value / 100, 6), m.start(), m.end()))
    found += [_amount(text, AmountKind.KEEP_RATE, 0.5, m.start(), m.end()) for m in patterns["keep"].finditer(folded)]
    taken = _covered(found, len(folded))
    for m in patterns["number"].finditer(folded):
        if not any(taken[m.start() : m.end()]):
            amount = _en_money(text, folded, m, bare)
            if amount:
                found.append(amount)
    return _share_unit(text, folded, found, patterns["range"], Language.EN)


# "eleven dollars sixty": the cents after the currency.
_EN_CHANGE = re.compile(
    r"(?<=dollars|.pounds|..euros|..bucks|...quid) (?P<cents>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|\d\d)(?= (?:a|an|per|each|for)\b|[,.;?!]|$)"
)


def _en_money(text: str, folded: str, m: re.Match[str], bare: bool) -> Amount | None:
    patterns = _en_patterns()
    number = read_en(m[0])
    if number is None or number.serial:
        return None
    before = folded[max(0, m.start() - 40) : m.start()]
    sign = patterns["sign"].search(before)
    currency = patterns["currency"].match(folded, m.end())
    start = m.start() - (len(sign[0]) if sign else 0)
    end = currency.end() if currency else m.end()
    if sign or currency:
        value = number.value / 100 if currency and re.search(r"cents?|pence", currency[0]) else number.value
        change = _EN_CHANGE.match(folded, end) if currency and number.unit < 100 else None
        if change and (cents := read_en(change["cents"])):
            value, end = value + cents.value / 100, change.end("cents")
        return _amount(text, AmountKind.MONEY, value, start, end, number)
    if patterns["counted"].match(folded, m.end()):
        return None
    priced = bool(patterns["price"].search(before))
    if number.large and (priced or patterns["after"].match(folded, m.end())):
        return _amount(text, AmountKind.MONEY, number.value, start, end, number)
    # "two hundred parts" is a count; only the end of a phrase makes a bare number a price.
    if ((priced and number.value >= 2) or (bare and (number.value >= 100 or "." in m[0]))) and patterns["after"].match(
        folded, m.end()
    ):
        return _amount(text, AmountKind.MONEY, number.value, start, end, number).model_copy(update={"bare": True})
    return None
