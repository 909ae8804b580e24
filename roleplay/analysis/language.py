"""Tells English, simplified and traditional Chinese apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from roleplay.analysis.words import HAN, count_latin
from roleplay.terms import Language


def detect_language(texts: Iterable[str]) -> Language:
    """Return the language that ``texts`` are spoken in; English where there is nothing to go by.

    Chinese where there are at least as many Han characters as Latin words. The script is that of which more tell-tale
    characters occur: those that only one of the two national character sets (Big5, GB 2312) holds.
    """
    joined = "\n".join(texts)
    han = HAN.findall(joined)
    if len(han) < 2 or len(han) < count_latin(joined):
        return Language.EN
    balance = sum(_script(char) for char in han)
    return Language.ZH_HANT if balance > 0 else Language.ZH_HANS


def is_chinese(text: str) -> bool:
    """Return whether one sentence is read by the Chinese rules; mixed sentences mostly are."""
    han = len(HAN.findall(text))
    return han >= 2 and han >= count_latin(text)


@cache
def _script(char: str) -> int:
    """1 for a character of traditional texts only, -1 for simplified only, 0 for both or neither."""
    return int(_encodes(char, "big5")) - int(_encodes(char, "gb2312"))


def _encodes(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
