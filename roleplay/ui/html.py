"""The only way from text to markup: what is not ``Html`` is escaped, so a name or a turn can never become markup.

``el("p", name, cls="card")`` makes an element. Children that are ``Html`` are taken as they are; any other text goes
through ``escape``. ``Html("…")`` is written out only around literals of this program, never around a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


class Html(str):
    """Markup that is known to be safe."""

    __slots__ = ()

    def __add__(self, other: str) -> Html:
        """Join with more markup; plain text is escaped on the way."""
        return Html(str.__add__(self, other if isinstance(other, Html) else escape(other)))


Child = str | int | float | None | Iterable["Child"]
Value = str | int | float | bool | None

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;"})
# Control characters say nothing on a page, bidi overrides can disguise one, and lone surrogates cannot be sent at all.
_UNSHOWABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
_URLS: Final = frozenset({"href", "action", "src"})


def escape(text: object) -> Html:
    """Return ``text`` as markup that shows exactly this text, in an element or in a quoted attribute."""
    return Html(_UNSHOWABLE.sub("\ufffd", str(text)).translate(_ENTITIES))


def join(children: Child, between: str = "") -> Html:
    """Return the children one after the other, each escaped unless it is ``Html``; None is left out."""
    glue = between if isinstance(between, Html) else escape(between)
    return Html(glue.join(_flatten(children)))


def el(tag: str, *children: Child, cls: str = "", **attributes: Value) -> Html:
    """Return one element.

    Args:
        tag: its name.
        children: what stands inside.
        cls: its classes.
        attributes: ``data_turn=7`` gives ``data-turn="7"``; ``for_`` gives ``for``. True stands without a value, False
            and None leave the attribute out.

    Raises:
        ValueError: an attribute would run a script, or an address leaves this site.
    """
    found = {"class": cls or None, **attributes}
    opening = "".join(_attribute(name.rstrip("_").replace("_", "-"), value) for name, value in found.items())
    if tag in _VOID:
        return Html(f"<{tag}{opening}>")
    return Html(f"<{tag}{opening}>{join(children)}</{tag}>")


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    if name.startswith("on"):
        raise ValueError(f"{name}: no inline handlers")
    if name in _URLS and (not str(value).startswith(("/", "#")) or str(value).startswith("//")):
        raise ValueError(f"{name}: only addresses of this site")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def _flatten(children: Child) -> Iterable[str]:
    if children is None:
        return
    if isinstance(children, Html):
        yield children
    elif isinstance(children, (str, int, float)):
        yield escape(children)
    else:
        for child in children:
            yield from _flatten(child)
