"""Reads numbers as people say them, in folded Chinese and English text."""

from __future__ import annotations

import re
from typing import NamedTuple


class Number(NamedTuple):
    """A number that was read."""

    value: float
    unit: float = 1  # the largest multiplier named: 10000 for 五万
    approximate: bool = False
    large: bool = False  # 万, 亿, thousand, million: rarely a plain count where nothing counted follows
    serial: bool = False  # digits one by one (二〇一九) or a year: a name rather than a quantity


_ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "几": 5}
_ZH_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"弍": 2, "参": 3}
_ZH_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ZH_BIG = {"万": 10_000, "萬": 10_000, "w": 10_000, "亿": 100_000_000, "k": 1000}
_HAN = "零一二三四五六七八九〇两几壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿"

ZH_NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,6})?)\s?(?:个?[百千万亿]{1,2}(?![一-龥]?[家]庭)|[wk](?![a-z]))?"
    r"(?:[0-9]{1,4}[百千万]{0,2}(?![0-9.]))?(?:(?<=[百千万亿])[几多来余][十百千万]?)?"
    rf"|[{_HAN}]{{1,20}}(?:点[零一二三四五六七八九〇]{{1,4}}(?=[百千万亿%个元块])[百千万亿]{{0,2}}|个亿)?(?:(?<=[十百千万亿])[多来余][百千万亿]{{0,2}})?(?:(?<=[百千万亿])半(?![年天个月小]))?"
)
"""Regular expression of a number in folded Chinese text: digits, 汉字 or both. Bounded, so it runs in linear time."""


def read_zh(text: str) -> Number | None:
    """Return the number that ``text`` (folded) is, or None. Colloquial tails count: 三万五 is 35000, 一千二 is 1200."""
    text = text.replace(",", "").replace(" ", "").replace("个", "")
    approximate = bool(re.search("[几多来余]", text))
    text = re.sub("[多来余]", "", text)
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Number(float(text), approximate=approximate, serial=bool(re.fullmatch(r"(?:19|20)[0-9]{2}", text)))
    if not re.search("[十拾百佰千仟万亿wk]", text):
        if re.fullmatch(r"[一二三四五六七八九]{2}", text) and ord_step(text):
            return Number((_ZH_DIGITS[text[0]] + _ZH_DIGITS[text[1]]) / 2, approximate=True)
        if len(text) > 1 and all(c in _ZH_DIGITS for c in text):
            return Number(float("".join(str(_ZH_DIGITS[c]) for c in text)), serial=True)
        if "点" in text:
            whole, _, part = text.partition("点")
            if len(whole) == 1 and whole in _ZH_DIGITS and all(c in _ZH_DIGITS for c in part):
                return Number(float(f"{_ZH_DIGITS[whole]}.{''.join(str(_ZH_DIGITS[c]) for c in part)}"))
            return None
    return _read_zh_units(text, approximate)


def ord_step(pair: str) -> bool:
    """True for neighbours like 七八, which mean "seven or eight"."""
    return _ZH_DIGITS[pair[1]] - _ZH_DIGITS[pair[0]] == 1


_PART = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")


def _read_zh_units(text: str, approximate: bool) -> Number | None:
    total = section = 0.0
    digit: float | None = None
    last, largest, decimal, zero = 1.0, 1.0, 0, False
    for part in _PART.findall(text):
        if part[0].isascii() and part[0].isdigit():
            digit = float(part)
        elif part in "零〇":
            zero, digit = True, None
        elif part == "点":
            decimal = 1
        elif part == "半":
            total, section, digit = total + section + (digit or 0) + last / 2, 0.0, None
        elif part in _ZH_DIGITS:
            value = float(_ZH_DIGITS[part])
            if decimal:
                digit, decimal = (digit or 0) + value / 10**decimal, decimal + 1
            elif digit is not None and value - digit == 1:
                digit, approximate = (digit + value) / 2, True
            else:
                digit = value
        elif part in _ZH_UNITS:
            last = float(_ZH_UNITS[part])
            section, digit, zero = section + (1 if digit is None else digit) * last, None, False
            largest = max(largest, last)
        elif part in _ZH_BIG:
            last = float(_ZH_BIG[part])
            section = (section + (digit or 0)) or 1.0
            if last > largest and total:
                total, section = (total + section) * last, 0.0
            else:
                total, section = total + section * last, 0.0
            digit, zero, largest = None, False, max(largest, last)
        else:
            return None
    if digit is not None:
        tail = digit < 10 and last >= 100 and not zero
        section += digit * last / 10 if tail else digit
    value = round(total + section, 6)
    return Number(value, largest, approximate, large=largest >= 1000 and value >= 1000 and largest != 1000 or "k" in text)


_EN_SMALL = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_EN_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_EN_BIG = {
    "hundred": 100, "thousand": 1e3, "grand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mil": 1e6, "m": 1e6, "mn": 1e6,
    "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9,
}  # fmt: skip
_WORD = "(?:" + "|".join(sorted([*_EN_SMALL, *_EN_TENS, "fourty"], key=len, reverse=True)) + ")"
_SCALE = "(?:hundred|thousand|grand|lakhs?|crores?|million|billion)"
_UNIT = f"{_WORD}(?:[- ]{_WORD}){{0,1}}"

EN_NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3})+|[0-9]{1,12})(?:\.[0-9]{1,6})?(?: ?(?:k|mn|bn|m)(?!\w)| (?:hundred|thousand|grand|lakhs?|crores?|million|mil|billion)(?!\w)){0,2}"
    rf"|half a (?:million|billion|grand)|(?:a|one) {_SCALE}(?: and)?(?: {_UNIT}(?: {_SCALE}(?: {_UNIT})?)?)?"
    rf"|{_UNIT}(?: point(?: {_WORD}){{1,3}})?(?:[- ]{_SCALE}(?:(?: and)? {_UNIT})?){{0,4}}"
    rf"|(?:a )?(?:couple|few) (?:of )?(?:hundred|thousand|grand|million)"
)
"""Regular expression of a number in folded English text. Bounded, so it runs in linear time."""


def read_en(text: str) -> Number | None:
    """Return the number that ``text`` (folded) is, or None: "one point one million", "$"-less "40k", "a hundred and ten"."""
    if text == "half":
        return Number(0.5)
    words = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?|[a-z]+", text)
    if words[:2] == ["half", "a"]:
        return Number(_EN_BIG[words[2]] / 2, _EN_BIG[words[2]], large=True)
    total = section = 0.0
    decimal, largest, approximate, serial = 0, 1.0, False, False
    before = ""
    for word in words:
        if word[0].isdigit():
            section += float(word.replace(",", ""))
        elif word == "point":
            decimal = 1
        elif word in _EN_BIG:
            scale = _EN_BIG[word]
            largest = max(largest, scale)
            decimal = 0
            if scale == 100:
                section = (section or 1) * scale
            else:
                total, section = total + (section or 1) * scale, 0.0
        elif word in ("couple", "few"):
            section, approximate = (2.0 if word == "couple" else 3.0), True
        elif word in _EN_SMALL or word in _EN_TENS:
            value = float(_EN_SMALL.get(word, _EN_TENS.get(word, 0)))
            if decimal:
                section, decimal = section + value / 10**decimal, decimal + 1
            else:
                serial = serial or (before in _EN_SMALL and value < 10 and _EN_SMALL[before] < 20)
                section = _join(section, value)
        before = word
    value = round(total + section, 6)
    year = largest == 1 and value.is_integer() and 1900 <= value <= 2099 and "," not in text
    return Number(value, largest, approximate, large=largest >= 1000, serial=serial or year)


def _join(section: float, value: float) -> float:
    """twenty + five, and the spoken "one fifty" for 150; otherwise the later word counts on its own."""
    if section and section < 100 and section % 10 == 0 and value < 10:
        return section + value
    if 0 < section < 100 and 10 <= value < 100:
        return section * 100 + value
    return section + value
