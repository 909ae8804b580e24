"""Counts words the same way for Chinese and English."""

from __future__ import annotations

import re

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN = re.compile(f"[{_HAN}]")
HAN_RUN = re.compile(f"[{_HAN}]+")
# "don't", "three-shift", "3,000" and "12.5" are one word each; an underscore joins nothing.
LATIN_WORD = re.compile(rf"[^\W_{_HAN}]+(?:['’.,\-][^\W_{_HAN}]+)*")


def count_han(text: str) -> int:
    """Return how many Han characters ``text`` holds."""
    return len(HAN.findall(text))


def count_latin(text: str) -> int:
    """Return how many words and numbers outside the Han script ``text`` holds."""
    return len(LATIN_WORD.findall(text))


def count_words(text: str) -> int:
    """Return the length of ``text`` in words: Han characters plus Latin words and numbers."""
    return count_han(text) + count_latin(text)
