"""The three points of advice: what you said, what to try; one is to be practised next."""

from __future__ import annotations

from roleplay.practice.views import ScoredCall
from roleplay.scorecard import Advice
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.marks import turn_box
from roleplay.ui.words import Words


def advice_card(scored: ScoredCall, words: Words) -> Html:
    """Return the card; where there is no advice it says so."""
    points = [_point(number, advice, scored, words) for number, advice in enumerate(scored.scorecard.advice, start=1)]
    none = words("advice.none" if scored.scorecard.score is not None else "advice.none_unscored")
    body = el("ol", points, cls="advice") if points else el("p", none, cls="advice-none")
    return el("section", el("h2", words("advice.title"), id="advice", tabindex="-1"), body, cls="card advice-card")


def _point(number: int, advice: Advice, scored: ScoredCall, words: Words) -> Html:
    language = scored.call.language.value
    said = (
        el("q", advice.said.quote, lang=language) if advice.said else el("span", words("advice.nothing"), cls="quiet")
    )
    tag = el("span", words("advice.next"), cls="tag-next") if advice.next else None
    box = turn_box(scored, advice.turn, words) if advice.turn is not None else None
    return el(
        "li",
        el("span", number, cls="advice-number", aria_hidden="true"),
        el(
            "div",
            el("div", el("h3", advice.title), tag, box, cls="advice-head"),
            el(
                "dl",
                el("dt", words("advice.said")),
                el("dd", said, cls="advice-said"),
                el("dt", words("advice.try")),
                el("dd", el("q", advice.suggestion, lang=language), cls="advice-try"),
            ),
            el("p", advice.why, cls="advice-why") if advice.why else None,
        ),
    )
