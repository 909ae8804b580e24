"""Where the rep goes on in the buyer's part, and where a colon is only a colon."""

from __future__ import annotations

import pytest

from roleplay.analysis import analyse_call
from roleplay.analysis.parts import own_part
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Transcript, Turn

PLAYED = [
    ("Shall we meet? ", "Buyer: Yes, Tuesday at ten."),
    ("Okay. ", "B: We lose a fortune."),
    ("Okay. ", "[Customer]: We lose a fortune."),
    ("", "Customer: We lose a fortune."),
    ("Good. ", "Rep: What would it be worth? Buyer: A lot."),
    ("好的。", "客户：我们一年损失一百万。"),
    ("好的。", "【客户】：我们一年损失一百万。"),
    ("好的。", "赵经理：就这么定了。"),
    ("好的。", "甲方:預算五十萬。"),
]
OWN = [
    "There is one thing about the customer: he never calls back.",
    "We have option A: the kit, and option B: the service.",
    "Rep: Good morning, this is Leo from Corvane.",
    "My question: how do the lines run?",
    "赵经理：您好，我是科沃的李想。",
    "销售：您好，我是科沃的李想。",
    "我有个问题：两条线怎么排班的？",
    "有一个客户：他们也是两条线。",
    "",
]


@pytest.mark.parametrize(("own", "played"), PLAYED)
def test_the_rep_ends_where_another_part_begins(own: str, played: str) -> None:
    assert own_part(own + played) == len(own)


@pytest.mark.parametrize("text", OWN)
def test_a_colon_alone_makes_no_other_part(text: str) -> None:
    assert own_part(text) == len(text)


def test_a_question_in_another_part_is_no_context_for_the_next_turn() -> None:
    def spin(first: str) -> str:
        turns = (
            Turn(speaker=Speaker.REP, text=first),
            Turn(speaker=Speaker.BUYER, text="Sorry, what?"),
            Turn(speaker=Speaker.REP, text="Would that be something you'd look at?"),
        )
        call = Transcript(id="x", language=Language.EN, call_type=CallType.DISCOVERY_VISIT, turns=turns)
        return analyse_call(call)[1].utterances[0].spin.value

    assert spin("We have a sender. Buyer: it fails a lot. Rep: what would solving it be worth?") == spin(
        "We have a sender."
    )
