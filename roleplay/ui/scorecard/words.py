"""Words of the pages that are read after a call; a catalogue of their own beside the one of the other pages."""

from __future__ import annotations

from functools import cache

from roleplay.data import load_toml
from roleplay.terms import Language
from roleplay.ui.words import Words, flatten


@cache
def score_words(language: Language) -> Words:
    """Return the catalogue of a language; read once."""
    return Words(language, dict(flatten(load_toml("roleplay.ui", f"scorecard/text/{language.value}.toml"))))


def named(words: Words, key: str, name: str, **slots: object) -> str:
    """Return a text with a person's name in it. In Chinese a name in Latin letters gets a space to either side."""
    if words.language.is_chinese and name:
        before = " " if name[0].isascii() else ""
        after = " " if name[-1].isascii() else ""
        name = f"{before}{name}{after}"
    return words(key, name=name, **slots).strip()
