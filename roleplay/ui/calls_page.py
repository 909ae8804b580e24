"""``/calls``: the past calls of this browser's user. The list itself is made in ``ui.progress``."""

from __future__ import annotations

from roleplay.ui.html import Html, el
from roleplay.ui.page import Visit, page, part
from roleplay.ui.progress import calls_html


def render(visit: Visit) -> Html:
    """Return the page."""
    words = visit.words
    title = words("calls.title")
    calls = visit.practice.history(visit.user, visit.language)
    if not calls:
        return nothing_yet(visit, title)

    def table() -> Html:
        return Html(calls_html(calls, visit.language))

    return page("calls", title, part(table, words, "calls.failed", el("h1", title)), wide=True)


def nothing_yet(visit: Visit, title: str) -> Html:
    """Return the page of somebody who has not called yet: what one gets, and the easiest buyer by name."""
    words = visit.words
    cards = visit.practice.buyers(visit.user, visit.language)
    spoken = [card for card in cards if visit.language in card.languages] or list(cards)
    easiest = min(spoken, key=lambda card: card.difficulty, default=None)
    link = f"/brief?buyer={easiest.id}" if easiest else "/"
    label = words("choose.first_call", name=easiest.name) if easiest else words("state.to_buyers")
    return page(
        "empty",
        title,
        el("h1", title),
        el(
            "section",
            el("div", el("h2", words("choose.first_title")), el("p", words("choose.first_lead"))),
            el("a", label, href=link, cls="button button-main"),
            cls="card first-call",
        ),
        wide=True,
    )
