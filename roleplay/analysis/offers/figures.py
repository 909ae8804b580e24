"""The numbers in talk of a price, also those that leave out unit and size: "eighteen fifty", 一百一十八 (万).

What a number without unit means hangs on the price on the table: "one eighty five" is 1.85 million after 1.92 million
and 185 after 190.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from roleplay.analysis.money import AmountKind, find_amounts
from roleplay.analysis.numerals import EN_SMALL, EN_TENS, ZH_NUMBER, read_zh
from roleplay.analysis.offers.words import after, before, measures
from roleplay.terms import Language

#: A price offered next lies between these shares of the price on the table.
NEAREST, FARTHEST = 0.6, 1.6
#: … and between these where its size, too, was left out.
NEAREST_SIZED, FARTHEST_SIZED = 0.72, 1.35
_SIZES_EN = (1.0, 1_000.0, 1_000_000.0, 100.0, 0.01)
_SIZES_ZH = (1.0, 10_000.0, 100_000_000.0, 1_000.0)
#: A price may first be named without its size: 三百五十八 for 358 万.
SIZES = (10_000.0, 100_000_000.0)
_LARGEST_PERCENT = 40


class Figure(NamedTuple):
    """A number that may be an offer. Offsets count in the text it was found in."""

    kind: Literal["money", "percent", "keep"]
    value: float
    start: int
    end: int
    sure: bool  # it says what it is: a sign, a currency, 万, percent; else it only fits the price on the table


class Talk(NamedTuple):
    """What is on the table when a turn begins."""

    prices: tuple[float, ...] = ()  # named before, the latest first
    percent: bool = False  # the last figure that was bargained over was a percentage
    heard: tuple[float, ...] = ()  # the figures in the other side's last turn


def find_figures(text: str, talk: Talk, language: Language) -> list[Figure]:
    """Return the figures of ``text`` (folded) in order, none overlapping another."""
    kinds: dict[AmountKind, Literal["money", "percent", "keep"]] = {
        AmountKind.MONEY: "money",
        AmountKind.PERCENT: "percent",
        AmountKind.KEEP_RATE: "keep",
    }
    found = [Figure(kinds[a.kind], a.value, a.start, a.end, not a.bare) for a in find_amounts(text, language=language)]
    bare = _bare_zh(text) if language.is_chinese else _bare_en(text)
    taken = [(f.start, f.end) for f in found if f.sure]
    fitting: list[Figure] = []
    for start, end, readings in bare:
        if any(s < end and start < e for s, e in taken) or not _stands_alone(text, start, end, language):
            continue
        if after(language.is_chinese, "each").match(text, end):
            talk = talk._replace(percent=False)
        figure = _fit(readings, start, end, talk, _SIZES_ZH if language.is_chinese else _SIZES_EN)
        if figure:
            fitting.append(figure)
    kept = [f for f in found if f.sure or not any(g.start < f.end and f.start < g.end for g in fitting)]
    return sorted([*kept, *fitting], key=lambda f: f.start)


def nearest(value: float, prices: Iterable[float]) -> float | None:
    """The price on the table that ``value`` could follow, or None."""
    near = [p for p in prices if p > 0 and NEAREST <= value / p <= FARTHEST]
    return min(near, key=lambda p: abs(math.log(value / p))) if near else None


def _fit(readings: list[float], start: int, end: int, talk: Talk, sizes: tuple[float, ...]) -> Figure | None:
    """Read a bare number as what fits the table; as it stands where there is nothing on it."""
    if talk.percent and 0.25 <= readings[0] <= _LARGEST_PERCENT and nearest(readings[0], talk.prices) is None:
        return Figure("percent", round(readings[0] / 100, 6), start, end, sure=False)
    best: tuple[float, float] | None = None
    for price in talk.prices[:4]:
        for rank, size in enumerate(sizes):
            for reading in readings:
                value = reading * size
                low, high = (NEAREST_SIZED, FARTHEST_SIZED) if rank else (NEAREST, FARTHEST)
                if value > 0 and low <= value / price <= high:
                    strange = abs(math.log(value / price)) + 0.05 * rank
                    if best is None or strange < best[0]:
                        best = (strange, value)
    return Figure("money", round(best[1] if best else readings[0], 6), start, end, sure=False)


def _stands_alone(text: str, start: int, end: int, language: Language) -> bool:
    """Whether nothing counted follows and no time or name is meant."""
    chinese = language.is_chinese
    if after(chinese, "counted").match(text, end) or (chinese and measures().match(text, end)):
        return False
    goes_on = re.match(r"[\s-]{0,2}\w", text[end : end + 3])
    if goes_on and not after(chinese, "bare_end").match(text, end):
        return False
    lead = text[max(0, start - 24) : start]
    if chinese:
        return not _NAMED_ZH.search(lead)
    if re.search(r"\bnot $|\bbinding for $", lead):
        return False
    time = re.search(r"(?:\bat|\bby|\btill?|\buntil|\bbefore|\bafter|\bhalf|\bquarter (?:past|to)) $", lead)
    clock = re.fullmatch(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})", text[start:end])
    if time and clock:
        return False
    return not before(False, "names_time").search(lead) if not time else True


_NAMED_ZH = re.compile("(?:第|周|星期|礼拜|上午|下午|晚上|早上|中午|只有|[年月]|[0-9一二三四五六七八九十百千万点])$")
_ZH_COIN = re.compile(
    r"(?P<whole>[0-9一二两三四五六七八九])?(?P<unit>毛)(?P<part>[0-9一二两三四五六七八九半])?|(?P<fen>[0-9一二两三四五六七八九])分(?![钟之店享开期成批公红担头])"
)
_ZH_BARE = re.compile(ZH_NUMBER)


def _bare_zh(text: str) -> list[tuple[int, int, list[float]]]:
    found = []
    for m in _ZH_COIN.finditer(text):
        if m["fen"]:
            value = _digit(m["fen"]) / 100
        elif m["whole"]:
            value = _digit(m["whole"]) / 10 + (_digit(m["part"]) if m["part"] else 0) / 100
        else:
            continue
        found.append((m.start(), m.end(), [round(value, 4)]))
    coins = [(start, end) for start, end, _ in found]
    for m in _ZH_BARE.finditer(text):
        number = read_zh(m[0])
        in_coins = any(s < m.end() and m.start() < e for s, e in coins)
        if number and number.value > 1 and not number.serial and not in_coins:
            found.append((m.start(), m.end(), [number.value]))
    return found


def _digit(char: str) -> float:
    if char == "半":
        return 5.0
    return float(char) if char.isascii() else float("零一二三四五六七八九".find(char.replace("两", "二")))


_WORD = "|".join(sorted([*EN_SMALL, *EN_TENS, "hundred", "thousand", "point", "oh"], key=len, reverse=True))
_TOKEN = rf"(?:{_WORD}|\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}(?:\.\d{{1,3}})?)"
_PART = (
    r"(?P<half> and (?:a half|a quarter|three quarters|three.eighths|five.eighths|an eighth)"
    r"(?P<size> thousand| grand| million)?)?"
)
_RUN = re.compile(
    rf"(?<![\w.$£€])(?:(?:a|one) (?=hundred))?{_TOKEN}(?:(?: and |[ -]){_TOKEN}){{0,6}}{_PART}(?!\w)(?!\.\d)"
)


_PARTS = {
    "andahalf": 0.5, "andaquarter": 0.25, "andthreequarters": 0.75, "andthreeeighths": 0.375, "andfiveeighths": 0.625,
    "andaneighth": 0.125,
}  # fmt: skip


def _bare_en(text: str) -> list[tuple[int, int, list[float]]]:
    """Runs of number words and digits with every way to read each, the plainest first."""
    found = []
    for m in _RUN.finditer(text):
        words = re.findall(r"[a-z]+|\d[\d,]*(?:\.\d+)?", m[0].removesuffix(m["half"] or ""))
        readings = _readings([word for word in words if word not in ("and", "a")])
        if readings:
            part = _PARTS[re.sub("[^a-z]", "", m["half"].removesuffix(m["size"] or ""))] if m["half"] else 0.0
            size = 1e6 if m["size"] == " million" else 1e3 if m["size"] else 1.0
            found.append((m.start(), m.end(), [(r + part) * size for r in readings]))
    return found


def _readings(words: list[str]) -> list[float]:
    if "oh" in (words[0], words[-1]):
        return []
    if {"hundred", "thousand", "point"} & set(words):
        return _with_units(words)
    if "oh" in words:
        return _with_zero(words)
    groups = _groups(words)
    if len(groups) == 1:
        return groups
    if len(groups) > 3 or any(g != int(g) for g in groups):
        return []
    return _two_groups(*groups) if len(groups) == 2 else _three_groups(*groups)


def _two_groups(first: float, tail: float) -> list[float]:
    """Eighteen | fifty: 1850 or 18.50; one | nine: 1.9 or 19; twenty six | 250."""
    if tail >= 100:
        return [first * 1000 + tail]
    if tail < 10:
        return [first + tail / 10, first * 10 + tail] if first < 10 else [first + tail / 10]
    return [first * 100 + tail, first + tail / 100] if first < 100 else []


def _three_groups(first: float, middle: float, tail: float) -> list[float]:
    """Twenty six | two | fifty: 26,250; one | eight | five: 185 or 1.85."""
    if middle < 10 <= tail:
        return [first * 1000 + middle * 100 + tail]
    if middle < 10 and tail < 10 and first < 10:
        return [first * 100 + middle * 10 + tail, first + middle / 10 + tail / 100]
    return []


def _with_zero(words: list[str]) -> list[float]:
    """One | oh | nine: 109 or 1.09."""
    at = words.index("oh")
    first, last = _groups(words[:at]), _groups(words[at + 1 :])
    if len(first) != 1 or len(last) != 1 or last[0] >= 10:
        return []
    return [first[0] * 100 + last[0], first[0] + last[0] / 100]


def _groups(words: list[str]) -> list[float]:
    """Twenty six | two | fifty: what is said in one breath."""
    groups: list[float] = []
    open_tens = False
    for word in words:
        if word in EN_TENS:
            groups.append(float(EN_TENS[word]))
            open_tens = True
            continue
        value = float(EN_SMALL[word]) if word in EN_SMALL else float(word.replace(",", ""))
        if open_tens and value < 10 and word in EN_SMALL and value > 0:
            groups[-1] += value
        else:
            groups.append(value)
        open_tens = False
    return groups


def _with_units(words: list[str]) -> list[float]:
    """Numbers with hundred, thousand or point in them: "eleven hundred", "one point six five", "two thousand five"."""
    total = section = 0.0
    pending: list[str] = []
    decimals = 0
    for word in words:
        if word == "point":
            section += sum(_groups(pending))
            pending, decimals = [], 1
        elif decimals:
            digits = str(int(EN_TENS.get(word, EN_SMALL.get(word, 0)))) if word.isalpha() else word
            section += float(digits or 0) / 10 ** (decimals + len(digits) - 1)
            decimals += len(digits)
        elif word in ("hundred", "thousand"):
            section += sum(_groups(pending)) if pending else 0 if section else 1
            size = 100 if word == "hundred" else 1000
            if word == "thousand":
                total, section = total + section * size, 0.0
            else:
                section *= size
            pending = []
        else:
            pending.append(word)
    groups = _groups(pending)
    if len(groups) == 2 and groups[1] < 10:
        # "a hundred and twenty-one five": 121.5 (thousand).
        return [round(total + section + groups[0] + groups[1] / 10, 6)]
    plain = total + section + sum(groups)
    # "two thousand five" is 2,500 as often as 2,005.
    short = pending and len(_groups(pending)) == 1 and _groups(pending)[0] < 10 and words[-2:-1] == ["thousand"]
    return [round(total + _groups(pending)[0] * 100, 6), round(plain, 6)] if short else [round(plain, 6)]
