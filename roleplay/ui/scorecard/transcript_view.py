"""The transcript with its marks: questions, faults, and what each turn did to the buyer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from roleplay.annotation import TurnAnnotation, Utterance
from roleplay.practice.views import ScoredCall
from roleplay.scorecard import Scorecard, SpeechFaultResult, TabooResult
from roleplay.terms import Spin
from roleplay.transcript import Speaker, Turn
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.marks import change, fault_chip, question_chip
from roleplay.ui.words import Words


@dataclass(frozen=True)
class Fault:
    """A stretch of a turn that lost something: a taboo or a speech fault."""

    start: int
    end: int
    name: str


def faults_by_turn(card: Scorecard) -> dict[int, list[Fault]]:
    """The found taboos and faults by turn, in the order of the words."""
    found: dict[int, list[Fault]] = {}
    verdicts: tuple[TabooResult | SpeechFaultResult, ...] = (*card.taboos, *card.speech_faults)
    for verdict in verdicts:
        for evidence in verdict.evidence if verdict.found else ():
            if evidence.end > evidence.start:
                found.setdefault(evidence.turn, []).append(Fault(evidence.start, evidence.end, verdict.title))
    return {turn: sorted(faults, key=lambda fault: (fault.start, fault.end)) for turn, faults in found.items()}


def transcript_view(scored: ScoredCall, words: Words, *, first: int = 0, retry: bool = True, prefix: str = "") -> Html:
    """Return the turns from ``first`` on, as a list.

    Args:
        scored: the call.
        words: the reader's words.
        first: number of the first turn shown, from 0.
        retry: whether each turn of the rep offers to try again; an exam never does.
        prefix: put before the ids of the turns, where two calls stand on one page.
    """
    annotations = {annotation.turn: annotation for annotation in scored.annotations}
    faults = faults_by_turn(scored.scorecard)
    changes = dict(_changes(scored))
    advised = next((advice.turn for advice in scored.scorecard.advice if advice.next), None)
    items = []
    for number, turn in enumerate(scored.transcript.turns):
        if number < first:
            continue
        mine = turn.speaker is Speaker.REP
        again = (
            _retry(scored, number, words, written=number == advised)
            if retry and mine and not scored.call.exam
            else None
        )
        text = marked_text(turn.text, annotations.get(number), faults.get(number, []), words)
        moves = [change(value, name, words) for name, value in changes.get(number, ())]
        questions = annotations[number].questions if number in annotations else ()
        items.append(
            el(
                "li",
                el(
                    "div",
                    el("span", number + 1, cls="turn-number"),
                    again if number != advised else None,
                    cls="turn-side",
                ),
                _body(turn, text, again if number == advised else None, scored, words),
                el("div", moves, cls="turn-moves") if any(moves) else None,
                id=f"{prefix}turn-{number}",
                tabindex="-1",
                cls=f"turn-row turn-{turn.speaker.value}{' turn-next' if again and number == advised else ''}",
                data_marked=bool(faults.get(number) or questions),
            )
        )
    return (
        el("ol", items, cls="transcript", start=first + 1)
        if items
        else el("p", words("turn.none"), cls="quiet transcript-end")
    )


def _body(turn: Turn, text: Html, again: Html | None, scored: ScoredCall, words: Words) -> Html:
    mine = turn.speaker is Speaker.REP
    name = words("turn.you") if mine else scored.call.card.name
    return el(
        "div",
        el("div", name, cls="turn-who"),
        el("p", text, cls="turn-text", lang=scored.call.language.value),
        again,
        cls="turn-body",
    )


def marked_text(text: str, annotation: TurnAnnotation | None, faults: list[Fault], words: Words) -> Html:
    """Return the text of a turn with its questions underlined as a whole, its faults waved, and a chip after each.

    The chip of a fault that ends within a question waits for the end of the question.
    """
    size = len(text)
    questions = [q for q in (annotation.questions if annotation else ()) if q.start < min(q.end, size)]
    chips: dict[int, list[Html]] = {}
    for question in questions:
        chips.setdefault(min(question.end, size), []).append(question_chip(question, words))
    for end, name in dict.fromkeys((_chip_place(fault, questions, size), fault.name) for fault in faults):
        chips.setdefault(end, []).append(fault_chip(name, words))
    marks = ((0, size), *((q.start, q.end) for q in questions), *((f.start, f.end) for f in faults))
    cuts = sorted({min(cut, size) for mark in marks for cut in mark} | set(chips))
    parts: list[Html] = []
    for start, end in pairwise(cuts):
        asked = next((q for q in questions if q.start <= start and end <= q.end), None)
        waved = any(f.start <= start and end <= f.end for f in faults)
        parts.append(_stretch(text[start:end], asked, waved))
        parts += chips.get(end, [])
    return el("span", parts)


def _chip_place(fault: Fault, questions: list[Utterance], size: int) -> int:
    return min(size, next((q.end for q in questions if q.start < fault.end < q.end), fault.end))


def _stretch(text: str, question: Utterance | None, waved: bool) -> Html:
    """A piece of the text; a fault lies within the question, so that both lines are drawn."""
    inner = el("span", text, cls="wavy") if waved else text
    if question is not None and question.spin is not Spin.NONE:
        return el("span", inner, cls=f"q q-{question.spin.value}")
    return inner if isinstance(inner, Html) else el("span", inner)


def _changes(scored: ScoredCall) -> Iterator[tuple[int, tuple[tuple[str, float], ...]]]:
    trust, interest = scored.start_trust, scored.start_interest
    for move in scored.moves:
        yield move.turn, (("trust", move.trust - trust), ("interest", move.interest - interest))
        trust, interest = move.trust, move.interest


def _retry(scored: ScoredCall, turn: int, words: Words, *, written: bool) -> Html:
    """The way back to a turn: written out where the advice leads, a small sign elsewhere."""
    label = words("retry.from", n=turn + 1)
    sign = el("span", "↺", aria_hidden="true")
    return el(
        "button",
        sign,
        el("span", " ", words("turn.retry")) if written else el("span", label, cls="sr"),
        type="button",
        title=label,
        cls="link-button" if written else "turn-again",
        data_action="retry",
        data_turn=turn,
        data_call=scored.call.id,
    )


def question_table(scored: ScoredCall, words: Words) -> Html | None:
    """Return the questions of the call as a table, for those who cannot see the marks; None where nothing was asked."""
    language = scored.call.language.value
    rows = [
        el(
            "tr",
            el("th", annotation.turn + 1, scope="row"),
            el("td", q.text, lang=language),
            el("td", words(f"spin.{q.spin.value}")),
            el("td", words(f"kind.{q.question.value}")),
        )
        for annotation in scored.annotations
        for q in annotation.questions
    ]
    if not rows:
        return None
    heads = [el("th", words(f"questions.{key}"), scope="col") for key in ("turn", "words", "spin", "kind")]
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows))
    return el(
        "details",
        el("summary", words("questions.title", n=len(rows))),
        el("div", table, cls="table-scroll"),
        cls="fold",
    )
