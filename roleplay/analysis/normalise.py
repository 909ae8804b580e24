"""Folds text for matching: what is written differently but says the same becomes the same, code point by code point."""

from __future__ import annotations

import unicodedata
from functools import cache

from roleplay.data import load_toml

_QUOTES = {
    **dict.fromkeys("‘’‚‛′`´＇", "'"),
    **dict.fromkeys("“”„‟″＂「」『』", '"'),
}


class _FoldTable(dict[int, int]):
    """Answers ``str.translate`` for any code point and remembers the answer; no table of all of Unicode is built."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        char = _QUOTES.get(char, char)
        for fold_one in (_compatible, str.lower):
            folded = fold_one(char)
            if len(folded) == 1:
                char = folded
        self[code] = self.get(ord(char), ord(char)) if ord(char) != code else code
        return self[code]


def _compatible(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _read_variants() -> dict[int, int]:
    table = load_toml("roleplay.analysis", "cues/han_variants.toml")
    source, target = ("".join(table[key].split()) for key in ("from", "to"))
    return {ord(a): ord(b) for a, b in zip(source, target, strict=True)}


@cache
def _table() -> _FoldTable:
    """Read the table when the first text is folded, not when the module is imported."""
    return _FoldTable(_read_variants())


def fold(text: str) -> str:
    """Return ``text`` as it is matched: lower case, half-width, straight quotes, simplified Han characters.

    The result has the same length as ``text``, so that an offset in one is an offset in the other. Only for matching:
    never shown or stored. A code point whose folded form would be longer or shorter stays as it is (NFKC per code
    point; the Han table is frozen in ``cues/han_variants.toml``). Any string is accepted, lone surrogates too.
    """
    return text.translate(_table())
