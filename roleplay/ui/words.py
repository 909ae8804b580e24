"""Words on screen: one catalogue a language, the same keys in all three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from roleplay.data import load_toml
from roleplay.terms import Language

_BETWEEN_SCRIPTS: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")


class Words:
    """The words of one language: ``words("call.send")``, ``words("call.thinking", name="Dana")``."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **slots: object) -> str:
        """Return the plain text at ``key`` with its slots filled; it is escaped where it is put into a page.

        In Chinese a space stands between Chinese and Latin letters, also where a name in Latin letters was filled in.

        Raises:
            KeyError: there is no such text, or a slot is not filled.
        """
        text = self._texts[key]
        if not slots:
            return text
        filled = text.format_map(slots)
        return _BETWEEN_SCRIPTS.sub(" ", filled) if self.language.is_chinese else filled

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
