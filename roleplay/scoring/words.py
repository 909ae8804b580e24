"""Turns keys and slots into sentences of the reader's language; the sentences are in ``text/<language>.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any, TypeVar

from roleplay.data import load_toml
from roleplay.scoring.findings import Say
from roleplay.terms import Language

Value = TypeVar("Value")


class _Plural(Formatter):
    """``{n:turn|turns}`` prints the number with the word that fits it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, other = format_spec.split("|", 1)
            return f"{value} {one if value == 1 else other}"
        return str(super().format_field(value, format_spec))


_FORMAT = _Plural()


@cache
def _flat(language: Language) -> dict[str, str]:
    flat: dict[str, str] = {}

    def walk(node: Mapping[str, Any], path: str) -> None:
        for key, value in node.items():
            if isinstance(value, dict):
                walk(value, f"{path}{key}.")
            else:
                flat[path + key] = value

    walk(load_toml("roleplay.scoring", f"text/{language.value}.toml"), "")
    return flat


def keys(language: Language) -> frozenset[str]:
    """All keys of a language's text file, dotted."""
    return frozenset(_flat(language))


def has(language: Language, key: str) -> bool:
    """True if there is a text for ``key``."""
    return key in _flat(language)


def phrase(language: Language, say: Say) -> str:
    """Write a text out. Slots that are texts themselves are joined as a list.

    Raises:
        KeyError: there is no such text, or a slot of it is not filled; both are faults of ours.
    """
    slots: dict[str, Any] = {}
    for name, value in say.slots.items():
        slots[name] = _join(language, value) if isinstance(value, tuple) else value
    return _FORMAT.vformat(_flat(language)[say.key], (), slots)


def _join(language: Language, parts: tuple[Say, ...]) -> str:
    return _flat(language)["list.comma"].join(phrase(language, part) for part in parts)


def local(texts: Mapping[Language, Value], language: Language) -> Value | None:
    """The text for a language: its own, else the other Chinese script, else English, else any; None if none."""
    order = [language]
    if language.is_chinese:
        order += [Language.ZH_HANS, Language.ZH_HANT]
    return next((texts[name] for name in (*order, Language.EN, *texts) if name in texts), None)
