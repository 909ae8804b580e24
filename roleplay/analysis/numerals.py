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

# "三十八万一年", "九万八一台": so much a year, a piece; "再降一千四万一": a thousand less, forty-one thousand.
_PIECE = "[年台套个平吨箱条支只米斤公件单间坪月人根瓶]"
_NO_CUT = (
    rf"(?!(?<=[百千万亿])一{_PIECE})(?!(?<=[十百千万][二三四五六七八九])一{_PIECE})(?!(?<=[百千])[一二三四五六七八九]万)"
)

ZH_NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,6})?)"
    r"\s?(?:个?[百千万亿]{1,2}(?!家庭)|[wk](?![a-z]))?"
    r"(?:[0-9]{1,4}[百千万]{0,2}(?![0-9.]))?(?:(?<=[百千万亿])[几多来余][十百千万]?)?"
    rf"|(?:{_NO_CUT}[{_HAN}]){{1,20}}(?:点[零一二三四五六七八九〇]{{1,4}}(?=[百千万亿%个元块])[百千万亿]{{0,2}}|个亿)?"
    r"(?:(?<=[十百千万亿])[多来余][百千万亿]{0,2})?(?:(?<=[百千万亿])半(?![年天个月小]))?"
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
        return _read_zh_digits(text, approximate)
    return _ZhSum(approximate).read(text)


def _read_zh_digits(text: str, approximate: bool) -> Number | None:
    """七八 (seven or eight), 二〇一九 (a year, a name) or 三点五."""
    if re.fullmatch("[一二三四五六七八九]{2}", text) and _ZH_DIGITS[text[1]] - _ZH_DIGITS[text[0]] == 1:
        return Number((_ZH_DIGITS[text[0]] + _ZH_DIGITS[text[1]]) / 2, approximate=True)
    whole, _, part = text.partition("点")
    if not whole or any(c not in _ZH_DIGITS for c in whole + part):
        return None
    digits = "".join(str(_ZH_DIGITS[c]) for c in whole)
    decimals = "".join(str(_ZH_DIGITS[c]) for c in part)
    return Number(float(f"{digits}.{decimals or 0}"), approximate=approximate, serial=len(digits) > 1)


class _ZhSum:
    """Adds up a Chinese number from left to right."""

    def __init__(self, approximate: bool) -> None:
        self.total = self.section = 0.0  # what 万 and 亿 closed; what stands since
        self.digit: float | None = None
        self.last = self.largest = 1.0
        self.decimals = 0
        self.after_zero = False
        self.approximate = approximate

    def read(self, text: str) -> Number | None:
        for part in re.findall(r"[0-9]+(?:\.[0-9]+)?|.", text):
            if not self._take(part):
                return None
        if self.digit is not None:
            tail = self.digit < 10 and self.last >= 100 and not self.after_zero
            self.section += self.digit * self.last / 10 if tail else self.digit
        value = round(self.total + self.section, 6)
        large = value >= 1000 and (self.largest > 1000 or "k" in text)
        return Number(value, self.largest, self.approximate, large)

    def _take(self, part: str) -> bool:
        if part[0].isascii() and part[0].isdigit():
            self.digit = float(part)
        elif part in "零〇":
            self.after_zero, self.digit = True, None
        elif part == "点":
            self.decimals = 1
        elif part == "半":
            self.section, self.digit = self.section + (self.digit or 0) + self.last / 2, None
        elif part in _ZH_DIGITS:
            self._take_digit(float(_ZH_DIGITS[part]))
        elif part in _ZH_UNITS:
            self.last = float(_ZH_UNITS[part])
            self.section += (1 if self.digit is None else self.digit) * self.last
            self._close_unit()
        elif part in _ZH_BIG:
            self._take_big(float(_ZH_BIG[part]))
        else:
            return False
        return True

    def _take_digit(self, value: float) -> None:
        if self.decimals:
            self.digit, self.decimals = (self.digit or 0) + value / 10**self.decimals, self.decimals + 1
        elif self.digit is not None and value - self.digit == 1:
            self.digit, self.approximate = (self.digit + value) / 2, True
        else:
            self.digit = value

    def _take_big(self, size: float) -> None:
        section = (self.section + (self.digit or 0)) or 1.0
        multiplies_all = size > self.largest and self.total > 0
        self.total = (self.total + section) * size if multiplies_all else self.total + section * size
        self.section, self.last = 0.0, size
        self._close_unit()

    def _close_unit(self) -> None:
        self.digit, self.after_zero, self.largest = None, False, max(self.largest, self.last)


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
EN_SMALL = {word: value for value, word in enumerate(_SMALL.split())}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
EN_TENS = {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
_EN_WORDS = EN_SMALL | EN_TENS | {"fourty": 40}
_EN_BIG = {
    "hundred": 100, "thousand": 1e3, "grand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mil": 1e6,
    "m": 1e6, "mn": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9,
}  # fmt: skip
_WORD = "(?:" + "|".join(sorted(_EN_WORDS, key=lambda word: (-len(word), word))) + ")"
_SCALE = "(?:hundred|thousand|grand|lakhs?|crores?|million|billion)"
_UNIT = f"{_WORD}(?:[- ]{_WORD}){{0,2}}"

EN_NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){1,6}|[0-9]{1,12})(?:\.[0-9]{1,6})?"
    r"(?: ?(?:k|mn|bn|m)(?!\w)| (?:hundred|thousand|grand|lakhs?|crores?|million|mil|billion)(?!\w)){0,2}"
    rf"|half a (?:million|billion|grand)"
    rf"|(?:(?:a|one) {_SCALE}|hundred)(?: and)?(?: {_UNIT}(?: (?:{_SCALE}|k(?!\w))(?: {_UNIT})?)?)?"
    rf"|{_UNIT}(?: point(?: {_WORD}){{1,3}})?(?:[- ]{_SCALE}(?:(?: and)? {_UNIT})?){{0,4}}"
    r"|(?:a )?(?:couple|few) (?:of )?(?:hundred|thousand|grand|million)"
)
"""Regular expression of a number in folded English text. Bounded, so it runs in linear time."""


def read_en(text: str) -> Number | None:
    """Return the number that ``text`` (folded) is, or None: "one point one million", "40k", "a hundred and ten"."""
    words = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?|[a-z]+", text)
    if words[:1] == ["half"]:
        size = _EN_BIG.get(words[-1], 1.0)
        return Number(size / 2, size, large=size >= 1000)
    return _EnSum().read(words, grouped="," in text)


class _EnSum:
    """Adds up an English number from left to right."""

    def __init__(self) -> None:
        self.total = self.section = 0.0  # what thousand and million closed; what stands since
        self.largest, self.decimals = 1.0, 0
        self.approximate = self.serial = False
        self.before = ""

    def read(self, words: list[str], *, grouped: bool) -> Number:
        for word in words:
            self._take(word)
            self.before = word
        value = round(self.total + self.section, 6)
        year = self.largest == 1 and value.is_integer() and 1900 <= value <= 2099 and not grouped
        return Number(value, self.largest, self.approximate, self.largest >= 1000, self.serial or year)

    def _take(self, word: str) -> None:
        if word[0].isdigit():
            self.section += float(word.replace(",", ""))
        elif word == "point":
            self.decimals = 1
        elif word in _EN_BIG:
            self._take_big(_EN_BIG[word])
        elif word in ("couple", "few"):
            self.section, self.approximate = (2.0 if word == "couple" else 3.0), True
        elif word in _EN_WORDS:
            self._take_word(word, float(_EN_WORDS[word]))

    def _take_big(self, size: float) -> None:
        self.largest, self.decimals = max(self.largest, size), 0
        if size == 100:
            self.section = (self.section or 1) * size
        else:
            self.total, self.section = self.total + (self.section or 1) * size, 0.0

    def _take_word(self, word: str, value: float) -> None:
        if self.decimals:
            self.section, self.decimals = self.section + value / 10**self.decimals, self.decimals + 1
            return
        # "four one": digits one by one, as in a price that leaves out the millions.
        self.serial = self.serial or (self.before in EN_SMALL and value < 10)
        # "one fifty" is 150, "twenty five" 25.
        spoken = 0 < self.section < 100 and 10 <= value < 100
        self.section = self.section * 100 + value if spoken else self.section + value
