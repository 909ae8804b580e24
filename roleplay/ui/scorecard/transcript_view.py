"""The transcript with its marks: questions, faults, and what each turn did to the buyer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roleplay.annotation import TurnAnnotation, Utterance
from roleplay.practice.views import ScoredCall
from roleplay.scorecard import Scorecard
from roleplay.terms import Language, Spin
from roleplay.transcript import Speaker
from roleplay.ui.html import Html, el
from roleplay.ui.scorecard.marks import LETTERS, change, fault_chip, question_chip
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
    for verdict in (*card.taboos, *card.speech_faults):
        for evidence in verdict.evidence if verdict.found else ():
            if evidence.end > evidence.start:
                found.setdefault(evidence.turn, []).append(Fault(evidence.start, evidence.end, verdict.title))
    return {turn: sorted(faults, key=lambda fault: (fault.start, fault.end)) for turn, faults in found.items()}


def transcript_view(scored: ScoredCall, words: Words, *, first: int = 0, retry: bool = True) -> Html:
    """Return the turns from ``first`` on, as a list."""
    annotations = {annotation.turn: annotation for annotation in scored.annotations}
    faults = faults_by_turn(scored.scorecard)
    changes = dict(_changes(scored))
    next_turn = next((advice.turn for advice in scored.scorecard.advice if advice.next), None)
    items = []
    for number, turn in enumerate(scored.transcript.turns):
        if number < first:
            continue
        mine = turn.speaker is Speaker.REP
        text = marked_text(turn.text, annotations.get(number), faults.get(number, []), words)
        again = _retry(scored, number, words) if retry and mine and number == next_turn and not scored.call.exam else None
        marked = bool(faults.get(number)) or bool(annotations.get(number) and annotations[number].questions)
        items.append(
            el(
                "li",
                el("span", number + 1, cls="turn-number", aria_hidden="true"),
                el(
                    "div",
                    el("div", words("turn.you") if mine else scored.call.card.name, cls="turn-who"),
                    el("p", text, cls="turn-text", lang=scored.call.language.value),
                    again,
                    cls="turn-body",
                ),
                el("div", [change(value, name, words) for name, value in changes.get(number, ())], cls="turn-moves"),
                id=f"turn-{number}",
                tabindex="-1",
                cls=f"turn {'turn-rep' if mine else 'turn-buyer'}{' turn-next' if again else ''}",
                data_marked=marked,
            )
        )
    return el("ol", items, cls="transcript", start=first + 1)


def marked_text(text: str, annotation: TurnAnnotation | None, faults: list[Fault], words: Words) -> Html:
    """Return the text of a turn with its questions underlined as a whole, its faults waved, and a chip after each."""
    questions = annotation.questions if annotation else ()
    cuts = sorted({0, len(text), *(q.start for q in questions), *(q.end for q in questions)} | {c for f in faults for c in (f.start, f.end)})
    parts: list[Html | None] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        question = next((q for q in questions if q.start <= start and end <= q.end), None)
        fault = next((f for f in faults if f.start <= start and end <= f.end), None)
        parts.append(_stretch(text[start:end], question, fault))
        if question is not None and question.end == end:
            parts.append(question_chip(question, words))
        names = dict.fromkeys(f.name for f in faults if f.end == end)
        parts += [fault_chip(name) for name in names]
    return el("span", parts)


def _stretch(text: str, question: Utterance | None, fault: Fault | None) -> Html:
    classes = []
    if question is not None and question.spin is not Spin.NONE:
        classes.append(f"q q-{LETTERS[question.spin]}")
    if fault is not None:
        classes.append("wavy")
    return el("span", text, cls=" ".join(classes)) if classes else el("span", text)


def _changes(scored: ScoredCall) -> Iterator[tuple[int, tuple[tuple[str, float], ...]]]:
    trust, interest = scored.start_trust, scored.start_interest
    for move in scored.moves:
        yield move.turn, (("trust", move.trust - trust), ("interest", move.interest - interest))
        trust, interest = move.trust, move.interest


def _retry(scored: ScoredCall, turn: int, words: Words) -> Html:
    return el(
        "button", words("turn.retry"), type="button", cls="link-button", data_action="retry", data_turn=turn, data_call=scored.call.id
    )


def question_table(scored: ScoredCall, words: Words) -> Html:
    """Return the questions of the call as a table, for those who cannot see the marks."""
    rows = [
        el("tr", el("td", annotation.turn + 1), el("td", q.text, lang=scored.call.language.value), el("td", words(f"spin.{q.spin.value}")), el("td", words(f"kind.{q.question.value}")))
        for annotation in scored.annotations
        for q in annotation.questions
    ]  # fmt: skip
    heads = [el("th", words(f"questions.{key}"), scope="col") for key in ("turn", "words", "spin", "kind")]
    table = el("table", el("thead", el("tr", heads)), el("tbody", rows))
    return el("details", el("summary", words("questions.title", n=len(rows))), el("div", table, cls="table-scroll"), cls="fold")


def language_name(language: Language, words: Words) -> str:
    """The name of a language in the reader's words."""
    return words(f"language.{language.value}")
