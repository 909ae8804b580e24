"""Words on screen: one catalogue a language, the same keys in all three."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from roleplay.data import load_toml
from roleplay.terms import Language


class Words:
    """The words of one language: ``words("call.send")``, ``words("call.thinking", name="Dana")``."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **slots: object) -> str:
        """Return the plain text at ``key`` with its slots filled; it is escaped where it is put into a page.

        Raises:
            KeyError: there is no such text, or a slot is not filled.
        """
        text = self._texts[key]
        return text.format_map(slots) if slots else text

    def count(self, key: str, n: int) -> str:
        """Return ``key.one`` or ``key.other`` with ``{n}`` filled. Chinese has the same text in both."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=n)

    def all_keys(self) -> tuple[str, ...]:
        """All keys, sorted."""
        return tuple(sorted(self._texts))


@cache
def words_for(language: Language) -> Words:
    """Return the catalogue of a language; read once."""
    return Words(language, dict(flatten(load_toml("roleplay.ui", f"text/{language.value}.toml"))))


def flatten(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of a nested table with its dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
