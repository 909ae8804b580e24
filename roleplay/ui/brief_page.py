"""``/brief?buyer=…&call=…``: what a rep may know before the call, what is judged, and the button that starts it."""

from __future__ import annotations

from roleplay.errors import NotFound
from roleplay.practice.views import Brief
from roleplay.terms import CallType, Language
from roleplay.ui.html import Html, el, join
from roleplay.ui.page import Visit, page, told
from roleplay.ui.parts import address, avatar, other_language
from roleplay.ui.preferences import NAMES
from roleplay.ui.words import Words


def render(visit: Visit) -> Html:
    """Return the page."""
    words = visit.words
    buyer = visit.query.get("buyer", "")
    cards = {card.id: card for card in visit.practice.buyers(visit.user, visit.language)}
    if buyer not in cards:
        return _no_buyer(words)
    asked = visit.query.get("call", "")
    call_type = CallType(asked) if asked in cards[buyer].calls else cards[buyer].calls[0]
    try:
        brief = visit.practice.brief(visit.user, buyer, call_type, visit.language)
    except NotFound:
        return _no_buyer(words)
    language = _call_language(brief, visit.query.get("language", ""), visit.language)
    company = " · ".join(part for part in (brief.card.title, brief.card.company) if part)
    about = " · ".join(part for part in (company, brief.card.industry, brief.card.size) if part)
    foreign = other_language(brief.card, visit.language)
    return page(
        "brief",
        words("brief.title", name=brief.card.name),
        el("p", el("a", "← ", words("brief.back"), href="/"), cls="back"),
        el(
            "div",
            el(
                "div",
                el(
                    "header",
                    avatar(brief.card.name, "avatar-large"),
                    el("div", el("h1", brief.card.name), el("p", about), lang=foreign),
                    cls="person",
                ),
                el("section", el("h2", words("brief.goal")), el("p", brief.goal, cls="goal", lang=foreign), cls="card"),
                el("section", _facts(brief, words, foreign), cls="card facts-card"),
                cls="brief-main",
            ),
            el("div", _start(brief, call_type, language, words), _weights(brief, words), cls="brief-side"),
            cls="brief",
        ),
        wide=True,
    )


def _no_buyer(words: Words) -> Html:
    return told(
        words, words("state.missing_buyer"), words("state.missing_buyer_lead"), link="/", link_word="state.to_buyers"
    )


def _call_language(brief: Brief, asked: str, reader: Language) -> Language:
    """The language asked for, else the reader's, else the buyer's own first."""
    languages = brief.card.languages
    if asked in languages:
        return Language(asked)
    return reader if reader in languages else languages[0]


def _facts(brief: Brief, words: Words, foreign: str | None) -> Html:
    between = "" if brief.selling.endswith(("。", "！")) else " "
    rows = (
        (words("brief.known"), brief.known, foreign),
        (words("brief.manner"), brief.manner, foreign),
        (words("brief.selling"), f"{brief.selling}{between}{brief.price}", foreign),
        (words("brief.time"), words("brief.minutes", n=brief.minutes), None),
    )
    return el("dl", [join((el("dt", name), el("dd", text, lang=lang))) for name, text, lang in rows], cls="facts")


def _start(brief: Brief, call_type: CallType, language: Language, words: Words) -> Html:
    """The form that starts the call: an ordinary form, so it works by keyboard and before any script has run."""
    return el(
        "form",
        el("input", type="hidden", name="buyer", value=brief.card.id),
        el("input", type="hidden", name="call", value=call_type.value),
        el(
            "button",
            words("brief.start"),
            el("kbd", "Enter", aria_hidden="true"),
            type="submit",
            id="start",
            cls="button button-main button-wide",
            data_enter=True,
        ),
        _kinds(brief, call_type, language, words),
        _languages(brief, language, words),
        el(
            "fieldset",
            el("legend", words("brief.exam"), cls="sr"),
            _option("exam", "", words("brief.hints"), words("brief.hints_lead"), chosen=True),
            _option("exam", "1", words("brief.exam_short"), words("brief.exam_lead"), chosen=False),
            cls="options",
        ),
        el("p", words(f"brief.{brief.voice}"), cls="voice-note"),
        method="post",
        action="/api/calls",
        cls="card start-card",
    )


def _kinds(brief: Brief, call_type: CallType, language: Language, words: Words) -> Html | None:
    """Links to the other kinds of call with this buyer, where there are any."""
    if len(brief.card.calls) < 2:
        return None
    links = [
        el(
            "a",
            words(f"call_type.{call.value}"),
            href=address("/brief", buyer=brief.card.id, call=call.value, language=language.value),
            aria_current="true" if call is call_type else None,
            cls="tab",
        )
        for call in brief.card.calls
    ]
    return el("div", el("p", words("brief.kind"), cls="small-label"), el("div", links, cls="tabs tabs-wrap"))


def _languages(brief: Brief, language: Language, words: Words) -> Html:
    if len(brief.card.languages) < 2:
        return el("input", type="hidden", name="language", value=language.value)
    return el(
        "fieldset",
        el("legend", words("brief.language"), cls="small-label"),
        [
            el(
                "label",
                el("input", type="radio", name="language", value=one.value, checked=one is language),
                el("span", NAMES[one], lang=one.value),
                cls="pill",
            )
            for one in brief.card.languages
        ],
        cls="pills",
    )


def _option(name: str, value: str, label: str, lead: str, *, chosen: bool) -> Html:
    return el(
        "label",
        el("input", type="radio", name=name, value=value, checked=chosen),
        el("span", el("strong", label), el("span", lead, cls="option-lead")),
        cls="option",
    )


def _weights(brief: Brief, words: Words) -> Html | None:
    if not brief.weights:
        return None
    total = sum(weight.weight for weight in brief.weights)
    largest = max(weight.weight for weight in brief.weights) or 1
    rows = [
        el(
            "li",
            el("span", weight.title, cls="weight-title"),
            # A progress element, not a width in a style attribute: it is read aloud and needs no inline style.
            el("progress", value=f"{weight.weight:g}", max=f"{largest:g}", aria_hidden="true"),
            el("span", f"{weight.weight:g}", cls="weight-number", aria_hidden="true"),
            el(
                "span",
                words("brief.weight", title=weight.title, weight=f"{weight.weight:g}", total=f"{total:g}"),
                cls="sr",
            ),
        )
        for weight in brief.weights
    ]
    return el(
        "section",
        el("h2", words("brief.looks_at")),
        el("ul", rows, cls="weights", role="list"),
        el("p", words("brief.note"), cls="note"),
        cls="card weights-card",
    )
