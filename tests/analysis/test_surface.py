"""White space and the form of a mark change no label, and every place still points into the turn as it was said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.analysis import analyse_turn
from roleplay.analysis.surface import even_out, even_text
from roleplay.terms import Language

EVEN = [
    ("  How  do\tthe lines run? ", "How do the lines run?"),
    ("One.\n\nTwo.", "One.\nTwo."),
    ("您好， 我是李想 。", "您好，我是李想。"),
    ("您好, 我是李想.今天 来看看", "您好,我是李想。今天 来看看"),
    ("OK. 主任您看?", "OK。主任您看?"),
    ("价格是 3.5 万", "价格是 3.5 万"),
    ("Dr. Hall, it is 3.5.", "Dr. Hall, it is 3.5."),
    ("ERP， ROI", "ERP， ROI"),
    ("", ""),
    (" \n ", ""),
]


@pytest.mark.parametrize(("said", "even"), EVEN)
def test_what_says_nothing_is_evened_out(said: str, even: str) -> None:
    assert even_text(said) == even_out(said).text == even


TEXT = st.text(st.sampled_from("ab 好您,.?，。？！ \n\t\u3000吗3"), max_size=40)


@given(TEXT)
def test_places_point_to_the_same_characters_and_evening_out_twice_changes_nothing(text: str) -> None:
    even, where = even_out(text)
    assert even_text(text) == even
    assert list(where) == sorted(set(where))
    assert all(text[at] == char or char in "。 \n" for char, at in zip(even, where, strict=True))
    assert "".join(even.split()).replace("。", ".") == "".join(text.split()).replace("。", ".")


@settings(max_examples=60, deadline=None)
@given(TEXT, st.sampled_from(Language))
def test_what_is_found_is_a_verbatim_slice_of_the_turn_as_it_was_said(text: str, language: Language) -> None:
    read = analyse_turn(text, turn=0, language=language)
    assert read.text == text
    for found in (*read.utterances, *read.acts, *read.topics):
        assert text[found.start : found.end] == found.text


def test_offsets_count_in_the_turn_with_its_white_space() -> None:
    text = "  Fair  enough.   How do the   two lines  run today?  "
    asked = analyse_turn(text, turn=0, language=Language.EN).questions
    assert [question.text for question in asked] == ["How do the   two lines  run today?"]
