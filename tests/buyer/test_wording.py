"""How the embedded voice joins, shortens and cuts what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.buyer.wording import join, pieces, short_form
from roleplay.terms import Language

EN, ZH = Language.EN, Language.ZH_HANS
LANGUAGES = [EN, ZH]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("A changeover takes fifty minutes, and on nights it runs over.", "A changeover takes fifty minutes."),
        ("换型一次要停五十分钟，夜班常常超时。", "换型一次要停五十分钟。"),
        ("It's my neck.", ""),
        ("还是先说证书，我说了。", "还是先说证书。"),
        ("If it goes wrong, everybody looks at me.", "Everybody looks at me."),
    ],
)
def test_the_short_form_is_the_clause_that_tells_most(text, short):
    assert short_form(text, ZH if text[0] > "一" else EN) == short


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["Look,", "We have people for that."], "Look, we have people for that."),
        (["Look,", "Mercer does that."], "Look. Mercer does that."),
        (["Look,", "I'd rather not."], "Look. I'd rather not."),
        (["Hm.", "Go on."], "Hm. Go on."),
    ],
)
def test_an_opener_is_joined_as_one_would_say_it(parts, whole):
    assert join(parts, EN) == whole


@given(st.text(), st.sampled_from(LANGUAGES))
def test_pieces_join_to_any_text(text, language):
    assert "".join(pieces(text, language)) == text
