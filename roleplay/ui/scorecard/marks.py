"""The marks of spec: each means the same everywhere, by colour, letter or shape, line style and word at once."""

from __future__ import annotations

from typing import Final

from roleplay.annotation import Utterance
from roleplay.terms import QuestionKind, Spin
from roleplay.ui.html import Html, el
from roleplay.ui.words import Words

LETTERS: Final = {Spin.SITUATION: "S", Spin.PROBLEM: "P", Spin.IMPLICATION: "I", Spin.NEED_PAYOFF: "N", Spin.NONE: "–"}
UNSURE_BELOW: Final = 0.6  # a label with less confidence says so


def turn_box(turn: int, words: Words) -> Html:
    """Return the small box that names a turn and leads to it. ``turn`` counts from 0, people from 1."""
    return el("a", words("turn.box", n=turn + 1), cls="turn-box", href=f"#turn-{turn}", data_action="goto", data_turn=turn)


def question_chip(question: Utterance, words: Words) -> Html:
    """Return the chip that follows the words of a question."""
    spin, kind = question.spin, question.question
    unsure = question.confidence < UNSURE_BELOW
    spoken = words("mark.spoken", spin=words(f"spin.{spin.value}"), kind=words(f"kind.{kind.value}"))
    return el(
        "span",
        el("span", LETTERS[spin], cls=f"letter letter-{LETTERS[spin] if spin is not Spin.NONE else 'none'}"),
        el("span", cls="ring" if kind is QuestionKind.OPEN else "block"),
        el("span", words(f"kind.{kind.value}"), cls="chip-word"),
        el("span", words("mark.unsure"), cls="chip-unsure") if unsure else None,
        cls="chip",
        role="img",
        aria_label=f"{spoken}{', ' + words('mark.unsure') if unsure else ''}",
        title=spoken,
    )


def fault_chip(name: str) -> Html:
    """Return the chip of a taboo or speech fault."""
    return el("span", warning_mark(), name, cls="chip chip-fault")


def warning_mark() -> Html:
    """Return the filled triangle."""
    return el("span", "!", cls="mark-warning", aria_hidden="true")


def verdict_mark(verdict: str, words: Words) -> Html:
    """Return shape and word of ``found``, ``clear``, ``na`` or ``unscored``."""
    shape = warning_mark() if verdict == "found" else el("span", cls=f"mark-{verdict}", aria_hidden="true")
    return el("span", shape, words(f"verdict.{verdict}"), cls=f"verdict verdict-{verdict}")


def legend(words: Words) -> Html:
    """Return what the marks mean."""
    spins = (Spin.SITUATION, Spin.PROBLEM, Spin.IMPLICATION, Spin.NEED_PAYOFF)
    letters = [
        el("li", el("span", LETTERS[spin], cls=f"letter letter-{LETTERS[spin]}", aria_hidden="true"), words(f"spin.{spin.value}"))
        for spin in spins
    ]
    kinds = [
        el("li", el("span", cls="ring", aria_hidden="true"), words("kind.open")),
        el("li", el("span", cls="block", aria_hidden="true"), words("kind.closed")),
    ]
    return el("ul", letters, kinds, cls="legend", aria_label=words("mark.legend"))


def change(value: float, name: str, words: Words) -> Html | None:
    """Return ``trust ▲4``; None for a change that rounds to nothing. ``value`` is on the scale of 0 to 1."""
    points = round(value * 100)
    if points == 0:
        return None
    way = "up" if points > 0 else "down"
    label = words(f"move.{way}", what=words(f"move.{name}"), n=abs(points))
    arrow = el("b", ("▲" if points > 0 else "▼") + str(abs(points)), cls=way, aria_hidden="true")
    return el("span", el("span", words(f"move.{name}"), aria_hidden="true"), " ", arrow, el("span", label, cls="sr"), cls="move")
