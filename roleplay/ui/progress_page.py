"""``/progress``: what moves over the calls. The plots are made in ``ui.progress``."""

from __future__ import annotations

from roleplay.ui.calls_page import nothing_yet
from roleplay.ui.html import Html, el
from roleplay.ui.page import Visit, page, part
from roleplay.ui.progress import progress_html


def render(visit: Visit) -> Html:
    """Return the page."""
    words = visit.words
    title = words("progress.title")
    calls = visit.practice.history(visit.user, visit.language)
    if not any(call.ended for call in calls):
        return nothing_yet(visit, title)

    def plots() -> Html:
        return Html(progress_html(calls, visit.language, visit.practice.practise_next(visit.user, visit.language)))

    return page("progress", title, part(plots, words, "progress.failed", el("h1", title)), wide=True)
