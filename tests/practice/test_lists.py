"""Lists of buyers and calls: what they show, and that they stay quick however many calls there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from roleplay.buyer.director import open_call
from roleplay.buyer_log import Agreement, LogEntry
from roleplay.content import Library
from roleplay.practice import Practice
from roleplay.practice.scenes import scene_from
from roleplay.store import StoredScore
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Turn

from .conftest import ME, Clock, converse

LISTS = ("buyers", "recommended", "open_calls", "history", "practise_next")


@contextmanager
def statements(practice: Practice) -> Iterator[list[str]]:
    """All SQL statements that are run within."""
    run: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        run.append(statement)

    engine = practice.repository._engine
    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def keep_call(practice: Practice, buyer: str = "dana_whitlock", *, ended: bool = True, agreed: bool = False) -> str:
    """Keep a call of two turns straight in the store."""
    call_id = practice.start(ME, buyer, CallType.DISCOVERY_VISIT, Language.EN)
    record = practice.repository.call(ME, call_id)
    practice.repository.add_rep_turn(call_id, 0, 'I said: "agreement":{"what":"nothing"}', 3.0)
    state = open_call(scene_from(record.call.scene))
    agreement = Agreement(turn=0, when="Tuesday") if agreed else None
    after = state.model_copy(update={"agreement": agreement})
    entry = LogEntry(turn=0, acts=(), mood="neutral", before=state, after=after)
    practice.repository.add_reply(call_id, 1, Turn(speaker=Speaker.BUYER, text="Right.", at=8.0), entry)
    if ended:
        practice.repository.end(call_id, by="rep", reason="rep_hung_up", at=record.call.started + 60)
        score = StoredScore(
            call=call_id, rubric="discovery_visit", rubric_version="1", engine_version="1", score=50.0,
            next_source="next_step", next_titles=dict.fromkeys(Language, "Ask for a date"),
        )  # fmt: skip
        practice.repository.save_score(score)
    return call_id


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_statements_for_two_hundred_calls_as_for_two(practice: Practice, name: str) -> None:
    def run() -> int:
        with statements(practice) as made:
            getattr(practice, name)(ME, Language.EN)
        return len(made)

    keep_call(practice)
    keep_call(practice, ended=False)
    few = run()
    for number in range(99):
        keep_call(practice, ended=bool(number % 9))
        keep_call(practice, "ruth_ansell")
    assert practice.count(ME) == 200
    assert run() == few <= 6


def test_the_rail_counts_calls_in_which_something_was_said_with_one_statement(practice: Practice) -> None:
    keep_call(practice)
    practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    with statements(practice) as made:
        assert practice.count(ME) == 1
    assert len(made) == 1
    assert practice.count("bob") == 0


def test_only_an_agreement_of_the_buyer_counts_not_words_that_look_like_one(practice: Practice) -> None:
    keep_call(practice, agreed=True)
    keep_call(practice)
    assert sorted(past.outcome for past in practice.history(ME, Language.EN)) == ["agreed", "rep_ended"]


async def test_an_open_call_says_how_long_it_was_and_when_it_was_left(practice: Practice, clock: Clock) -> None:
    call_id = practice.start(ME, "wang_jianguo", CallType.DISCOVERY_VISIT, Language.ZH_HANS)
    await converse(practice, call_id, "王经理您好，我是科沃的小李。")
    other = keep_call(practice, ended=False)
    clock.now += 1200
    first, second = practice.open_calls(ME, Language.ZH_HANT)
    assert (first.call, second.call) == (other, call_id)
    assert second.turns == 2
    assert 0 < second.elapsed < 60
    assert 1200 < second.left < 1260
    assert second.card.name == "王建國"


def test_a_buyer_whose_file_is_gone_stays_in_the_list_under_the_old_name(
    practice: Practice, library: Library, tmp_path: Path
) -> None:
    keep_call(practice)
    fewer = {name: buyer for name, buyer in library.buyers.items() if name != "dana_whitlock"}
    practice.library = library.__class__(**{**vars(library), "buyers": fewer})
    (past,) = practice.history(ME, Language.EN)
    assert past.card.name == "Dana Whitlock"
