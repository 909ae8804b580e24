"""Calls over time: the list of past calls, and five small plots with their uncertainty."""

from __future__ import annotations

from roleplay.practice.views import PastCall
from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address, avatar, clock
from roleplay.ui.scorecard.dates import day
from roleplay.ui.scorecard.words import score_words
from roleplay.ui.small_plots import LEAST_CALLS, Series, mean_interval, small_plot
from roleplay.ui.words import Words


def calls_html(calls: tuple[PastCall, ...], language: Language) -> Html:
    """Return the page that lists a user's calls, the newest first."""
    words = score_words(language)
    head = el("header", el("h1", words("calls.title"), tabindex="-1"), el("p", words("calls.lead"), cls="lead"), cls="score-head")
    return el("div", head, calls_table(calls, language) if calls else _no_calls(words), cls="past-calls")


def progress_html(calls: tuple[PastCall, ...], language: Language, advised: str = "") -> Html:
    """Return the page that shows how calls move; ``advised`` is what the last ones said to practise next."""
    words = score_words(language)
    scored = tuple(call for call in reversed(calls) if call.score is not None)
    title = words("progress.title_next", what=advised) if advised and scored else words("progress.title")
    new = sum(call.first_with_buyer for call in scored)
    lead = el("p", words("progress.lead", n=len(scored), new=new), cls="lead") if scored else None
    action = el("a", words("progress.action"), cls="button button-main", href="/")
    head = el("header", el("div", el("h1", title, tabindex="-1"), lead), el("div", action, cls="head-actions"), cls="score-head")
    if not calls:
        return el("div", head, _no_calls(words), cls="progress")
    plots = [small_plot(series, scored, words) for series in all_series(words)] if scored else None
    body = el("div", plots, _how_sure(scored, words), cls="plots") if plots else None
    past = el("section", el("h2", words("calls.past")), calls_table(calls, language), cls="past-calls")
    return el("div", head, _key(words) if plots else None, body, past, cls="progress")


def all_series(words: Words) -> tuple[Series, ...]:
    """What is plotted, each on fixed axes."""
    return (
        Series(words("progress.score"), 100, lambda call: call.score),
        Series(words("progress.spin"), 4, lambda call: None if call.spin_depth is None else float(call.spin_depth)),
        Series(words("progress.facts"), 100, lambda call: None if call.facts_share is None else call.facts_share * 100),
        Series(words("progress.open"), 100, lambda call: None if call.open_share is None else call.open_share * 100),
        Series(words("progress.taboos"), 10, lambda call: None if call.taboos is None else float(call.taboos)),
    )


def calls_table(calls: tuple[PastCall, ...], language: Language) -> Html:
    """Return the list as a table that scrolls inside its card."""
    words = score_words(language)
    heads = [el("th", words(f"calls.{key}"), scope="col") for key in ("date", "buyer", "length", "ended", "score", "attempt")]
    rows = [_row(call, language, words) for call in calls]
    last = el("th", el("span", words("calls.open"), cls="sr"), scope="col")
    table = el("table", el("thead", el("tr", heads, last)), el("tbody", rows), cls="calls-table")
    return el("div", el("div", table, cls="table-scroll"), cls="card table-card")


def _row(call: PastCall, language: Language, words: Words) -> Html:
    page = "/scorecard" if call.ended else "/call"
    who = el(
        "div",
        avatar(call.card.name, "avatar-small"),
        el("span", el("b", call.card.name), el("span", words(f"call_type.{call.call_type.value}"), cls="quiet"), cls="stack"),
        cls="who",
    )
    score = el("b", round(call.score)) if call.score is not None else _no_score(call, words)
    go = el("a", words("calls.open" if call.ended else "calls.continue"), href=address(page, call=call.call))
    return el(
        "tr", el("td", day(call.started, language)), el("th", who, scope="row"), el("td", clock(call.elapsed)),
        el("td", words(f"outcome.{call.outcome}")), el("td", score), el("td", call.attempt), el("td", go),
    )  # fmt: skip


def _no_score(call: PastCall, words: Words) -> Html:
    return el("span", words("verdict.unscored"), cls="tag-unscored") if call.ended else el("span", "–", cls="quiet")


def _no_calls(words: Words) -> Html:
    return el(
        "section",
        el("h2", words("calls.empty_title")),
        el("p", words("calls.empty_lead"), cls="lead"),
        el("p", el("a", words("calls.empty_action"), cls="button button-main", href="/")),
        cls="card empty",
    )


def _key(words: Words) -> Html:
    return el(
        "ul",
        el("li", el("span", cls="ring", aria_hidden="true"), words("progress.ring")),
        el("li", el("span", cls="disc", aria_hidden="true"), words("progress.disc")),
        el("li", el("span", cls="mean-key", aria_hidden="true"), words("progress.mean")),
        cls="legend",
    )


def _how_sure(scored: tuple[PastCall, ...], words: Words) -> Html:
    if len(scored) < LEAST_CALLS:
        text = words("progress.few")
    else:
        mean, low, high = mean_interval([call.score or 0.0 for call in scored[-LEAST_CALLS:]])
        text = words("progress.sure_mean", mean=round(mean), low=round(max(0.0, low)), high=round(min(100.0, high)))
    return el("section", el("h2", words("progress.sure_title")), el("p", text), el("p", words("progress.rubric"), cls="quiet"), cls="card")
