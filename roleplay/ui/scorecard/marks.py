"""The marks: each means the same everywhere, by colour, letter or shape, line style and word at once."""

from __future__ import annotations

from typing import Final

from roleplay.annotation import Utterance
from roleplay.practice.views import ScoredCall
from roleplay.terms import QuestionKind, Spin
from roleplay.ui.html import Html, el
from roleplay.ui.parts import address
from roleplay.ui.words import Words

LETTERS: Final = {Spin.SITUATION: "S", Spin.PROBLEM: "P", Spin.IMPLICATION: "I", Spin.NEED_PAYOFF: "N", Spin.NONE: "–"}
UNSURE_BELOW: Final = 0.6  # a label with less confidence says so


def turn_address(scored: ScoredCall, turn: int) -> str:
    """Return the address of a turn on the scorecard. It names the page: Gradio's base would send a bare # elsewhere."""
    return f"{address('/scorecard', call=scored.call.id)}#turn-{turn}"


def turn_box(scored: ScoredCall, turn: int, words: Words) -> Html:
    """Return the small box that names a turn and leads to it. ``turn`` counts from 0, people from 1."""
    return el(
        "a",
        words("turn.box", n=turn + 1),
        cls="turn-box",
        href=turn_address(scored, turn),
        data_action="goto",
        data_turn=turn,
    )


def turn_boxes(scored: ScoredCall, turns: list[int], words: Words) -> list[Html]:
    """Return a box for each turn, once, in the order given, each with a space before it."""
    return [el("span", " ", turn_box(scored, turn, words)) for turn in dict.fromkeys(turns)]


def letter(spin: Spin) -> Html:
    """Return the filled square with the letter of a SPIN step."""
    return el("span", LETTERS[spin], cls=f"letter letter-{spin.value}", aria_hidden="true")


def kind_mark(kind: QuestionKind) -> Html:
    """Return the empty ring of an open question or the filled square of a closed one."""
    return el("span", cls="mark-open" if kind is QuestionKind.OPEN else "mark-closed", aria_hidden="true")


def question_chip(question: Utterance, words: Words) -> Html:
    """Return the chip that follows the words of a question."""
    kind = words(f"kind.{question.question.value}")
    spoken = words(f"mark.{question.spin.value}", kind=kind)
    unsure = question.confidence < UNSURE_BELOW
    return el(
        "span",
        letter(question.spin),
        kind_mark(question.question),
        el("span", kind),
        el("span", words("mark.unsure"), cls="chip-unsure") if unsure else None,
        cls="chip",
        role="img",
        aria_label=f"{spoken}{words('list.join')}{words('mark.unsure')}" if unsure else spoken,
        title=spoken,
    )


def fault_chip(name: str, words: Words) -> Html:
    """Return the chip of a taboo or speech fault."""
    return el(
        "span", warning_mark(), el("span", words("mark.fault"), cls="sr"), el("span", name), cls="chip chip-fault"
    )


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
    letters = [el("li", letter(spin), words(f"spin.{spin.value}")) for spin in spins]
    kinds = [
        el("li", kind_mark(kind), words(f"kind.{kind.value}")) for kind in (QuestionKind.OPEN, QuestionKind.CLOSED)
    ]
    return el(
        "ul",
        letters,
        kinds,
        el("li", warning_mark(), words("mark.fault_legend")),
        cls="legend",
        aria_label=words("mark.legend"),
    )


def change(value: float, name: str, words: Words) -> Html | None:
    """Return ``trust ▲4``; None for a change that rounds to nothing. ``value`` is on the scale of 0 to 1."""
    points = round(value * 100)
    if points == 0:
        return None
    way = "up" if points > 0 else "down"
    label = words(f"move.{way}", what=words(f"move.{name}"), n=abs(points))
    arrow = el("b", ("▲" if points > 0 else "▼") + str(abs(points)), cls=way)
    return el(
        "span",
        el("span", words(f"move.{name}"), " ", arrow, aria_hidden="true"),
        el("span", label, cls="sr"),
        cls="move",
    )
