"""Advice on taboos and speech faults that holds for any rubric; a rubric's own advice comes before it."""

from __future__ import annotations

from functools import cache
from typing import Any

from roleplay.data import load_toml
from roleplay.scoring.rubric import AdviceText
from roleplay.terms import Language


@cache
def standard_advice() -> dict[str, tuple[AdviceText, ...]]:
    """Advice texts by id of taboo or fault, put together from the text files of all languages."""
    per_language: dict[Language, dict[str, Any]] = {
        language: load_toml("roleplay.scoring", f"text/{language.value}.toml")["advice"] for language in Language
    }
    result: dict[str, tuple[AdviceText, ...]] = {}
    for name, entry in per_language[Language.EN].items():
        cases = [case for case, value in entry.items() if isinstance(value, dict)]
        plain = _text("", {language: advice[name] for language, advice in per_language.items()})
        special = (
            _text(case, {language: advice[name][case] for language, advice in per_language.items()}) for case in cases
        )
        result[name] = (*special, plain)
    return result


def _text(case: str, entries: dict[Language, dict[str, Any]]) -> AdviceText:
    return AdviceText(
        when=case,
        title={language: entry["title"] for language, entry in entries.items()},
        say={language: tuple(entry["say"]) for language, entry in entries.items()},
        why={language: entry["why"] for language, entry in entries.items()},
    )
