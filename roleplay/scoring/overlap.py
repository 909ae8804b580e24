"""How much of what one person said comes back in the words of the other.

Chinese is compared by pairs of characters, English by word stems: character pairs beat word segmentation in trials, and
neither needs a dictionary. A share of .25 of the shorter side counts as taking something up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from roleplay.analysis.normalise import fold
from roleplay.data import load_toml
from roleplay.terms import Language

_LATIN = re.compile(r"[a-z][a-z0-9']+|\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z][a-z']*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SUFFIXES = ("ings", "ing", "edly", "ies", "ed", "es", "s", "ly")
_STEM = 3


@cache
def _stop(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the function words (English) and the function characters (Chinese) that say nothing about the matter."""
    name = "zh" if language.is_chinese else "en"
    data = load_toml("roleplay.scoring", f"cues/{name}.toml")["stop"]
    return frozenset(data["words"]), frozenset(data.get("characters", ""))


def _stem(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e") if len(word) > _STEM else word


@lru_cache(maxsize=4096)
def terms(text: str, language: Language) -> frozenset[str]:
    """The content of a text as a set: stems of Latin words, numbers, pairs of Han characters."""
    words, characters = _stop(language)
    folded = fold(text)
    found = {_stem(word) for word in _LATIN.findall(folded) if word not in words}
    for run in _HAN.findall(folded):
        for part in re.split("|".join(sorted(words, key=len, reverse=True)) or "$^", run) if words else [run]:
            kept = "".join(" " if c in characters else c for c in part)
            for piece in kept.split():
                found.update(piece[i : i + 2] for i in range(len(piece) - 1))
    return frozenset(found)


def function_share(folded: str, language: Language) -> float:
    """Share (0 to 1) of function words among the words of a folded text; of function characters in Chinese."""
    words, characters = _stop(language)
    if language.is_chinese:
        han = [c for c in folded if "\u3400" <= c <= "\u9fff"]
        return sum(c in characters for c in han) / len(han) if han else 1.0
    spoken = _WORD.findall(folded)
    return sum(word in words for word in spoken) / len(spoken) if spoken else 1.0


def shared(one: str, other: str, language: Language) -> frozenset[str]:
    """The content that both texts hold."""
    return terms(one, language) & terms(other, language)


def share(of: str, within: str, language: Language) -> float:
    """Which part (0 to 1) of the content of ``of`` comes back in ``within``; 0 where ``of`` has no content."""
    own = terms(of, language)
    return len(own & terms(within, language)) / len(own) if own else 0.0


def gathered(texts: Iterable[str], language: Language) -> frozenset[str]:
    """All content of several texts."""
    everything: set[str] = set()
    for text in texts:
        everything |= terms(text, language)
    return frozenset(everything)
