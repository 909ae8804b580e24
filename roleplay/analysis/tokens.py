"""Cuts folded text into the terms that topics are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from roleplay.data import load_toml

_HAN_RUN = re.compile(r"[㐀-鿿]+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


class Token(NamedTuple):
    """A term and where it stands in the text."""

    term: str
    start: int
    end: int


@cache
def function_words(chinese: bool) -> frozenset[str]:
    """Words (English) or characters (Chinese) that carry no content."""
    table = load_toml("roleplay.analysis", "cues/function_words.toml")
    return (
        frozenset("".join(table["zh"]["characters"])) if chinese else frozenset(" ".join(table["en"]["words"]).split())
    )


@cache
def common_pairs() -> frozenset[str]:
    """Pairs of Han characters that name a time or a habit of speech rather than a matter."""
    return frozenset(load_toml("roleplay.analysis", "cues/function_words.toml")["zh"]["pairs"])


def words_in(text: str) -> list[str]:
    """The Latin words and numbers of folded text."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """An English word without its inflection, near enough to compare: hires, hired, hiring → hir."""
    word = word.removesuffix("'s")
    if len(word) <= 3:
        return word
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "es", "ed", "er", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


def content_tokens(text: str, *, keep_all: bool = False) -> Iterator[Token]:
    """Stemmed English words with their places; function words only with ``keep_all``."""
    stop = function_words(False)
    for m in _WORD.finditer(text):
        if keep_all or (len(m[0]) > 2 and m[0] not in stop and not m[0].isdigit()):
            yield Token(stem(m[0]), m.start(), m.end())


def grams(text: str, chinese: bool) -> Iterator[Token]:
    """Terms for likeness.

    Chinese: content characters and pairs of them, and Latin words as they are. English: stemmed words and, with a
    leading ``_``, the four-letter pieces of words of six letters and more.
    """
    return _han_grams(text) if chinese else _word_grams(text)


def _word_grams(text: str) -> Iterator[Token]:
    for token in content_tokens(text):
        yield token
        word = text[token.start : token.end]
        if len(word) >= 6:
            for i in range(min(len(word), 40) - 3):
                yield Token("_" + word[i : i + 4], token.start, token.end)


def _han_grams(text: str) -> Iterator[Token]:
    stop = function_words(True)
    for run in _HAN_RUN.finditer(text):
        for at, char in enumerate(run[0], run.start()):
            if char not in stop:
                yield Token(char, at, at + 1)
                if at + 1 < run.end() and text[at + 1] not in stop:
                    yield Token(text[at : at + 2], at, at + 2)
    for m in re.finditer(r"[a-z]{2,}", text):
        yield Token(m[0], m.start(), m.end())
