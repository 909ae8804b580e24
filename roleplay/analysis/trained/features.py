"""Turns words into the features that the weights know: short strings, so that a reader can be shown the weightiest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

#: How much of what the buyer said just before is looked at: words or Han characters, and code points.
NEAR = 40
LONGEST_NEAR = 400
#: What stands before what: a feature of so many words, the first words, the last ones, the first after "so, well, …".
SIZES = {"en": 3, "zh": 4}
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[$€£%]")
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|[a-z0-9]+")
_END_MARKS = frozenset("?.!,;…")


def words_of(folded: str, cues: str) -> list[str]:
    """Return the words of an English text, or the Han characters and Latin words of a Chinese one."""
    return (_WORD if cues == "en" else _HAN_OR_WORD).findall(folded)


def own_words(folded: str, core: int, cues: str) -> Iterator[str]:
    """Yield the features of an utterance by itself.

    Args:
        folded: The utterance after ``fold``.
        core: Where its discourse markers end.
        cues: ``en`` or ``zh``.
    """
    said = words_of(folded, cues)
    kernel = words_of(folded[core:], cues)
    joint = " " if cues == "en" else ""
    for size in range(1, SIZES[cues] + 1):
        for at in range(len(said) - size + 1):
            yield f"{size}|{joint.join(said[at : at + size])}"
        if len(said) >= size:
            yield f"^{joint.join(said[:size])}"
            yield f"{joint.join(said[-size:])}$"
        if len(kernel) >= size:
            yield f"»{joint.join(kernel[:size])}"
    if cues == "en":
        for word in said:
            for at in range(len(word) - 3 if len(word) > 5 else 0):
                yield f"~{word[at : at + 4]}"
    yield f"#{min(len(said), NEAR).bit_length()}"
    mark = folded.rstrip("\"')] ")[-1:]
    yield f"mark|{mark if mark in _END_MARKS else ''}"


def near_words(folded: str, cues: str) -> Iterator[str]:
    """Yield the features of what the buyer said before an utterance; the end of it counts."""
    said = words_of(folded[-LONGEST_NEAR:], cues)[-NEAR:]
    joint = " " if cues == "en" else ""
    for word in said:
        yield f"b1|{word}"
    for a, b in pairwise(said):
        yield f"b2|{a}{joint}{b}"
    if folded.rstrip()[-1:] == "?":
        yield "b?"


def in_words(feature: str) -> str:
    """Return the words of the utterance that a feature of ``own_words`` stands for; nothing for any other feature."""
    if feature[:2] in {"1|", "2|", "3|", "4|"}:
        return feature[2:]
    if feature[0] in "^»":
        return feature[1:]
    return feature[:-1] if feature[-1] == "$" and not feature.startswith("~") else ""
