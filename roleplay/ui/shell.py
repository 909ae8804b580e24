"""The frame around each page: language, colours, styles, navigation, and bars where the content will be.

Gradio's page is an empty shell until its scripts have run. It is dressed on the server instead, so the first paint has
the right language and colours, and the navigation works at once.
"""

from __future__ import annotations

import re
from typing import Final

from roleplay.ui import assets
from roleplay.ui.html import Html, el, join
from roleplay.ui.rail import rail
from roleplay.ui.visitor import Visitor
from roleplay.ui.words import Words, words_for

PAGES: Final = {
    "/": "practise",
    "/brief": "practise",
    "/call": "",
    "/scorecard": "calls",
    "/compare": "calls",
    "/calls": "calls",
    "/progress": "progress",
}
"""Path of each page, and which entry of the rail it belongs to; empty: a page without the rail."""

_SKIPS: Final = {"/call": ("app.skip_answer", "answer"), "/scorecard": ("app.skip_advice", "advice")}
_HTML_TAG: Final = re.compile(r'<html\s+lang="en"')
_SOCIAL: Final = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
_MANIFEST: Final = re.compile(r'\s*<link rel="manifest"[^>]*>')
_FRAMES: Final = re.compile(
    r"<script>(?:(?!</script>).)*iframeResizer\.contentWindow(?:(?!</script>).)*</script>", re.S
)
_VIEWPORT: Final = re.compile(r'content="width=device-width[^"]*"')
_FIRST_COLOURS: Final = re.compile(r"<style>\s*:root \{\s*--bg:.*?</style>", re.S)


def dress(page: str, *, path: str, query: str, visitor: Visitor, calls: int = 0) -> str:
    """Return Gradio's page with our frame around it.

    Args:
        page: the HTML as Gradio serves it.
        path: path of the page, a key of ``PAGES``.
        query: its query string, to come back to after a change of language.
        visitor: who reads it.
        calls: how many calls this reader has held, for the rail.
    """
    words = words_for(visitor.language)
    mode = f' data-theme="{visitor.theme}"' if visitor.theme else ""
    mode += "" if visitor.keys else ' data-keys="off"'
    page = _SOCIAL.sub("", page)
    page = _MANIFEST.sub("", page)
    page = _FRAMES.sub("", page)
    page = _FIRST_COLOURS.sub("", page)
    lang = visitor.language.value
    page = _HTML_TAG.sub(f'<html lang="{lang}" data-lang="{lang}"{mode}', page, count=1)
    page = _VIEWPORT.sub(
        'content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"', page
    )
    page = page.replace("</head>", f"{_head(words)}</head>", 1)
    page = page.replace("<gradio-app", f"{_frame(path, query, words, visitor, calls)}<gradio-app", 1)
    # What a reader can put into the page is escaped, so each tag that opens a script is Gradio's or ours.
    return page.replace("<script", f'<script nonce="{visitor.nonce}"')


def _head(words: Words) -> Html:
    return join(
        (
            el("title", words("app.name")),
            el("meta", name="color-scheme", content="light dark"),
            el("link", rel="icon", type="image/svg+xml", href=assets.address("icon.svg")),
            [el("link", rel="stylesheet", href=assets.address(name)) for name in assets.STYLES],
            [el("script", src=assets.address(name), defer=True) for name in assets.SCRIPTS],
        )
    )


def _frame(path: str, query: str, words: Words, visitor: Visitor, calls: int) -> Html:
    section = PAGES[path]
    on_call = path == "/call"
    word, target = _SKIPS.get(path, ("app.skip", "content"))
    skip = el(
        "a",
        words(word),
        href=f"{path}?{query}#{target}",  # Gradio's <base> would send a bare # elsewhere
        cls="skip",
        data_skip=target,
    )
    back = f"{path}?{query}" if query else path
    return join(
        (
            skip,
            rail(words, visitor, section=section, back=back, calls=calls) if section else None,
            _bars(words, on_call=on_call),
            el("noscript", el("p", words("app.needs_scripts"), cls="noscript")),
        )
    )


def _bars(words: Words, *, on_call: bool) -> Html:
    """Grey bars in the shape of the content; the style sheet shows them only after 300 ms."""
    return el(
        "div",
        el("div", [el("span", cls="bar") for _ in range(5)], cls="bars", aria_hidden="true"),
        el("p", words("app.opening"), cls="bars-word", role="status"),
        cls="boot boot-call" if on_call else "boot",
        id="boot",
    )
