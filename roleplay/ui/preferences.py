"""Language, light or dark, single-letter keys: chosen by the reader, kept in cookies of this browser."""

from __future__ import annotations

from typing import Final, Literal

from roleplay.terms import Language

LANGUAGE_COOKIE: Final = "roleplay_language"
THEME_COOKIE: Final = "roleplay_theme"
KEYS_COOKIE: Final = "roleplay_keys"
YEAR: Final = 365 * 24 * 3600

Theme = Literal["", "light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark", "")
NAMES: Final = {Language.EN: "English", Language.ZH_HANS: "简体中文", Language.ZH_HANT: "繁體中文"}


def choose_language(cookie: str, accept: str, default: Language) -> Language:
    """Return the language of the page: the reader's own choice, else what the browser asks for, else the default.

    Args:
        cookie: value of the language cookie, or empty.
        accept: the ``Accept-Language`` header, or empty.
        default: where the browser asks for none of ours.
    """
    if cookie in set(Language):
        return Language(cookie)
    for tag in _by_quality(accept):
        found = _language_of(tag)
        if found is not None:
            return found
    return default


def choose_theme(cookie: str) -> Theme:
    """Return the chosen mode; empty follows the system."""
    return "light" if cookie == "light" else "dark" if cookie == "dark" else ""


def choose_keys(cookie: str) -> bool:
    """Return whether single letters are shortcuts; they are until the reader switches them off."""
    return cookie != "off"


def local_path(target: str) -> str:
    """Return ``target`` if it is a path on this site, else ``/``: a redirect must not lead anywhere else."""
    harmless = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if harmless else "/"


def _by_quality(accept: str) -> list[str]:
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept[:500].split(",")):
        tag, _, parameter = part.partition(";")
        try:
            quality = float(parameter.strip().removeprefix("q=") or 1.0)
        except ValueError:
            quality = 0.0
        if quality > 0:
            wanted.append((-quality, place, tag.strip().lower()))
    return [tag for _, _, tag in sorted(wanted)]


def _language_of(tag: str) -> Language | None:
    parts = tag.split("-")
    if parts[0] == "en":
        return Language.EN
    if parts[0] != "zh":
        return None
    if "hans" in parts:
        return Language.ZH_HANS
    return Language.ZH_HANT if {"hant", "tw", "hk", "mo"} & set(parts) else Language.ZH_HANS
