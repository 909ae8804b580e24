"""Cue lists of one check alone: ``cues/<file>.toml`` holds a table a list, with its expressions per language."""

from __future__ import annotations

import re
from functools import cache

from roleplay.data import load_toml
from roleplay.terms import Language


def listed(file: str, name: str, language: Language) -> re.Pattern[str]:
    """The list ``name`` of a file as one pattern; both Chinese scripts share theirs."""
    return _compiled(file, name, "zh" if language.is_chinese else "en")


@cache
def _compiled(file: str, name: str, language: str) -> re.Pattern[str]:
    return re.compile("|".join(load_toml("roleplay.scoring", f"cues/{file}.toml")[name][language]))
