"""Small pieces that several pages show: the initials of a buyer, bars of difficulty, a time."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlencode

from roleplay.practice.views import BuyerCard
from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.words import Words


def initials(name: str) -> str:
    """Return one or two letters for a name: the first of the first and last word, or the first Han character."""
    words = name.split()
    if not words:
        return "–"
    if unicodedata.name(words[0][0], "").startswith("CJK"):
        return words[0][0]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def avatar(name: str, size: str = "") -> Html:
    """Return the disc with the initials; it says nothing to a screen reader, the name stands beside it."""
    return el("span", initials(name), cls=f"avatar {size}".strip(), aria_hidden="true")


def level(difficulty: int) -> str:
    """Return ``easy``, ``medium`` or ``hard`` for a difficulty of 1 to 5."""
    return "easy" if difficulty <= 2 else "medium" if difficulty == 3 else "hard"


def difficulty_bars(difficulty: int, words: Words) -> Html:
    """Return one to three filled bars and the word."""
    filled = ("easy", "medium", "hard").index(level(difficulty)) + 1
    bars = [el("span", cls="on" if n < filled else "") for n in range(3)]
    return el(
        "span",
        el("span", bars, cls="bars-mark", aria_hidden="true"),
        words(f"difficulty.{level(difficulty)}"),
        cls="difficulty",
    )


def other_language(card: BuyerCard, reader: Language) -> str | None:
    """Return the language of a buyer's texts where it is not the reader's, for the ``lang`` of what shows them."""
    return None if reader in card.languages else card.languages[0].value


def clock(seconds: float) -> str:
    """Return ``mm:ss``, or ``h:mm:ss`` from an hour on."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def address(path: str, **query: str | None) -> str:
    """Return a path with its query; empty values are left out."""
    kept = {key: value for key, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
