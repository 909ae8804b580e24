"""The scorecard page: what the total means, three points of advice, then the evidence.

Events: buttons with ``data-action="retry"`` (``data-call``, ``data-turn``), ``data-action="marks"`` (switches the marks of the
transcript) and ``data-action="print"``; links with ``data-action="goto"`` (``data-turn``), whose target is ``#turn-N``.
"""

from __future__ import annotations

from roleplay.practice.views import ScoredCall
from roleplay.scorecard import Advice, CriterionResult, Evidence, Scorecard, TabooResult
from roleplay.terms import CallType, Language
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address
from roleplay.ui.scorecard.curve import curve
from roleplay.ui.scorecard.dates import day_and_time, duration
from roleplay.ui.scorecard.marks import legend, turn_box, verdict_mark
from roleplay.ui.scorecard.transcript_view import question_table, transcript_view
from roleplay.ui.scorecard.words import score_words
from roleplay.ui.words import Words

BANDS = ("starting", "forming", "sound", "strong")


def scorecard_html(scored: ScoredCall, language: Language) -> Html:
    """Return the page of one scored call, worded in ``language``."""
    words = score_words(language)
    card = scored.scorecard
    return el(
        "div",
        _head(scored, words, language),
        el("div", _total_card(scored, words), _advice_card(scored, words), cls="score-top"),
        _curve_card(scored, words) if scored.moves else None,
        el(
            "div",
            el("div", _criteria(card, words), _taboos(card, words), _faults(card, words), cls="score-evidence"),
            _transcript(scored, words),
            cls="score-bottom",
        ),
        el("p", words("not_judged", what=words("list.join").join(card.not_judged)), cls="footnote") if card.not_judged else None,
        _bottom_bar(scored, words),
        cls="scorecard",
    )


# -- head -----------------------------------------------------------------------------------------------------------


def _head(scored: ScoredCall, words: Words, language: Language) -> Html:
    call = scored.call
    facts = (
        words(f"call_type.{CallType(call.call_type).value}"),
        day_and_time(call.started, language),
        duration(call.elapsed, words),
        words("head.ended_rep") if call.ended_by == "rep" else words("head.ended_buyer", name=call.card.short_name),
        words("head.rubric", version=scored.scorecard.rubric_version.split("+")[0]),
    )
    return el(
        "header",
        el(
            "div",
            el("p", " · ".join(facts), cls="eyebrow"),
            el("h1", words("head.title", name=call.card.name), tabindex="-1"),
            el("p", call.ended_reason, cls="lead") if call.ended_by == "buyer" and call.ended_reason else None,
        ),
        el("div", _compare_link(scored, words), _print_button(words), _retry_button(scored, words), cls="head-actions"),
        cls="score-head",
    )


def retry_turn(scored: ScoredCall) -> int | None:
    """The turn to try again from: the one of the advice to practise next, else where the buyer was lost, else the first."""
    if scored.call.exam:
        return None
    advised = next((advice.turn for advice in scored.scorecard.advice if advice.next and advice.turn is not None), None)
    if advised is not None:
        return advised
    if scored.call.retry_turn is not None:
        return scored.call.retry_turn
    rep_turns = scored.transcript.rep_turns
    return rep_turns[0] if rep_turns else None


def _retry_button(scored: ScoredCall, words: Words) -> Html | None:
    turn = retry_turn(scored)
    if turn is None:
        return None
    return el(
        "button", el("span", "↺ ", aria_hidden="true"), words("retry.from", n=turn + 1), type="button", cls="button button-main",
        data_action="retry", data_turn=turn, data_call=scored.call.id,
    )  # fmt: skip


def _compare_link(scored: ScoredCall, words: Words) -> Html | None:
    others = [attempt for attempt in scored.attempts if attempt.call != scored.call.id and attempt.ended]
    if not others:
        return None
    return el("a", words("head.compare"), cls="button button-plain", href=address("/compare", a=others[-1].call, b=scored.call.id))


def _print_button(words: Words) -> Html:
    return el("button", words("head.print"), type="button", cls="button button-plain button-print", data_action="print")


def _bottom_bar(scored: ScoredCall, words: Words) -> Html:
    """What stays at the lower edge of a narrow window."""
    return el("div", _compare_link(scored, words), _retry_button(scored, words), cls="bottom-bar")


# -- the total ------------------------------------------------------------------------------------------------------


def _total_card(scored: ScoredCall, words: Words) -> Html:
    card = scored.scorecard
    return el(
        "section",
        el("h2", words("total.title"), cls="sr"),
        _number(card, words),
        _band_scale(card, words) if card.score is not None else None,
        el("p", card.summary, cls="total-summary"),
        el("p", _counted(card, words), cls="total-note") if card.score is not None else None,
        _figures(scored, words),
        cls="card total-card",
    )


def _number(card: Scorecard, words: Words) -> Html:
    if card.score is None:
        return el("p", el("span", "–", cls="total-number"), el("span", words("verdict.unscored"), cls="tag-unscored"), cls="total")
    return el("p", el("span", round(card.score), cls="total-number"), el("span", words("total.of"), cls="total-of"), cls="total")


def _band_scale(card: Scorecard, words: Words) -> Html:
    """The four bands as a scale, by the lower bounds that the rubric gave; drawn from 0 to 100."""
    bounds = [*(card.band_bounds or (0, 40, 60, 80)), 100]
    bands = [
        el("li", el("span", cls="band-bar"), words(f"band.{band}"), cls="on" if band == card.band else "", style=f"flex-grow:{bounds[i + 1] - bounds[i]:g}")
        for i, band in enumerate(BANDS)
    ]  # fmt: skip
    needle = el("span", cls="needle", style=f"left:{min(100.0, max(0.0, card.score or 0.0)):.1f}%", aria_hidden="true")
    return el("div", needle, el("ol", bands), cls="band-scale")


def _counted(card: Scorecard, words: Words) -> str:
    scored = sum(criterion.status == "scored" for criterion in card.criteria)
    left_out = len(card.criteria) - scored
    return words.count("total.counted", scored) + (words.count("total.left_out", left_out) if left_out else "") + words("total.one_call")


def _figures(scored: ScoredCall, words: Words) -> Html:
    measures = scored.scorecard.measures
    asked = measures.questions.open + measures.questions.closed
    figures = [(words("figure.open"), words("figure.of", n=measures.questions.open, total=asked))]
    if measures.talk_share is not None:
        figures.append((words("figure.spoke"), words("figure.percent", n=round(measures.talk_share * 100))))
    if measures.facts_found is not None and measures.facts_total:
        figures.append((words("figure.found"), words("figure.of", n=measures.facts_found, total=measures.facts_total)))
    return el("dl", [el("div", el("dt", name), el("dd", value)) for name, value in figures], cls="figures")


# -- advice ---------------------------------------------------------------------------------------------------------


def _advice_card(scored: ScoredCall, words: Words) -> Html:
    card = scored.scorecard
    points = [_advice(number, advice, scored, words) for number, advice in enumerate(card.advice, start=1)]
    body = el("ol", points, cls="advice") if points else el("p", words("advice.none"), cls="quiet")
    return el("section", el("h2", words("advice.title"), id="advice", tabindex="-1"), body, cls="card advice-card")


def _advice(number: int, advice: Advice, scored: ScoredCall, words: Words) -> Html:
    language = scored.call.language.value
    said = el("q", advice.said.quote, lang=language) if advice.said else el("span", words("advice.nothing"), cls="quiet")
    return el(
        "li",
        el("span", number, cls="advice-number", aria_hidden="true"),
        el(
            "div",
            el(
                "h3",
                advice.title,
                " ",
                el("span", words("advice.next"), cls="tag-next") if advice.next else None,
                " ",
                turn_box(advice.turn, words) if advice.turn is not None else None,
            ),
            el(
                "dl",
                el("dt", words("advice.said")),
                el("dd", said, cls="said"),
                el("dt", words("advice.try")),
                el("dd", el("q", advice.suggestion, lang=language), cls="try"),
            ),
            el("p", advice.why, cls="quiet") if advice.why else None,
        ),
    )


# -- evidence -------------------------------------------------------------------------------------------------------


def _curve_card(scored: ScoredCall, words: Words) -> Html:
    title = el("h2", words("curve.title", name=scored.call.card.short_name))
    return el(
        "section", el("div", title, el("p", words("curve.source"), cls="quiet"), cls="section-head"), curve(scored, words), cls="card"
    )


def _criteria(card: Scorecard, words: Words) -> Html:
    rows = [_criterion(criterion, words) for criterion in card.criteria]
    return el("section", el("h2", words("criteria.title")), el("div", rows, cls="card score-rows"))


def _criterion(criterion: CriterionResult, words: Words) -> Html:
    if criterion.score is None:
        verdict = "na" if criterion.status == "not_applicable" else "unscored"
        return el(
            "div",
            el("h3", criterion.title, el("span", "–", cls="points")),
            el("p", verdict_mark(verdict, words)),
            el("p", criterion.reason, " ", words("criteria.left_out"), cls="quiet"),
            cls="row row-unscored",
        )
    points = criterion.score * criterion.weight
    bar = el("span", el("span", style=f"width:{criterion.score * 100:.0f}%"), cls="bar", aria_hidden="true")
    value = el("span", el("b", f"{points:.0f}"), f" / {criterion.weight:g}", cls="points")
    quotes = [_evidence(evidence, words) for evidence in criterion.evidence]
    return el(
        "div",
        el("h3", criterion.title, bar, value),
        el("p", criterion.reason, cls="row-reason"),
        el("ul", quotes, cls="quotes") if quotes else None,
        cls="row",
    )


def _evidence(evidence: Evidence, words: Words) -> Html:
    sign = {"earned": "+", "lost": "−", "noted": "·"}[evidence.effect]
    spoken = el("span", words(f"effect.{evidence.effect}"), cls="sr")
    return el(
        "li",
        el("span", sign, cls=f"sign sign-{evidence.effect}", aria_hidden="true"),
        spoken,
        el("span", el("q", evidence.quote), " ", turn_box(evidence.turn, words), " ", el("span", evidence.note, cls="quiet")),
    )


def _taboos(card: Scorecard, words: Words) -> Html:
    found = sum(taboo.found for taboo in card.taboos)
    missing = sum(not taboo.applicable for taboo in card.taboos)
    title = words("taboos.title", found=found, clear=len(card.taboos) - found - missing, na=missing)
    ordered = sorted(card.taboos, key=lambda taboo: 0 if taboo.found else 1 if taboo.applicable else 2)
    return el("section", el("h2", title), el("ul", [_taboo(taboo, words) for taboo in ordered], cls="card score-rows verdicts"))


def _taboo(taboo: TabooResult, words: Words) -> Html:
    verdict = "found" if taboo.found else "clear" if taboo.applicable else "na"
    turns = dict.fromkeys(evidence.turn for evidence in taboo.evidence)
    boxes = [[" ", turn_box(turn, words)] for turn in turns]
    advice = el("p", taboo.advice, cls="quiet") if taboo.found and taboo.advice else None
    body = el("div", el("b", taboo.title), " ", el("span", taboo.reason, cls="quiet"), boxes if taboo.found else None, advice)
    return el("li", verdict_mark(verdict, words), body)


def _faults(card: Scorecard, words: Words) -> Html:
    found = [fault for fault in card.speech_faults if fault.found]
    if not found:
        return el("section", el("h2", words("faults.title")), el("p", words("faults.none"), cls="card score-note"))
    rows = []
    for fault in found:
        boxes = [[" ", turn_box(turn, words)] for turn in dict.fromkeys(e.turn for e in fault.evidence)]
        rows.append(el("li", verdict_mark("found", words), el("div", el("b", fault.title), " ", el("span", fault.reason, cls="quiet"), boxes)))
    return el("section", el("h2", words("faults.title")), el("ul", rows, cls="card score-rows verdicts"))


def _transcript(scored: ScoredCall, words: Words) -> Html:
    switch = el("button", words("transcript.marks"), type="button", cls="button button-plain button-small", data_action="marks", aria_pressed="true")
    return el(
        "section",
        el("div", el("h2", words("transcript.title")), switch, cls="section-head"),
        legend(words),
        el("div", transcript_view(scored, words), cls="card transcript-card"),
        question_table(scored, words),
        cls="score-transcript",
        id="transcript",
    )
