"""The card with the total: the number, the band it is in, what it means, what was agreed, and plain figures."""

from __future__ import annotations

from typing import Final

from roleplay.practice.views import ScoredCall
from roleplay.scorecard import CriterionResult, Scorecard
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.marks import turn_box
from roleplay.ui.words import Words

BANDS: Final = ("starting", "forming", "sound", "strong")
USUAL_BOUNDS: Final = (0.0, 40.0, 60.0, 80.0)  # where a stored card has none, or not four
_FOUND_OUT: Final = ("found_out", "discovery")
_ROOM: Final = 16.0  # points a band must span for its name to stand beneath it


def total_card(scored: ScoredCall, words: Words) -> Html:
    """Return the card."""
    card = scored.scorecard
    return el(
        "section",
        el("h2", words("total.title"), cls="sr"),
        _number(card, words),
        band_scale(card, words) if card.score is not None else None,
        el("p", card.summary, cls="total-summary"),
        _agreed(scored, words),
        el("p", _counted(card, words), cls="total-note") if card.score is not None else None,
        _figures(scored, words),
        missed(scored, words) if found_out(card) is None else None,
        cls="card total-card",
    )


def found_out(card: Scorecard) -> CriterionResult | None:
    """The criterion about what was found out, if the rubric has one."""
    return next((criterion for criterion in card.criteria if criterion.id in _FOUND_OUT), None)


def missed(scored: ScoredCall, words: Words) -> Html | None:
    """Return the names of what was not found out; never what it is, so that a second try stays a test."""
    if not scored.missed_topics:
        return None
    names = words("list.between").join(scored.missed_topics)
    return el("p", el("span", words("figure.missed"), cls="missed-title"), words("colon"), names, cls="missed")


def _number(card: Scorecard, words: Words) -> Html:
    if card.score is None:
        return el(
            "p",
            el("span", "–", cls="total-number", aria_hidden="true"),
            el("span", words("verdict.unscored"), cls="tag-unscored"),
            cls="total",
        )
    return el(
        "p",
        el("span", round(card.score), cls="total-number"),
        " ",
        el("span", words("total.of"), cls="total-of"),
        cls="total",
    )


def band_scale(card: Scorecard, words: Words) -> Html:
    """Return the four bands as a scale from 0 to 100, by the lower bounds that the rubric gave."""
    bounds = (*_bounds(card), 100.0)
    spans = [bounds[i + 1] - bounds[i] for i in range(4)]
    cls = "band-scale" if min(spans) >= _ROOM else "band-scale band-tight"
    bars = [
        el("span", cls="is-on" if band == card.band else "", style=f"flex-grow:{span:g}")
        for band, span in zip(BANDS, spans, strict=True)
    ]
    names = [
        el(
            "li",
            words(f"band.{band}"),
            cls="is-on" if band == card.band else "",
            style=f"flex-grow:{span:g}",
            aria_current="true" if band == card.band else None,
        )
        for band, span in zip(BANDS, spans, strict=True)
    ]
    needle = el("span", cls="needle", style=f"left:{min(100.0, max(0.0, card.score or 0.0)):.1f}%")
    return el(
        "div",
        el("div", bars, needle, cls="band-bar", aria_hidden="true"),
        el("ol", names, aria_label=words("total.bands")),
        cls=cls,
    )


def _bounds(card: Scorecard) -> tuple[float, ...]:
    bounds = card.band_bounds
    sound = len(bounds) == len(BANDS) and bounds[0] == 0 and list(bounds) == sorted(set(bounds)) and bounds[-1] < 100
    return bounds if sound else USUAL_BOUNDS


def _agreed(scored: ScoredCall, words: Words) -> Html | None:
    agreement = scored.agreement
    if agreement is None:
        return None
    when = el("span", agreement.when, lang=scored.call.language.value) if agreement.when else None
    said = [words("total.agreed"), words("colon"), when] if when else words("total.agreed_bare")
    return el(
        "p",
        el("span", cls="mark-clear", aria_hidden="true"),
        el("span", said, " ", turn_box(scored, agreement.turn, words)),
        cls="agreed",
    )


def _counted(card: Scorecard, words: Words) -> str:
    scored = sum(criterion.status == "scored" for criterion in card.criteria)
    left_out = len(card.criteria) - scored
    counted = words.count("total.counted", scored) + (words.count("total.left_out", left_out) if left_out else "")
    return counted + words("total.one_call")


def _figures(scored: ScoredCall, words: Words) -> Html | None:
    measures = scored.scorecard.measures
    asked = measures.questions.open + measures.questions.closed
    figures = []
    if asked:
        figures.append((words("figure.open"), words("figure.of", n=measures.questions.open, total=asked)))
    if measures.talk_share is not None:
        figures.append((words("figure.spoke"), words("figure.percent", n=round(measures.talk_share * 100))))
    if measures.facts_found is not None and measures.facts_total:
        figures.append(
            (words("figure.found"), words("figure.of_facts", n=measures.facts_found, total=measures.facts_total))
        )
    return (
        el("dl", [el("div", el("dt", name), el("dd", value)) for name, value in figures], cls="figures")
        if figures
        else None
    )
