"""What a book of written lines must offer, and which lines cannot be used."""

from __future__ import annotations

from roleplay.buyer.line_keys import keys_for, missing_keys, unfit_lines
from roleplay.buyer_log import BuyerActKind
from roleplay.persona import Line, LineBook
from roleplay.terms import Language
from tests.buyer.voice_fixtures import act, rich_book

EN, ZH = Language.EN, Language.ZH_HANS
LANGUAGES = [EN, ZH]


def test_a_rich_book_lacks_nothing_and_a_poor_one_says_what():
    assert missing_keys(rich_book(EN, 60)) == []
    poor = LineBook(language=EN, lines=tuple(line for line in rich_book(EN).lines if line.act != "refuse.no_time"))
    problems = missing_keys(poor)
    assert any(problem.startswith("refuse.no_time: 0 of 3") for problem in problems)
    assert any("wrappers" in problem for problem in problems)


def test_lines_that_cannot_be_used_are_named():
    lines = (
        Line(id="a", act="nonsense", text="Hm."),
        Line(id="b", act="goodbye", text="Why?"),
        Line(id="c", act="disclose", text="So."),
        Line(id="d", act="acknowledge", text="{when} then."),
        Line(id="e", act="disclose", text="Well: {fact}."),
        Line(id="f", act="deflect", text="{topic}? No."),
        Line(id="f", act="deflect", text="No."),
    )
    problems = unfit_lines(LineBook(language=EN, lines=lines))
    assert [problem[0] for problem in problems] == ["f", "a", "b", "c", "d", "e"]


def test_every_act_has_a_key():
    for kind in BuyerActKind:
        assert keys_for(act(kind))[0] == kind.value
