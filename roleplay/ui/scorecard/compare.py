"""Two attempts at the same call: the totals, the turns in which they differ, what changed."""

from __future__ import annotations

from roleplay.practice.views import Comparison, ScoredCall
from roleplay.terms import Language
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address
from roleplay.ui.scorecard.attempts import retry_button
from roleplay.ui.scorecard.curve import curve
from roleplay.ui.scorecard.transcript_view import transcript_view
from roleplay.ui.scorecard.words import named, score_words
from roleplay.ui.words import Words


def compare_html(comparison: Comparison, language: Language) -> Html:
    """Return the page that compares two attempts, worded in ``language``.

    The ids of the first one's turns begin with ``first-``.
    """
    words = score_words(language)
    first, second, parted = comparison.first, comparison.second, comparison.parted_at
    return el(
        "div",
        _head(comparison, words),
        el("div", _column(first, parted, words, "first-"), _column(second, parted, words, ""), cls="compare-turns"),
        el(
            "div",
            el("section", el("h2", words("compare.items")), _table(first, second, words), cls="card"),
            _curve_card(comparison, words) if second.moves else None,
            cls="compare-bottom",
        ),
        cls="compare",
    )


def _curve_card(comparison: Comparison, words: Words) -> Html:
    note = el("p", words("compare.dotted", name=_name(comparison.first, words)), cls="quiet")
    page = address("/compare", a=comparison.first.call.id, b=comparison.second.call.id)
    drawing = curve(comparison.second, words, earlier=comparison.first, page=page, linked_from=comparison.parted_at)
    return el("section", el("div", el("h2", words("compare.curve")), note, cls="section-head"), drawing, cls="card")


def _total(scored: ScoredCall, words: Words) -> str:
    return words("compare.unscored") if scored.scorecard.score is None else str(round(scored.scorecard.score))


def _name(scored: ScoredCall, words: Words) -> str:
    return words("attempt.one", n=scored.call.attempt)


def _head(comparison: Comparison, words: Words) -> Html:
    first, second, shared = comparison.first, comparison.second, comparison.parted_at
    title = words(
        "compare.title",
        second=second.call.attempt,
        two=_total(second, words),
        first=first.call.attempt,
        one=_total(first, words),
    )
    lead = words("compare.shared", n=shared, next=shared + 1) if shared > 1 else words("compare.nothing_shared")
    again = shared if shared in second.transcript.rep_turns else None
    back = el("a", named(words, "compare.back", second.call.card.name), href=address("/scorecard", call=second.call.id))
    return el(
        "header",
        el(
            "div",
            el("p", back, cls="eyebrow"),
            el("h1", title, tabindex="-1"),
            el("p", el("span", lead), words("sentence"), el("span", words("compare.honest")), cls="lead"),
            cls="score-titles",
        ),
        el("div", _others(comparison, words), retry_button(second, words, again), cls="head-actions"),
        cls="score-head",
    )


def _others(comparison: Comparison, words: Words) -> Html | None:
    """Links to the other pairs of attempts."""
    second = comparison.second
    links = []
    for attempt in second.attempts:
        if not attempt.ended or attempt.call in (comparison.first.call.id, second.call.id):
            continue
        pair = sorted(((attempt.number, attempt.call), (second.call.attempt, second.call.id)))
        text = words("head.compare", one=pair[0][0], two=pair[1][0])
        links.append(el("a", text, href=address("/compare", a=pair[0][1], b=pair[1][1]), cls="button button-plain"))
    return el("nav", links, aria_label=words("compare.pairs"), cls="pairs") if links else None


def _column(scored: ScoredCall, parted_at: int, words: Words, prefix: str) -> Html:
    title = words("compare.from", n=scored.call.attempt, turn=parted_at + 1)
    turns = transcript_view(scored, words, first=parted_at, retry=False, prefix=prefix)
    total = el("span", " ", _total(scored, words), cls="column-total")
    return el("section", el("h2", title, total), el("div", turns, cls="card transcript-card"))


def _table(first: ScoredCall, second: ScoredCall, words: Words) -> Html:
    others = {criterion.id: criterion for criterion in first.scorecard.criteria}
    rows = []
    for criterion in second.scorecard.criteria:
        before = others.get(criterion.id)
        one = before.score * before.weight if before is not None and before.score is not None else None
        two = criterion.score * criterion.weight if criterion.score is not None else None
        rows.append(
            _row(
                criterion.title,
                _points(one, criterion.weight),
                _points(two, criterion.weight),
                _change(one, two, words),
            )
        )
    if first.scorecard.score is not None and second.scorecard.score is not None:
        taboos = [sum(taboo.found for taboo in scored.scorecard.taboos) for scored in (first, second)]
        rows.append(
            _row(
                words("compare.taboos"),
                str(taboos[0]),
                str(taboos[1]),
                _change(taboos[0], taboos[1], words, fewer=True),
            )
        )
    names = [_name(scored, words) for scored in (first, second)]
    heads = [
        el("th", words("compare.criterion"), scope="col"),
        [
            el("th", scored.call.attempt, scope="col", aria_label=name)
            for scored, name in zip((first, second), names, strict=True)
        ],
        el("th", words("compare.change"), scope="col"),
    ]
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows), cls="compare-table")
    return el("div", table, cls="table-scroll")


def _points(points: float | None, weight: float) -> str:
    return "–" if points is None else f"{points:.0f} / {weight:g}"


def _row(name: str, one: str, two: str, change: Html) -> Html:
    return el("tr", el("th", name, scope="row"), el("td", one), el("td", el("b", two)), el("td", change))


def _change(before: float | None, after: float | None, words: Words, *, fewer: bool = False) -> Html:
    """The arrow says up or down, the colour and a hidden word whether that is better: for taboos, ``fewer`` is."""
    if before is None or after is None:
        return el("span", "–", cls="quiet")
    step = round(after) - round(before)
    if step == 0:
        return el("span", words("compare.same"), cls="quiet")
    better = (step < 0) if fewer else (step > 0)
    word = el("span", " ", words("compare.better" if better else "compare.worse"), cls="sr")
    return el("span", f"{'▲' if step > 0 else '▼'} {abs(step)}", word, cls="tag-up" if better else "tag-down")
