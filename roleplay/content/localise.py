"""Simplified to Traditional Chinese, in the words of Taiwan, for whole values.

Conversion is OpenCC's ``s2twp`` with a few words of our own put right (``text/hant.toml``): OpenCC's phrases come from
computing, where 文件 is a file and 程序 a program; in a sales call they are papers and procedures.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from roleplay.data import load_toml
from roleplay.terms import Language

M = TypeVar("M", bound=BaseModel)

# Fields that name something for the program.
_IDS = frozenset({"id", "offer", "after", "act", "version"})
# Fields by which the analysis finds a topic: here both ways of saying it are kept.
_TOPICS = frozenset({"topics", "words"})
_HAN = re.compile("[\u3400-\u9fff]")


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


@cache
def _own_words() -> tuple[dict[str, str], re.Pattern[str], dict[int, str]]:
    """Our words, what finds the longest of them, and the characters to put right afterwards."""
    data = load_toml("roleplay.content", "text/hant.toml")
    words: dict[str, str] = data["words"]
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return words, re.compile("(" + "|".join(map(re.escape, longest_first)) + ")"), str.maketrans(data["after"])


@cache
def to_hant(text: str) -> str:
    """Return ``text`` in Traditional Chinese as written in Taiwan; text without Chinese comes back as it is."""
    if not _HAN.search(text):
        return text
    words, pattern, after = _own_words()
    parts = pattern.split(text)
    convert = _converter("s2twp").convert
    return "".join(words[part] if i % 2 else convert(part).translate(after) for i, part in enumerate(parts) if part)


def localise(model: M, language: Language) -> M:
    """Return ``model`` for a reader or a call in ``language``.

    For zh-Hant, a model that is in Simplified Chinese itself (a buyer, an offer, a book of lines) gets every text in
    that script and becomes zh-Hant. In any other model (traits, a rubric) the texts that stand in several languages get
    it added where it is missing. Ids and choices stay. In all other cases the model comes back as it is.
    """
    own = getattr(model, "language", None)
    if language is not Language.ZH_HANT or own in (Language.EN, Language.ZH_HANT):
        return model
    if own is None:
        return _model(model, whole=False)
    return _model(model, whole=True).model_copy(update={"language": language})


def _model(model: M, *, whole: bool) -> M:
    changed: dict[str, Any] = {}
    for name in type(model).model_fields:
        if name in _IDS:
            continue
        old = getattr(model, name)
        if whole and name in _TOPICS and isinstance(old, tuple):
            changed[name] = _topics(old)
        elif isinstance(old, str | tuple | dict | BaseModel):
            changed[name] = _value(old, whole=whole)
    return model.model_copy(update=changed)


def _value(value: Any, *, whole: bool) -> Any:
    if isinstance(value, str):
        return to_hant(value) if whole and not isinstance(value, Enum) else value
    if isinstance(value, BaseModel):
        return _model(value, whole=whole)
    if isinstance(value, tuple):
        return tuple(_value(item, whole=whole) for item in value)
    if isinstance(value, dict):
        return _mapping(value, whole=whole)
    return value


def _mapping(value: dict[Any, Any], *, whole: bool) -> dict[Any, Any]:
    if value and all(isinstance(key, Language) for key in value):
        if Language.ZH_HANS not in value or Language.ZH_HANT in value:
            return value
        return {**value, Language.ZH_HANT: _value(value[Language.ZH_HANS], whole=True)}
    return {key: _value(item, whole=whole) for key, item in value.items()}


def _topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    """The words of Taiwan first; then, where they differ by more than the script, the words converted by character."""
    plain = (_converter("s2tw").convert(topic) if _HAN.search(topic) else topic for topic in topics)
    return tuple(dict.fromkeys((*map(to_hant, topics), *plain)))
