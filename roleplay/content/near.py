"""Finds what an author probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from roleplay.data import load_toml


def nearest(word: str, allowed: Sequence[str]) -> str | None:
    """The one of ``allowed`` that ``word`` was probably meant to be, or None.

    A Chinese or plain English name of a term counts as its id: 狐狸型 is ``fox``, "skeptical" is ``sceptical``.
    """
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    folded = {option.lower().replace("-", "_"): option for option in reversed(allowed)}
    if plain in folded:
        return folded[plain]
    for term, names in load_toml("roleplay.content", "text/terms.toml").items():
        if term in allowed and word.strip().lower() in names:
            return term
    close = get_close_matches(plain, list(folded), n=1, cutoff=0.7)
    return folded[close[0]] if close else None
