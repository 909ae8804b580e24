"""Trying again and comparing: the buttons, and the line that says which attempt this is."""

from __future__ import annotations

from roleplay.practice.views import Attempt, ScoredCall
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address
from roleplay.ui.words import Words


def retry_turn(scored: ScoredCall) -> int | None:
    """The turn to try again from: that of the advice to do next, else where the buyer was lost, else the first."""
    if scored.call.exam:
        return None
    advised = next((advice.turn for advice in scored.scorecard.advice if advice.next and advice.turn is not None), None)
    if advised is not None:
        return advised
    if scored.call.retry_turn is not None:
        return scored.call.retry_turn
    rep_turns = scored.transcript.rep_turns
    return rep_turns[0] if rep_turns else None


def retry_button(scored: ScoredCall, words: Words, turn: int | None = None) -> Html | None:
    """Return the filled button, for ``turn`` or the one to practise; None in an exam or where nothing was said."""
    turn = retry_turn(scored) if turn is None or scored.call.exam else turn
    if turn is None:
        return None
    return el(
        "button",
        el("span", "↺", aria_hidden="true"),
        words("retry.from", n=turn + 1),
        type="button",
        cls="button button-main",
        data_action="retry",
        data_turn=turn,
        data_call=scored.call.id,
    )


def compare_link(scored: ScoredCall, words: Words) -> Html | None:
    """Return the link that compares this attempt with the one before it, else with the latest other one."""
    others = [attempt for attempt in scored.attempts if attempt.call != scored.call.id and attempt.ended]
    if not others:
        return None
    other = max(others, key=lambda attempt: (attempt.number < scored.call.attempt, attempt.number))
    first, second = sorted((other.number, scored.call.attempt))
    pair = (other.call, scored.call.id) if other.number == first else (scored.call.id, other.call)
    word = words("head.compare", one=first, two=second)
    return el("a", word, cls="button button-plain", href=address("/compare", a=pair[0], b=pair[1]))


def attempts_line(scored: ScoredCall, words: Words) -> Html | None:
    """Return which attempt this is, from which turn, and links to the others; None for a call that has only one."""
    call = scored.call
    others = [attempt for attempt in scored.attempts if attempt.call != call.id]
    if not others and call.attempt <= 1:
        return None
    this = words("attempt.one", n=call.attempt)
    if call.attempt > 1 and call.from_turn is not None:
        this = words("attempt.one_from", n=call.attempt, turn=call.from_turn + 1)
    links = [el("span", " · ", _link(attempt, words)) for attempt in others]
    return el("p", el("b", this), links, cls="attempts", aria_label=words("attempt.all"))


def _link(attempt: Attempt, words: Words) -> Html:
    name = words("attempt.one", n=attempt.number)
    if not attempt.ended:
        return el("a", words("attempt.open", name=name), href=address("/call", call=attempt.call))
    value = words("verdict.unscored") if attempt.score is None else str(round(attempt.score))
    return el("a", words("attempt.scored", name=name, score=value), href=address("/scorecard", call=attempt.call))
