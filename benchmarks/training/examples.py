"""Turns labelled calls into rows of features: one for each gap between words, one for each utterance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from corpus_reader import CorpusCall
from matching import Question, overlap

from roleplay.analysis.context import REACH, Context
from roleplay.analysis.segment import Span
from roleplay.analysis.spin import Before
from roleplay.analysis.trained.turn import Described, TurnReader
from roleplay.terms import QuestionKind, Spin
from roleplay.transcript import Speaker

#: Cuts a turn into utterances.
Cutter = Callable[[TurnReader], tuple[Span, ...]]


@dataclass
class LabelledTurn:
    """A turn of the rep, what was said before it, and the questions that readers marked in it."""

    call: str
    turn: int
    reader: TurnReader
    questions: list[Question]
    starts: set[int] = field(default_factory=set)
    """Where any line of the corpus starts, question or not."""


@dataclass
class Rows:
    """Features and their labels."""

    features: list[tuple[str, ...]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def add(self, features: tuple[str, ...] | list[str], label: str) -> None:
        """Append one row."""
        self.features.append(tuple(features))
        self.labels.append(label)


def labelled_turns(call: CorpusCall) -> Iterator[LabelledTurn]:
    """Yield the turns of the rep in order, each with its context."""
    gold = call.gold()
    buyer: list[str] = []
    rep: list[str] = []
    for number, turn in enumerate(call.transcript.turns):
        if turn.speaker is Speaker.BUYER:
            buyer.append(turn.text)
            continue
        context = Context(recent_buyer=tuple(buyer[-REACH:]), recent_rep=tuple(rep[-REACH:]), turn_at=len(rep))
        yield LabelledTurn(
            call.transcript.id,
            number,
            TurnReader(turn.text, call.transcript.language, context),
            [question for question in gold.questions if question.turn == number],
            {line.start for line in call.lines if line.turn == number},
        )
        rep.append(turn.text)


def gap_rows(turn: LabelledTurn, rows: Rows) -> None:
    """Add a row for each gap without a mark that ends a sentence: ``cut`` beside a question, ``keep`` elsewhere.

    Between two statements nobody marked where one ends, so nothing is learned there.
    """
    reader = turn.reader.gap_reader
    edges = {edge for question in turn.questions for edge in (question.start, question.end)}
    for gap in reader.gaps():
        if gap.strong:
            continue
        before = reader.word_end_before(gap)
        if any(before <= edge <= gap.at for edge in edges):
            rows.add(reader.features(gap), "cut")
        elif any(question.start < gap.at < question.end for question in turn.questions) or not any(
            before <= start <= gap.at for start in turn.starts
        ):
            rows.add(reader.features(gap), "keep")


def described(turns: list[LabelledTurn], cutter: Cutter) -> Iterator[tuple[LabelledTurn, tuple[Described, ...]]]:
    """Yield each turn with its utterances; the last question's step, as the rules see it, is carried through a call."""
    call, previous, asked = "", Spin.NONE, True
    for turn in turns:
        if turn.call != call:
            call, previous, asked = turn.call, Spin.NONE, True
        context = turn.reader.context.model_copy(update={"previous_spin": previous})
        said = turn.reader.describe(cutter(turn.reader), Before.of(context, asked_last=asked))
        steps = [one.spin.spin for one in said if one.question.kind is not QuestionKind.NONE]
        asked, previous = bool(steps), steps[-1] if steps else previous
        yield turn, said


def label_rows(turn: LabelledTurn, said: tuple[Described, ...], kinds: Rows, steps: Rows) -> None:
    """Add a row for each utterance, labelled by the question that overlaps it most."""
    left = list(range(len(said)))
    found: dict[int, Question] = {}
    for question in turn.questions:
        best = max(left, key=lambda at: _shared(question, turn.turn, said[at].span), default=None)
        if best is not None and _shared(question, turn.turn, said[best].span) > 0:
            found[best] = question
            left.remove(best)
    for at, one in enumerate(said):
        question = found.get(at)
        kinds.add(one.features, question.kind if question else "none")
        if question:
            steps.add(one.features, question.spin)


def _shared(question: Question, turn: int, span: Span) -> int:
    return overlap(question, Question(turn, span.start, span.end, "", ""))
