"""The scorecard page: what the total means, three points of advice, then the evidence.

Events, handled by the page's script: buttons with ``data-action="retry"`` (``data-call``, ``data-turn``),
``data-action="marks"`` (switches the class ``marks-off`` of ``.scorecard``) and ``data-action="print"``; links with
``data-action="goto"`` (``data-turn``), whose target is ``#turn-N``.
"""

from __future__ import annotations

from typing import Final

from roleplay.practice.views import ScoredCall
from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.advice import advice_card
from roleplay.ui.scorecard.attempts import attempts_line, compare_link, retry_button
from roleplay.ui.scorecard.curve import curve
from roleplay.ui.scorecard.dates import day_and_time, duration
from roleplay.ui.scorecard.evidence import criteria_card, faults_card, taboos_card
from roleplay.ui.scorecard.marks import legend
from roleplay.ui.scorecard.total import total_card
from roleplay.ui.scorecard.transcript_view import question_table, transcript_view
from roleplay.ui.scorecard.words import named, score_words
from roleplay.ui.words import Words

LEAST_MOVES: Final = 2  # fewer make no curve; the transcript tells them


def scorecard_html(scored: ScoredCall, language: Language) -> Html:
    """Return the page of one scored call, worded in ``language``."""
    words = score_words(language)
    return el(
        "div",
        _head(scored, words, language),
        el("div", total_card(scored, words), advice_card(scored, words), cls="score-top"),
        _curve_card(scored, words) if len(scored.moves) >= LEAST_MOVES else None,
        el(
            "div",
            el(
                "div",
                criteria_card(scored, words),
                taboos_card(scored, words),
                faults_card(scored, words),
                cls="score-evidence",
            ),
            _transcript(scored, words),
            cls="score-bottom",
        ),
        _not_judged(scored, words),
        _bottom_bar(scored, words),
        cls="scorecard",
    )


def _head(scored: ScoredCall, words: Words, language: Language) -> Html:
    call = scored.call
    return el(
        "header",
        el(
            "div",
            el("p", words("dot").join(_facts(scored, words, language)), cls="eyebrow"),
            el("h1", named(words, "head.title", call.card.name), tabindex="-1"),
            el("p", call.ended_reason, cls="lead") if call.ended_by == "buyer" and call.ended_reason else None,
            attempts_line(scored, words),
            cls="score-titles",
        ),
        el("div", compare_link(scored, words), _print_button(words), retry_button(scored, words), cls="head-actions"),
        cls="score-head",
    )


def _facts(scored: ScoredCall, words: Words, language: Language) -> list[str]:
    call = scored.call
    facts = [
        words(f"call_type.{call.call_type.value}"),
        day_and_time(call.started, language),
        duration(call.elapsed, words),
        named(words, "head.ended_buyer", call.card.short_name) if call.ended_by == "buyer" else words("head.ended_rep"),
    ]
    if call.language is not language:
        facts.append(words("head.held_in", language=words(f"language.{call.language.value}")))
    if call.exam:
        facts.append(words("head.exam"))
    version = scored.scorecard.rubric_version.split("+")[0]
    if version:
        facts.append(words("head.rubric", version=version))
    return facts


def _print_button(words: Words) -> Html:
    return el("button", words("head.print"), type="button", cls="button button-plain", data_action="print")


def _bottom_bar(scored: ScoredCall, words: Words) -> Html | None:
    """What stays at the lower edge of a narrow window."""
    actions = [action for action in (compare_link(scored, words), retry_button(scored, words)) if action is not None]
    return el("div", actions, cls="bottom-bar") if actions else None


def _curve_card(scored: ScoredCall, words: Words) -> Html:
    title = el("h2", named(words, "curve.title", scored.call.card.short_name))
    source = el("p", words("curve.source"), cls="quiet")
    return el("section", el("div", title, source, cls="section-head"), curve(scored, words), cls="card curve-card")


def _transcript(scored: ScoredCall, words: Words) -> Html:
    switch = el(
        "button",
        words("transcript.marks"),
        type="button",
        cls="button button-plain button-small marks-switch",
        data_action="marks",
        aria_pressed="true",
    )
    title = el("h2", words("transcript.title"), id="transcript-title")
    turns = transcript_view(scored, words)
    return el(
        "section",
        el("div", title, switch, cls="section-head"),
        legend(words),
        el("div", turns, cls="card transcript-card", tabindex="0", role="region", aria_labelledby="transcript-title"),
        question_table(scored, words),
        cls="score-transcript",
        id="transcript",
    )


def _not_judged(scored: ScoredCall, words: Words) -> Html | None:
    names = scored.scorecard.not_judged
    if not words.language.is_chinese:
        names = tuple(name[:1].lower() + name[1:] for name in names)
    return el("p", words("not_judged", what=words("list.join").join(names)), cls="footnote") if names else None
