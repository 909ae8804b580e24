"""``/scorecard?call=…``: the judged call. The card itself is made in ``scorecard.render``."""

from __future__ import annotations

from roleplay.ui.html import Html, el
from roleplay.ui.page import Visit, page, part, told
from roleplay.ui.parts import address
from roleplay.ui.scorecard.render import scorecard_html


def render(visit: Visit) -> Html:
    """Return the page.

    Raises:
        NotFound: there is no such call of this user.
    """
    words = visit.words
    call = visit.practice.call(visit.user, visit.query.get("call", ""), visit.language)
    if not call.ended:
        return told(
            words,
            words("score.open_title"),
            words("score.open_lead"),
            link=address("/call", call=call.id),
            link_word="choose.continue",
        )
    title = words("score.title", name=call.card.name)

    def card() -> Html:
        scored = visit.practice.scored(visit.user, call.id, visit.language)
        return Html(scorecard_html(scored, visit.language))

    return page("scorecard", title, part(card, words, "score.failed", el("h1", title)), _keys(visit), wide=True)


def _keys(visit: Visit) -> Html:
    """The keys of this page; the style sheet hides them where there is no keyboard to expect."""
    keys = (("J", "next"), ("K", "previous"), ("Backspace", "back"))
    return el(
        "p", [el("span", el("kbd", key), " ", visit.words(f"score.key_{word}")) for key, word in keys], cls="keys"
    )
