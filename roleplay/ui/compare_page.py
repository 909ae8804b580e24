"""``/compare?a=…&b=…``: two attempts at the same call. The comparison itself is made in ``scorecard.compare``."""

from __future__ import annotations

from roleplay.ui.html import Html, el
from roleplay.ui.page import Visit, page, part
from roleplay.ui.scorecard.compare import compare_html


def render(visit: Visit) -> Html:
    """Return the page.

    Raises:
        NotFound: one of the calls does not exist for this user.
        InputError: the two are not attempts at the same call.
    """
    words = visit.words
    title = words("compare.title")
    first, second = visit.query.get("a", ""), visit.query.get("b", "")
    for call in (first, second):
        visit.practice.call(visit.user, call, visit.language)

    def comparison() -> Html:
        return Html(compare_html(visit.practice.compare(visit.user, first, second, visit.language), visit.language))

    return page("compare", title, part(comparison, words, "compare.failed", el("h1", title)), wide=True)
