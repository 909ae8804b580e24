"""Marks never change what was said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roleplay.annotation import TurnAnnotation, Utterance
from roleplay.terms import Language, QuestionKind, Spin
from roleplay.ui.scorecard.transcript_view import Fault, faults_by_turn, marked_text
from roleplay.ui.scorecard.words import score_words
from tests.ui.scorecard.fixtures import scored
from tests.ui.scorecard.page_reading import read

WORDS = score_words(Language.EN)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf"]), max_size=40)
spans = st.tuples(st.integers(0, 45), st.integers(0, 45)).map(sorted)


def utterance(text: str, start: int, end: int, spin: Spin, kind: QuestionKind) -> Utterance:
    return Utterance(start=start, end=end, text=text[start:end], spin=spin, question=kind)


@given(
    texts,
    st.lists(
        st.tuples(spans, st.sampled_from(Spin), st.sampled_from([QuestionKind.OPEN, QuestionKind.CLOSED])), max_size=4
    ),
    st.lists(spans, max_size=4),
)
def test_without_the_chips_the_text_is_exactly_what_was_said(
    text: str, questions: list[tuple[list[int], Spin, QuestionKind]], faults: list[list[int]]
) -> None:
    asked = tuple(utterance(text, *span, spin, kind) for span, spin, kind in questions)
    annotation = TurnAnnotation(turn=0, text=text, utterances=asked)
    marks = [Fault(start, end, "price & worth") for start, end in faults if end > start]
    page = read(marked_text(text, annotation, marks, WORDS))
    assert page.text(without="chip") == text
    if text:
        assert len({c.text() for c in page.all("span", "chip-fault")}) == (1 if marks else 0)


def test_a_fault_inside_a_question_waits_with_its_chip_for_the_end_of_the_question() -> None:
    text = "How much could we discount it for you?"
    annotation = TurnAnnotation(
        turn=0, text=text, utterances=(utterance(text, 0, len(text), Spin.SITUATION, QuestionKind.CLOSED),)
    )
    page = read(marked_text(text, annotation, [Fault(4, 26, "Price too early")], WORDS))
    pieces = page.children[0]
    assert not isinstance(pieces, str)
    kinds = ["chip" if "chip" in e.classes() else e.text() for e in pieces.children if not isinstance(e, str)]
    assert kinds == ["How ", "much could we discount", " it for you?", "chip", "chip"]


def test_a_turn_without_marks_is_one_piece() -> None:
    assert read(marked_text("Fine. Send it.", None, [], WORDS)).text() == "Fine. Send it."
    assert read(marked_text("", None, [], WORDS)).text() == ""


def test_only_what_was_found_is_marked() -> None:
    faults = faults_by_turn(scored("dana").scorecard)
    assert {turn: [fault.name for fault in found] for turn, found in faults.items()} == {
        8: ["Price too early"],
        14: ["No next step"],
    }
