"""Evens out how a turn is written where that says nothing: added white space, and Western full stops in Chinese."""

from __future__ import annotations

import re
from typing import NamedTuple

from roleplay.annotation import TurnAnnotation

_HAN = "\u3400-\u9fff"
_MARKS = ",.?!;:，．。？！；：、"
#: White space that is more than the one blank, or the one line break, that parts words; or that parts nothing, as
#: beside a mark in Chinese.
_LOOSE = re.compile(
    rf"^\s+|\s+$|\s{{2,}}|[^\S \n]"
    rf"|(?<=[。、])\s+|(?<=[{_HAN}][{_MARKS}])\s+|(?<=[{_MARKS}])\s+(?=[{_HAN}])|(?<=[{_HAN}])\s+(?=[{_MARKS}])"
)
#: A Western full stop that ends something Chinese; one in a figure or a name has no Han after it.
_STOP = re.compile(rf"(?<!\.)\.(?=\s{{0,9}}[{_HAN}])|(?<=[{_HAN}])\.(?![\w.])")
_PARTS_NOTHING = re.compile(rf"(?:[。、]|[{_HAN}][{_MARKS}])$")


class Even(NamedTuple):
    """A turn evened out; ``where[i]`` is the place in the turn as it was said of the code point ``i``."""

    text: str
    where: tuple[int, ...]


def even_text(text: str) -> str:
    """Return the text as ``even_out`` does, without the places."""
    stopped = _STOP.sub("。", text)
    return _LOOSE.sub(_blank, stopped) if _LOOSE.search(stopped) else stopped


def even_out(text: str) -> Even:
    """Return the turn with single blanks, none at its ends or beside Chinese marks, and 。 for a stop after Han."""
    stopped = _STOP.sub("。", text)
    kept: list[str] = []
    where: list[int] = []
    at = 0
    for match in (*_LOOSE.finditer(stopped), None):
        end = match.start() if match else len(stopped)
        kept.append(stopped[at:end])
        where.extend(range(at, end))
        if match:
            blank = _blank(match)
            kept.append(blank)
            where.extend(range(match.start(), match.start() + len(blank)))
            at = match.end()
    return Even("".join(kept), tuple(where))


def _blank(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    if start == 0 or end == len(text):
        return ""
    before, after = text[max(0, start - 2) : start], text[end]
    han_before, han_after = ("\u3400" <= char <= "\u9fff" for char in (before[-1], after))
    if _PARTS_NOTHING.search(before) or (han_after and before[-1] in _MARKS) or (han_before and after in _MARKS):
        return ""
    return "\n" if "\n" in match[0] else " "


def as_said(annotation: TurnAnnotation, text: str, where: tuple[int, ...]) -> TurnAnnotation:
    """Return what was found in the evened turn with the places and the words of ``text``, the turn as it was said."""

    def moved(start: int, end: int) -> dict[str, int | str]:
        left = where[start] if start < len(where) else len(text)
        right = where[end - 1] + 1 if end > start else left
        return {"start": left, "end": right, "text": text[left:right]}

    groups = {name: getattr(annotation, name) for name in ("utterances", "acts", "topics")}
    return annotation.model_copy(
        update={
            "text": text,
            **{n: tuple(o.model_copy(update=moved(o.start, o.end)) for o in own) for n, own in groups.items()},
        }
    )
