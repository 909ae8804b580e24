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
