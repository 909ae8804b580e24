"""The navigation at the left edge, or behind a menu button on a narrow screen."""

from __future__ import annotations

from typing import Final

from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.preferences import NAMES, THEMES
from roleplay.ui.visitor import Visitor
from roleplay.ui.words import Words

_ENTRIES: Final = (("practise", "/"), ("calls", "/calls"), ("progress", "/progress"))
_THEME_WORDS: Final = {"light": "rail.light", "dark": "rail.dark", "": "rail.system"}

MARK: Final = Html(
    '<svg class="mark" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true" focusable="false">'
    '<rect width="22" height="22" rx="6"></rect>'
    '<path d="M5 14.2 8.6 9.6l3 2.6L17 7" fill="none" stroke-width="2.2" stroke-linecap="round" '
    'stroke-linejoin="round"></path></svg>'
)


def rail(words: Words, visitor: Visitor, *, section: str, back: str, calls: int = 0) -> Html:
    """Return the navigation.

    Args:
        words: of the reader's language.
        visitor: the reader.
        section: id of the entry that is current.
        back: path and query of this page, to come back to after a change of language or colours.
        calls: how many calls the reader has held; 0 shows no number.
    """
    links = [
        el(
            "a",
            el("span", words(f"rail.{name}")),
            el("span", " ", calls, cls="rail-count") if name == "calls" and calls else None,
            href=path,
            aria_current="page" if name == section else None,
            cls="rail-link",
        )
        for name, path in _ENTRIES
    ]
    return el(
        "div",
        el(
            "div",
            el("a", MARK, el("span", words("app.name")), href="/", cls="brand"),
            el(
                "button",
                el("span", words("rail.menu"), cls="sr"),
                el("span", cls="burger", aria_hidden="true"),
                type="button",
                cls="menu-button",
                id="menu-button",
                aria_expanded="false",
                aria_controls="rail-body",
            ),
            cls="rail-top",
        ),
        el(
            "div",
            el("nav", links, aria_label=words("rail.label"), cls="rail-links"),
            _preferences(words, visitor, back),
            cls="rail-body",
            id="rail-body",
        ),
        cls="rail",
        id="rail",
    )


def _preferences(words: Words, visitor: Visitor, back: str) -> Html:
    now = f"{NAMES[visitor.language]} · {words(_THEME_WORDS[visitor.theme])}"
    languages = [
        _choice("language", language.value, NAMES[language], chosen=language is visitor.language, lang=language.value)
        for language in Language
    ]
    themes = [
        _choice("theme", theme or "system", words(_THEME_WORDS[theme]), chosen=theme == visitor.theme)
        for theme in THEMES
    ]
    keys = [
        _choice("keys", value, words(f"rail.keys_{value}"), chosen=visitor.keys is (value == "on"))
        for value in ("on", "off")
    ]
    return el(
        "details",
        el("summary", el("span", words("rail.preferences"), cls="sr"), now),
        el(
            "form",
            el("input", type="hidden", name="back", value=back),
            el("fieldset", el("legend", words("rail.language")), languages),
            el("fieldset", el("legend", words("rail.light_dark")), themes),
            el("fieldset", el("legend", words("rail.keys")), keys),
            method="post",
            action="/preferences",
        ),
        cls="preferences",
    )


def _choice(name: str, value: str, label: str, *, chosen: bool, lang: str | None = None) -> Html:
    return el(
        "button",
        label,
        type="submit",
        name=name,
        value=value,
        lang=lang,
        aria_pressed=str(chosen).lower(),
        cls="choice",
    )
