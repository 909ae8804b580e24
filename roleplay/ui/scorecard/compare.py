"""Two attempts at the same call: the totals, the turns in which they differ, what changed."""

from __future__ import annotations

from roleplay.practice.views import Comparison, ScoredCall
from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address
from roleplay.ui.scorecard.curve import curve
from roleplay.ui.scorecard.render import retry_turn
from roleplay.ui.scorecard.transcript_view import transcript_view
from roleplay.ui.scorecard.words import score_words
from roleplay.ui.words import Words


def compare_html(comparison: Comparison, language: Language) -> Html:
    """Return the page that compares two attempts, worded in ``language``."""
    words = score_words(language)
    first, second = comparison.first, comparison.second
    return el(
        "div",
        _head(comparison, words),
        el("div", _column(first, comparison.parted_at, words), _column(second, comparison.parted_at, words), cls="compare-turns"),
        el(
            "div",
            el("section", el("h2", words("compare.items")), _table(first, second, words), cls="card"),
            el(
                "section",
                el("div", el("h2", words("compare.curve")), el("p", words("compare.dotted"), cls="quiet"), cls="section-head"),
                curve(second, words, earlier=first),
                cls="card",
            ),
            cls="compare-bottom",
        ),
        cls="compare",
    )


def _total(scored: ScoredCall) -> str:
    return "–" if scored.scorecard.score is None else str(round(scored.scorecard.score))


def _name(scored: ScoredCall, words: Words) -> str:
    return words("compare.attempt", n=scored.call.attempt)


def _head(comparison: Comparison, words: Words) -> Html:
    first, second = comparison.first, comparison.second
    shared = comparison.parted_at
    title = words("compare.title", second=_name(second, words), two=_total(second), first=_name(first, words), one=_total(first))
    lead = words("compare.shared", n=shared, next=shared + 1) if shared else words("compare.nothing_shared")
    turn = retry_turn(second)
    again = None
    if turn is not None:
        again = el(
            "button", el("span", "↺ ", aria_hidden="true"), words("retry.from", n=turn + 1), type="button",
            cls="button button-main", data_action="retry", data_turn=turn, data_call=second.call.id,
        )  # fmt: skip
    back = el("a", words("compare.back", name=second.call.card.name), href=address("/scorecard", call=second.call.id), cls="back")
    return el(
        "header",
        el("div", back, el("h1", title, tabindex="-1"), el("p", lead, " ", words("compare.honest"), cls="lead")),
        el("div", _others(comparison, words), again, cls="head-actions"),
        cls="score-head",
    )


def _others(comparison: Comparison, words: Words) -> Html | None:
    """Links to the other pairs of attempts."""
    second = comparison.second
    links = [
        el("a", words("compare.pair", one=attempt.number, two=second.call.attempt), href=address("/compare", a=attempt.call, b=second.call.id), cls="button button-plain")
        for attempt in second.attempts
        if attempt.ended and attempt.call not in (comparison.first.call.id, second.call.id)
    ]  # fmt: skip
    return el("nav", links, aria_label=words("compare.pairs")) if links else None


def _column(scored: ScoredCall, parted_at: int, words: Words) -> Html:
    title = words("compare.from", name=_name(scored, words), n=parted_at + 1)
    turns = transcript_view(scored, words, first=parted_at, retry=False)
    return el("section", el("h2", title, " ", el("span", _total(scored), cls="quiet")), el("div", turns, cls="card transcript-card"))


def _table(first: ScoredCall, second: ScoredCall, words: Words) -> Html:
    others = {criterion.id: criterion for criterion in first.scorecard.criteria}
    rows = []
    for criterion in second.scorecard.criteria:
        before = others.get(criterion.id)
        one = before.score * before.weight if before is not None and before.score is not None else None
        two = criterion.score * criterion.weight if criterion.score is not None else None
        rows.append(_row(criterion.title, _points(one, criterion.weight), _points(two, criterion.weight), one, two, words))
    taboos = [float(sum(taboo.found for taboo in scored.scorecard.taboos)) for scored in (first, second)]
    rows.append(_row(words("compare.taboos"), f"{taboos[0]:.0f}", f"{taboos[1]:.0f}", -taboos[0], -taboos[1], words))
    heads = [words("compare.criterion"), str(first.call.attempt), str(second.call.attempt), words("compare.change")]
    return el(
        "div",
        el("table", el("thead", el("tr", [el("th", head, scope="col") for head in heads])), el("tbody", rows), cls="compare-table"),
        cls="table-scroll",
    )


def _points(points: float | None, weight: float) -> str:
    return "–" if points is None else f"{points:.0f} / {weight:g}"


def _row(name: str, one: str, two: str, before: float | None, after: float | None, words: Words) -> Html:
    """``before`` and ``after`` are such that more is better."""
    if before is None or after is None or round(after) == round(before):
        same = words("compare.same") if before is not None and after is not None else "–"
        change: Html = el("span", same, cls="quiet")
    else:
        better = after > before
        change = el("span", f"{'▲' if better else '▼'} {abs(round(after) - round(before))}", cls="tag-up" if better else "tag-down")
    return el("tr", el("th", name, scope="row"), el("td", one), el("td", el("b", two)), el("td", change))
