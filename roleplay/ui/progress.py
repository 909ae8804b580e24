"""Calls over time: the list of past calls, and five small plots with their uncertainty."""

from __future__ import annotations

from roleplay.practice.views import PastCall
from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address, avatar, clock
from roleplay.ui.scorecard.dates import day
from roleplay.ui.scorecard.words import named, score_words
from roleplay.ui.small_plots import LEAST_CALLS, Series, mean_interval, means, rubric_changes, small_plot
from roleplay.ui.words import Words


def calls_html(calls: tuple[PastCall, ...], language: Language) -> Html:
    """Return the page that lists a user's calls, the newest first."""
    words = score_words(language)
    title = el("h1", words("calls.title"), tabindex="-1")
    head = el("header", el("div", title, el("p", words("calls.lead"), cls="lead")), cls="score-head")
    return el("div", head, calls_table(calls, language) if calls else _no_calls(words), cls="past-calls")


def progress_html(calls: tuple[PastCall, ...], language: Language, advised: str = "") -> Html:
    """Return the page that shows how calls move.

    Args:
        calls: all calls of a user, the newest first.
        language: the reader's.
        advised: what the last calls said to practise next, in words; empty where it is not known.
    """
    words = score_words(language)
    scored = tuple(call for call in reversed(calls) if call.score is not None)
    title = words("progress.title_next", what=advised) if advised and scored else words("progress.title")
    action = el("a", words("progress.action"), cls="button button-main", href="/")
    head = el(
        "header",
        el("div", el("h1", title, tabindex="-1"), _lead(scored, words)),
        el("div", action, cls="head-actions"),
        cls="score-head",
    )
    if not calls:
        return el("div", head, _no_calls(words), cls="progress-page")
    past = el("section", el("h2", words("calls.past")), calls_table(calls, language))
    return el("div", head, _plots(scored, language, words) if scored else None, past, cls="progress-page")


def all_series(words: Words) -> tuple[Series, ...]:
    """What is plotted, each on fixed axes."""
    return (
        Series(words("progress.score"), 100, lambda call: call.score),
        Series(words("progress.spin"), 4, lambda call: None if call.spin_depth is None else float(call.spin_depth)),
        Series(words("progress.facts"), 100, lambda call: None if call.facts_share is None else call.facts_share * 100),
        Series(words("progress.open"), 100, lambda call: None if call.open_share is None else call.open_share * 100),
        Series(words("progress.taboos"), 10, lambda call: None if call.taboos is None else float(call.taboos)),
    )


def _lead(scored: tuple[PastCall, ...], words: Words) -> Html | None:
    """What the last calls came to, as a fact."""
    if not scored:
        return None
    last = scored[-LEAST_CALLS:]
    agreed = sum(call.outcome == "agreed" for call in last)
    key = "progress.agreed_one" if len(last) == 1 else "progress.agreed"
    return el("p", words(f"{key}_none" if agreed == 0 else key, n=agreed, of=len(last)), cls="lead")


def _plots(scored: tuple[PastCall, ...], language: Language, words: Words) -> Html:
    series = all_series(words)
    plots = [small_plot(one, scored, words) for one in series]
    return el(
        "div",
        _key(scored, words),
        el("div", plots, _how_sure(scored, words), cls="plots"),
        _numbers(series, scored, language, words),
    )


def _key(scored: tuple[PastCall, ...], words: Words) -> Html:
    change = (
        el("li", el("span", cls="change-key", aria_hidden="true"), words("progress.change"))
        if rubric_changes(scored)
        else None
    )
    return el(
        "ul",
        el("li", el("span", cls="key-ring", aria_hidden="true"), words("progress.ring")),
        el("li", el("span", cls="key-disc", aria_hidden="true"), words("progress.disc")),
        el("li", el("span", cls="mean-key", aria_hidden="true"), words("progress.mean")),
        change,
        cls="legend",
        aria_label=words("mark.legend"),
    )


def _how_sure(scored: tuple[PastCall, ...], words: Words) -> Html:
    score = all_series(words)[0]
    new = [call.score for call in scored if call.first_with_buyer and call.score is not None]
    count = words("progress.lead", n=len(scored), new=len(new))
    if len(scored) < LEAST_CALLS:
        text = words("progress.few")
    else:
        runs = means(score.measured(scored))
        last = runs[-1][-1] if runs else None
        fresh = last is not None and last.n == len(scored) - 1
        text = (
            words("progress.sure_mean", **_bounds((last.mean, last.low, last.high)))
            if last and fresh
            else words("progress.anew")
        )
    sentences = [el("p", text), el("p", count, cls="quiet")]
    if len(new) >= LEAST_CALLS:
        sentences.append(el("p", words("progress.sure_new", **_bounds(mean_interval(new[-LEAST_CALLS:])))))
    return el("section", el("h2", words("progress.sure_title")), sentences, cls="card how-sure")


def _bounds(interval: tuple[float, float, float]) -> dict[str, int]:
    mean, low, high = interval
    return {"mean": round(mean), "low": round(max(0.0, low)), "high": round(min(100.0, high))}


def _numbers(series: tuple[Series, ...], scored: tuple[PastCall, ...], language: Language, words: Words) -> Html:
    """The plots as one table."""
    heads = [
        el("th", words("progress.number"), scope="col"),
        el("th", words("calls.date"), scope="col"),
        el("th", words("calls.buyer"), scope="col"),
    ]
    heads += [el("th", one.title, scope="col") for one in series]
    rows = []
    for n, call in enumerate(scored, start=1):
        values = [one.value(call) for one in series]
        cells = [
            el("td", "–" if value is None else one.written(value)) for one, value in zip(series, values, strict=True)
        ]
        rows.append(
            el("tr", el("th", n, scope="row"), el("td", day(call.started, language)), el("td", call.card.name), cells)
        )
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows))
    return el(
        "details", el("summary", words("curve.numbers")), el("div", table, cls="table-scroll"), cls="fold plots-numbers"
    )


def calls_table(calls: tuple[PastCall, ...], language: Language) -> Html:
    """Return the list; a narrow window stacks each row, so the roles of the table are written out."""
    words = score_words(language)
    heads = [
        _cell(words(f"calls.{key}"), key, tag="th") for key in ("date", "buyer", "length", "ended", "score", "attempt")
    ]
    last = _cell(el("span", words("calls.open"), cls="sr"), "go", tag="th")
    rows = [_row(call, language, words) for call in calls]
    table = el(
        "table",
        el("thead", el("tr", heads, last, role="row"), role="rowgroup"),
        el("tbody", rows, role="rowgroup"),
        cls="calls-table",
        role="table",
        aria_label=words("calls.past"),
    )
    return el("div", el("div", table, cls="table-scroll"), cls="card table-card")


def _cell(content: Html | str | int, name: str, tag: str = "td") -> Html:
    if tag == "th":
        return el("th", content, scope="col", role="columnheader", cls=f"cell-{name}")
    return el("td", content, role="cell", cls=f"cell-{name}")


def _row(call: PastCall, language: Language, words: Words) -> Html:
    kind = words(f"call_type.{call.call_type.value}")
    who = el(
        "div",
        avatar(call.card.name, "avatar-small"),
        el("span", el("b", call.card.name), el("span", kind, cls="quiet"), cls="caller-name"),
        cls="caller",
    )
    score = el("b", round(call.score)) if call.score is not None else _no_score(call, words)
    nth = el(
        "span",
        el("span", words("calls.nth", n=call.attempt), cls="only-wide"),
        el("span", words("calls.nth_long", n=call.attempt), cls="only-narrow"),
    )
    page, word = ("/scorecard", "calls.open") if call.ended else ("/call", "calls.continue")
    label = named(
        words,
        "calls.open_named" if call.ended else "calls.continue_named",
        call.card.name,
        day=day(call.started, language),
    )
    return el(
        "tr",
        _cell(day(call.started, language), "date"),
        el("th", who, scope="row", role="rowheader", cls="cell-buyer"),
        _cell(clock(call.elapsed), "length"),
        _cell(words(f"outcome.{call.outcome}"), "ended"),
        _cell(score, "score"),
        _cell(nth, "attempt"),
        _cell(el("a", words(word), href=address(page, call=call.call), aria_label=label), "go"),
        role="row",
    )


def _no_score(call: PastCall, words: Words) -> Html:
    return el("span", words("verdict.unscored"), cls="tag-unscored") if call.ended else el("span", "–", cls="quiet")


def _no_calls(words: Words) -> Html:
    return el(
        "section",
        el("h2", words("calls.empty_title")),
        el("p", words("calls.empty_lead"), cls="lead"),
        el("p", el("a", words("calls.empty_action"), cls="button button-main", href="/")),
        cls="card no-calls",
    )
