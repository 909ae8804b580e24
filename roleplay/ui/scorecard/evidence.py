"""Where the points came from: the criteria with their quotes, the ten taboos, the manner of speaking."""

from __future__ import annotations

from typing import Final

from roleplay.practice.views import ScoredCall
from roleplay.scorecard import CriterionResult, Evidence, SpeechFaultResult, TabooResult
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.marks import turn_box, turn_boxes, verdict_mark
from roleplay.ui.scorecard.total import found_out, missed
from roleplay.ui.words import Words

_QUOTED: Final = 3  # quotes of one taboo or fault; the others are named by their turn
_SIGNS: Final = {"earned": "+", "lost": "−", "noted": "·"}


def criteria_card(scored: ScoredCall, words: Words) -> Html:
    """Return each criterion with points, reason and quotes."""
    about_facts = found_out(scored.scorecard)
    rows = [
        _criterion(c, scored, words, _not_found(c, scored, words) if c is about_facts else None)
        for c in scored.scorecard.criteria
    ]
    return el("section", el("h2", words("criteria.title")), el("div", rows, cls="card score-rows"))


def _not_found(criterion: CriterionResult, scored: ScoredCall, words: Words) -> Html | None:
    """What was not found out, unless the rubric's reason has named it already."""
    return None if words("figure.missed") in criterion.reason else missed(scored, words)


def _criterion(criterion: CriterionResult, scored: ScoredCall, words: Words, not_found: Html | None) -> Html:
    if criterion.score is None:
        verdict = "na" if criterion.status == "not_applicable" else "unscored"
        return el(
            "div",
            el(
                "div",
                el("h3", criterion.title),
                el("span", "–", cls="points", aria_hidden="true"),
                cls="criterion-head",
            ),
            el("p", verdict_mark(verdict, words)),
            el(
                "p",
                el("span", criterion.reason),
                words("sentence"),
                el("span", words("criteria.left_out")),
                cls="quiet",
            ),
            not_found,
            cls="criterion criterion-unscored",
        )
    points = criterion.score * criterion.weight
    bar = el("span", el("span", style=f"width:{criterion.score * 100:.0f}%"), cls="meter", aria_hidden="true")
    value = el("span", el("b", f"{points:.0f}"), f" / {criterion.weight:g}", cls="points")
    quotes = [_evidence(evidence, scored, words) for evidence in criterion.evidence]
    return el(
        "div",
        el("div", el("h3", criterion.title), bar, value, cls="criterion-head"),
        el("p", criterion.reason, cls="criterion-reason") if criterion.reason else None,
        not_found,
        el("ul", quotes, cls="quotes") if quotes else None,
        cls="criterion",
    )


def _evidence(evidence: Evidence, scored: ScoredCall, words: Words) -> Html:
    return el(
        "li",
        el("span", _SIGNS[evidence.effect], cls=f"sign sign-{evidence.effect}", aria_hidden="true"),
        el(
            "span",
            el("span", words(f"effect.{evidence.effect}"), cls="sr"),
            el("q", evidence.quote, lang=scored.call.language.value) if evidence.quote else None,
            " ",
            turn_box(scored, evidence.turn, words),
            el("span", " ", evidence.note, cls="quiet") if evidence.note else None,
        ),
    )


def taboos_card(scored: ScoredCall, words: Words) -> Html:
    """Return the ten taboos, those found first."""
    taboos = scored.scorecard.taboos
    found = sum(taboo.found for taboo in taboos)
    missing = sum(not taboo.applicable and not taboo.found for taboo in taboos)
    title = words("taboos.title", found=found, clear=len(taboos) - found - missing, na=missing)
    ordered = sorted(taboos, key=lambda taboo: 0 if taboo.found else 1 if taboo.applicable else 2)
    rows = [_taboo(taboo, scored, words) for taboo in ordered]
    return el("section", el("h2", title), el("ul", rows, cls="card score-rows verdicts"))


def _taboo(taboo: TabooResult, scored: ScoredCall, words: Words) -> Html:
    verdict = "found" if taboo.found else "clear" if taboo.applicable else "na"
    advice = el("p", taboo.advice, cls="quiet") if taboo.found and taboo.advice else None
    return el(
        "li", verdict_mark(verdict, words), el("div", _finding(taboo, scored, words), advice), cls=f"is-{verdict}"
    )


def _finding(result: TabooResult | SpeechFaultResult, scored: ScoredCall, words: Words) -> list[Html | str | None]:
    """Title, reason, and either the quotes of what was found or the turns that cleared it."""
    reason = el("span", " ", result.reason, cls="quiet") if result.reason else None
    if not result.found:
        boxes = turn_boxes(scored, [evidence.turn for evidence in result.evidence], words)
        return [el("span", result.title, cls="verdict-title"), reason, *boxes]
    quoted = [evidence for evidence in result.evidence if evidence.quote][:_QUOTED]
    bare = turn_boxes(scored, [evidence.turn for evidence in result.evidence if evidence not in quoted], words)
    lines = [
        el("li", el("q", evidence.quote, lang=scored.call.language.value), " ", turn_box(scored, evidence.turn, words))
        for evidence in quoted
    ]
    return [
        el("b", result.title, cls="verdict-title"),
        reason,
        *bare,
        el("ul", lines, cls="verdict-quotes") if lines else None,
    ]


def faults_card(scored: ScoredCall, words: Words) -> Html:
    """Return the speech faults that were found; the others in one line."""
    faults = scored.scorecard.speech_faults
    found = [fault for fault in faults if fault.found]
    clear = [fault.title for fault in faults if not fault.found and fault.applicable]
    if not found:
        key = "faults.none" if clear else "faults.unjudged"
        return el("section", el("h2", words("faults.title")), el("p", words(key), cls="card score-note"))
    rows = [
        el("li", verdict_mark("found", words), el("div", _finding(fault, scored, words)), cls="is-found")
        for fault in found
    ]
    if clear:
        rows.append(el("li", verdict_mark("clear", words), el("div", words("list.join").join(clear)), cls="is-clear"))
    return el("section", el("h2", words("faults.title")), el("ul", rows, cls="card score-rows verdicts"))
