"""Words that the use cases themselves put into views and messages."""

from __future__ import annotations

from typing import Any

from roleplay.data import load_toml
from roleplay.errors import InputError
from roleplay.terms import Language


def word(language: Language, key: str, /, **slots: object) -> str:
    """Return the text ``group.name`` in a language, its slots filled."""
    group, name = key.split(".")
    return str(_texts(language)[group][name]).format(**slots)


def has_word(language: Language, key: str, /) -> bool:
    """True if there is a text for this key."""
    group, name = key.split(".")
    return name in _texts(language).get(group, {})


def number(language: Language, key: str) -> int:
    """Return a number kept beside the words."""
    group, name = key.split(".")
    return int(_texts(language)[group][name])


def bad_input(language: Language, name: str, /, **slots: object) -> InputError:
    """Return the error that tells the rep, in the language of the page, why this cannot be done."""
    return InputError(word(language, f"bad_input.{name}", **slots))


def _texts(language: Language) -> dict[str, Any]:
    return load_toml("roleplay.practice", f"text/{language.value}.toml")
