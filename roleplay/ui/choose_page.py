"""``/``: whom to call. The open call first, then the recommended buyer, then all; filters stand in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from roleplay.practice.views import BuyerCard, OpenCall
from roleplay.terms import CallType, Language, Stance
from roleplay.ui.html import Html, el, join
from roleplay.ui.page import Visit, page
from roleplay.ui.parts import address, avatar, difficulty_bars, level, other_language
from roleplay.ui.preferences import NAMES
from roleplay.ui.words import Words

_LEVELS = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty: any."""

    call: str = ""
    language: str = ""
    difficulty: str = ""
    stance: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], language: Language) -> Filters:
        """Read the filters of an address; unknown values count as any. Without a choice, the page's own language."""
        asked = query.get("language", language.value)
        return cls(
            call=_known(query.get("type", ""), CallType),
            language=_known(asked, Language),
            difficulty=_known(query.get("difficulty", ""), _LEVELS),
            stance=_known(query.get("stance", ""), Stance),
        )

    def fits(self, card: BuyerCard) -> bool:
        """True where a card passes all filters."""
        return (
            (not self.call or self.call in card.calls)
            and (not self.language or self.language in card.languages)
            and (not self.difficulty or level(card.difficulty) == self.difficulty)
            and (not self.stance or card.stance_id == self.stance)
        )

    def link(self, **changed: str) -> str:
        """Return the address of the list with some filters changed."""
        new = replace(self, **changed)
        return address("/", type=new.call, language=new.language or "any", difficulty=new.difficulty, stance=new.stance)


def render(visit: Visit) -> Html:
    """Return the page."""
    words = visit.words
    cards = visit.practice.buyers(visit.user, visit.language)
    if not cards:
        return page(
            "choose",
            words("choose.title"),
            el("h1", words("choose.nobody_title")),
            el("p", words("choose.nobody_lead"), cls="lead"),
        )
    filters = Filters.read(visit.query, visit.language)
    if "language" not in visit.query and not any(filters.language in card.languages for card in cards):
        filters = replace(filters, language="")
    recommended = visit.practice.recommended(visit.user, visit.language)
    first = _first_call(cards, filters, recommended, words)
    return page(
        "choose",
        words("choose.title"),
        el("header", el("h1", words("choose.title")), el("p", words("choose.lead"), cls="lead"), cls="head"),
        [_open_call(call, words) for call in visit.practice.open_calls(visit.user, visit.language)[:1]],
        first,
        *_list(cards, filters, recommended, words, filled=first is None),
        wide=True,
    )


def _list(
    cards: tuple[BuyerCard, ...], filters: Filters, recommended: tuple[str, str] | None, words: Words, *, filled: bool
) -> Iterable[Html]:
    """Yield the filters and the cards; the recommended one has the page's one filled button if ``filled``."""
    fitting = [card for card in cards if filters.fits(card)]
    best = recommended[0] if recommended else ""
    fitting.sort(key=lambda card: card.id != best)  # the recommended one first; the rest keep their order
    yield _filters(filters, cards, len(fitting), words)
    if not fitting:
        yield _too_narrow(filters, len(cards), words)
        return
    reason = recommended[1] if recommended else ""
    yield el(
        "ul",
        [el("li", _card(card, filters, words, reason if card.id == best else "", filled=filled)) for card in fitting],
        cls="cards",
        role="list",
    )


def _open_call(call: OpenCall, words: Words) -> Html:
    minutes = int(call.elapsed // 60)
    facts = (
        words(f"call_type.{call.call_type.value}"),
        words("choose.turn", n=call.turns),
        words("choose.minutes_in", n=minutes) if minutes else words("choose.just_begun"),
        _left(call.left, words),
    )
    return el(
        "section",
        avatar(call.card.name),
        el(
            "div",
            el("h2", words("choose.open", name=call.card.name)),
            el("p", " · ".join(fact for fact in facts if fact)),
            cls="open-call-words",
        ),
        el("a", words("choose.continue"), href=address("/call", call=call.call), cls="button button-plain"),
        cls="card open-call",
    )


def _left(seconds: float, words: Words) -> str:
    """How long ago the last word was; empty within the first minute."""
    for name, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= length:
            return words.count(f"choose.left_{name}", int(seconds // length))
    return ""


def _first_call(
    cards: tuple[BuyerCard, ...], filters: Filters, recommended: tuple[str, str] | None, words: Words
) -> Html | None:
    """Return the card for somebody who has never called; None after that."""
    if any(card.tries or card.open_call for card in cards):
        return None
    fitting = [card for card in cards if filters.fits(card)] or list(cards)
    best = next((card for card in fitting if recommended and card.id == recommended[0]), None)
    easiest = best or min(fitting, key=lambda card: card.difficulty)
    return el(
        "section",
        el("div", el("h2", words("choose.first_title")), el("p", words("choose.first_lead"))),
        el(
            "a",
            words("choose.first_call", name=easiest.name),
            href=_brief_link(easiest, filters),
            cls="button button-main",
        ),
        cls="card first-call",
    )


def _filters(filters: Filters, cards: tuple[BuyerCard, ...], shown: int, words: Words) -> Html:
    calls = [call for call in CallType if any(call in card.calls for card in cards)]
    tabs = [_tab(words("choose.all_calls"), filters.link(call=""), chosen=not filters.call)]
    tabs += [
        _tab(words(f"call_type.{call.value}"), filters.link(call=call.value), chosen=filters.call == call)
        for call in calls
    ]
    stances = {card.stance_id: card.stance for card in cards}
    languages = {language.value: NAMES[language] for language in Language}
    levels = {name: words(f"difficulty.{name}") for name in _LEVELS}
    return el(
        "div",
        el("div", tabs, cls="tabs"),
        _menu(words, "language", languages, filters.language, filters),
        _menu(words, "difficulty", levels, filters.difficulty, filters),
        _menu(words, "stance", stances, filters.stance, filters),
        el("p", words("choose.shown", n=shown, total=len(cards)), cls="shown", role="status"),
        cls="filters",
        role="group",
        aria_label=words("choose.filters"),
    )


def _tab(label: str, link: str, *, chosen: bool) -> Html:
    return el("a", label, href=link, aria_current="true" if chosen else None, cls="tab")


def _menu(words: Words, name: str, options: Mapping[str, str], chosen: str, filters: Filters) -> Html:
    """One filter as a fold of links: it works by keyboard and without a script."""
    links = [("", words("choose.any")), *options.items()]
    return el(
        "details",
        el(
            "summary",
            el("span", words(f"choose.{name}"), cls="menu-name"),
            el("strong", options.get(chosen, words("choose.any"))),
        ),
        el(
            "div",
            [
                el("a", label, href=filters.link(**{name: value}), aria_current="true" if value == chosen else None)
                for value, label in links
            ],
            cls="menu-options",
        ),
        cls="menu",
    )


def _too_narrow(filters: Filters, total: int, words: Words) -> Html:
    set_ones = [
        name
        for name, value in (
            ("call", filters.call), ("language", filters.language), ("difficulty", filters.difficulty),
            ("stance", filters.stance),
        )
        if value
    ]  # fmt: skip
    names = " + ".join(words(f"choose.{name}") for name in set_ones)
    return el(
        "p",
        words("choose.narrow", filters=names, n=total, total=total),
        " ",
        el("a", words("choose.clear"), href=address("/", language="any")),
        cls="narrow",
    )


def _card(card: BuyerCard, filters: Filters, words: Words, reason: str, *, filled: bool) -> Html:
    calls = [words(f"call_type.{call.value}") for call in card.calls]
    languages = " / ".join(NAMES[language] for language in card.languages)
    rows = (
        (words("choose.manner"), card.manner),
        (words("choose.stance_row"), card.stance),
        (words("choose.call"), f"{' / '.join(calls)} · {languages}"),
    )
    return el(
        "article",
        el("p", reason, cls="reason") if reason else None,
        el(
            "div",
            avatar(card.name),
            el(
                "div",
                el("h2", card.name),
                el("p", f"{card.title} · {card.company}"),
                lang=other_language(card, words.language),
            ),
            cls="card-head",
        ),
        el("dl", [join((el("dt", name), el("dd", text))) for name, text in rows], cls="rows"),
        el(
            "div",
            difficulty_bars(card.difficulty, words),
            el("span", _history(card, words), cls="history"),
            el(
                "a",
                words("choose.read"),
                href=_brief_link(card, filters),
                cls="button button-small " + ("button-main" if reason and filled else "button-plain"),
                aria_label=words("choose.read_of", name=card.name),
            ),
            cls="card-foot",
        ),
        cls="card buyer-card" + (" recommended" if reason else ""),
        data_buyer=card.id,
    )


def _history(card: BuyerCard, words: Words) -> str:
    if card.open_call:
        return words("choose.open_call", n=card.open_turn or 0)
    if not card.tries:
        return words("choose.not_tried")
    best = words("choose.no_score") if card.best is None else words("choose.best", score=f"{card.best:.0f}")
    return f"{best} · {words.count('choose.tries', card.tries)}"


def _brief_link(card: BuyerCard, filters: Filters) -> str:
    call = filters.call if filters.call in card.calls else card.calls[0].value
    language = filters.language if filters.language in card.languages else ""
    return address("/brief", buyer=card.id, call=call, language=language)


def _known(value: str, known: Iterable[str]) -> str:
    return value if value in [str(item) for item in known] else ""
