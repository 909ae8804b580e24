"""Words of the commands."""

from __future__ import annotations

from roleplay.data import load_toml
from roleplay.terms import Language


def word(language: Language, key: str, /, **slots: object) -> str:
    """Return the text ``group.name`` in a language, its slots filled."""
    group, name = key.split(".")
    return str(load_toml("roleplay.commands", f"text/{language.value}.toml")[group][name]).format(**slots)
