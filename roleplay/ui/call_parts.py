"""The pieces of a call on screen: its turns, the lines between them, the bar, the side, and the panel at its end.

The page and the answers to its requests use the same pieces, so a turn looks the same whether it was there on load or
arrived a moment ago.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from roleplay.practice.views import CallView
from roleplay.transcript import Frozen, Speaker, Turn
from roleplay.ui.html import Html, el, join
from roleplay.ui.parts import address, avatar, clock
from roleplay.ui.words import Words

LONGEST_TURN: Final = 4000
"""Characters of one turn that the page lets through; the use case has the last word."""


class Item(Frozen):
    """One entry of the thread. The page puts an entry in once, by its key."""

    key: str
    html: str


class Sync(Frozen):
    """All that a page must know to stand where the call stands."""

    kind: str = "sync"
    turns: int
    replying: bool
    ended: bool
    elapsed: float
    items: tuple[Item, ...]
    voice: str
    panel: str = ""
    speak: str = ""  # the buyer's finished sentence, for a screen reader


def sync(view: CallView, words: Words, have: int = 0, *, speak: str = "") -> Sync:
    """Return where the call stands.

    Args:
        view: the call.
        words: of the reader's language.
        have: number of turns the page has already.
        speak: the sentence that a screen reader should say now.
    """
    return Sync(
        turns=len(view.turns),
        replying=view.replying,
        ended=view.ended,
        elapsed=view.elapsed,
        items=tuple(items(view, words, have)),
        voice=str(voice_state(view, words)),
        panel=str(ended_panel(view, words)) if view.ended else "",
        speak=speak,
    )


def items(view: CallView, words: Words, have: int = 0) -> Iterable[Item]:
    """Yield the entries of the thread from turn ``have`` on, in order; lines between turns come before their turn."""
    notes: dict[int, list[Item]] = {}
    if view.from_turn is not None:
        notes.setdefault(view.from_turn, []).append(_note("retried", words("call.retried", n=view.from_turn + 1)))
    if view.resumed_at is not None:
        notes.setdefault(view.resumed_at, []).append(_note("resumed", words("call.resumed", n=view.resumed_at + 1)))
    if view.fault_turn is not None:
        notes.setdefault(view.fault_turn, []).append(_fault(view, words))
    for number in range(len(view.turns) + 1):
        if number >= have:
            yield from notes.get(number, ())
        if have <= number < len(view.turns):
            yield Item(key=f"turn-{number}", html=str(turn_item(view.turns[number], number, view, words)))
    if view.ended:
        at = clock(view.elapsed)
        buyer = view.ended_by == "buyer"
        text = (
            words("ended.note_buyer", name=view.card.short_name, time=at) if buyer else words("ended.note_rep", time=at)
        )
        yield _note("ended", text)


def turn_item(turn: Turn, number: int, view: CallView, words: Words) -> Html:
    """Return one finished turn."""
    rep = turn.speaker is Speaker.REP
    who = words("call.you") if rep else view.card.short_name
    return el(
        "li",
        None if rep else avatar(view.card.name, "avatar-small"),
        el(
            "p",
            el("span", f"{who}: ", cls="sr"),
            el("span", turn.text, lang=view.language.value, cls="words"),
            cls="bubble",
        ),
        el(
            "span",
            el("span", words("call.turn", n=number + 1), cls="sr"),
            el("span", number + 1, aria_hidden="true"),
            cls="turn",
        ),
        cls="said said-rep" if rep else "said said-buyer",
        data_key=f"turn-{number}",
        id=f"turn-{number}",
    )


def voice_state(view: CallView, words: Words) -> Html:
    """Return who words the replies now."""
    voice = "embedded" if view.voice == "embedded" or view.fault_turn is not None else "model"
    return el("span", el("span", cls=f"dot dot-{voice}", aria_hidden="true"), words(f"call.voice.{voice}"), cls="voice")


def ended_panel(view: CallView, words: Words) -> Html:
    """Return the panel that takes the place of the answer box: who ended the call and why, and what can be done now."""
    buyer = view.ended_by == "buyer"
    title = words("ended.title", name=view.card.short_name) if buyer else words("ended.title_rep")
    spoke = any(turn.speaker is Speaker.REP for turn in view.turns)
    lead = (
        view.ended_reason if buyer and view.ended_reason else words("ended.rep_lead" if spoke else "ended.silent_lead")
    )
    again = view.retry_turn if not view.exam else None
    main = ("ended.scorecard", address("/scorecard", call=view.id))
    if not spoke:  # there is no scorecard worth opening
        main = ("ended.once_more", address("/brief", buyer=view.card.id, call=view.call_type.value))
    return el(
        "div",
        el("h2", title, id="ended-title", tabindex="-1"),
        el("p", lead, cls="ended-lead"),
        el(
            "div",
            el(
                "a",
                words(main[0]),
                el("kbd", "Enter", aria_hidden="true"),
                href=main[1],
                cls="button button-main",
                id="to-scorecard",
                data_enter=True,
            ),
            retry_button(view.id, again, words) if again is not None else None,
            el("a", words("ended.another"), href="/", cls="button button-quiet"),
            cls="actions",
        ),
        cls="ended-body",
    )


def retry_button(call: str, turn: int, words: Words) -> Html:
    """Return the button that starts another attempt from a turn of the rep (counted from 0)."""
    return el(
        "button",
        words("score.retry", n=turn + 1),
        type="button",
        cls="button button-plain",
        data_action="retry",
        data_call=call,
        data_turn=turn,
    )


def _note(key: str, text: str) -> Item:
    return Item(key=key, html=str(el("li", el("p", text), cls="line-note", data_key=key)))


def _fault(view: CallView, words: Words) -> Item:
    turn = (view.fault_turn or 0) + 1
    why = (
        el("details", el("summary", words("call.fault_what")), el("p", view.fault_cause)) if view.fault_cause else None
    )
    body = join((el("p", words("call.fault", n=turn)), why))
    return Item(key="fault", html=str(el("li", body, cls="line-note line-fault", data_key="fault")))
