"""What is said is kept: in order, once, for its owner only, and through the death of the process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.buyer_log import BuyerAct, BuyerActKind, BuyerState, LogEntry, Movement
from roleplay.errors import InputError, NotFound
from roleplay.store import NewCall, Repository, StoredScore
from roleplay.terms import CallType, Language, Stance
from roleplay.transcript import Speaker, Turn


@pytest.fixture
def repository(tmp_path: Path):
    repository = Repository(tmp_path / "data" / "calls.sqlite")
    yield repository
    repository.close()


def new_call(call_id: str = "c1", user: str = "ann", **changes: object) -> NewCall:
    fields: dict[str, object] = {
        "id": call_id, "user": user, "buyer": "dana",
        "call_type": CallType.COLD_CALL, "language": Language.EN, "seed": 7, "exam": False,
        "started": 1000.0, "scene": '{"persona": "dana"}', "voice": "embedded",
    }  # fmt: skip
    return NewCall.model_validate(fields | changes)


def entry(turn: int = 0) -> LogEntry:
    before = BuyerState(trust=0.35, interest=0.3, patience=0.8, stance=Stance.SCEPTICAL)
    return LogEntry(
        turn=turn,
        acts=(BuyerAct(kind=BuyerActKind.ACKNOWLEDGE),),
        mood="neutral",
        movements=(Movement(reason="problem_question", trust=0.05),),
        before=before,
        after=before.model_copy(update={"trust": 0.4, "steps": 1}),
        voice="embedded",
        lines=("acknowledge_01",),
    )


def test_a_call_comes_back_as_it_was_kept(repository: Repository) -> None:
    repository.add_call(new_call())
    repository.add_rep_turn("c1", 0, "Good morning, is this Dana?", 1.5)
    reply = Turn(speaker=Speaker.BUYER, text="Speaking. 我就是。", at=2.0)
    repository.add_reply("c1", 1, reply, entry())
    record = repository.call("ann", "c1")
    assert [turn.text for turn in record.turns] == ["Good morning, is this Dana?", "Speaking. 我就是。"]
    assert record.log == (entry(),)
    assert record.transcript.id == "c1"
    assert record.ended is None


def test_nobody_gets_somebody_elses_call(repository: Repository) -> None:
    repository.add_call(new_call())
    with pytest.raises(NotFound) as foreign:
        repository.call("bob", "c1")
    with pytest.raises(NotFound) as missing:
        repository.call("bob", "c2")
    assert str(foreign.value).replace("c1", "") == str(missing.value).replace("c2", "")
    assert repository.overview("bob") == ()
    assert repository.attempts("bob", "c1") == ()


def test_two_tabs_cannot_speak_the_same_turn(repository: Repository) -> None:
    repository.add_call(new_call())
    repository.add_rep_turn("c1", 0, "Hello", 1.0)
    with pytest.raises(InputError, match="another tab"):
        repository.add_rep_turn("c1", 0, "Hello again", 1.1)
    assert [turn.text for turn in repository.call("ann", "c1").turns] == ["Hello"]


def test_nothing_is_added_to_a_call_that_has_ended(repository: Repository) -> None:
    repository.add_call(new_call())
    repository.end("c1", by="rep", reason="rep_hung_up", at=1010.0)
    repository.end("c1", by="buyer", reason="patience", at=1020.0)
    record = repository.call("ann", "c1")
    assert (record.ended, record.ended_by) == (1010.0, "rep")
    with pytest.raises(InputError, match="ended"):
        repository.add_rep_turn("c1", 0, "One more thing", 11.0)


def test_a_retry_keeps_the_shared_turns_and_the_line_of_attempts(repository: Repository) -> None:
    repository.add_call(new_call())
    first = Turn(speaker=Speaker.REP, text="Hello", at=1.0)
    second = Turn(speaker=Speaker.BUYER, text="Yes?", at=2.0)
    repository.add_call(
        new_call("c2", attempt=2, root="c1", parent="c1", from_turn=2), turns=(first, second), log=(entry(),)
    )
    assert repository.call("ann", "c2").turns == (first, second)
    assert [record.call.id for record in repository.attempts("ann", "c1")] == ["c1", "c2"]


def test_calls_with_the_same_content_share_one_copy_of_it(repository: Repository, tmp_path: Path) -> None:
    for number in range(3):
        repository.add_call(new_call(f"c{number}"))
    import sqlite3

    with sqlite3.connect(tmp_path / "data" / "calls.sqlite") as raw:
        assert raw.execute("SELECT count(*) FROM scenes").fetchone() == (1,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_a_fault_and_a_resumption_are_noted_once(repository: Repository) -> None:
    repository.add_call(new_call())
    repository.note_fault("c1", 7, "timeout")
    repository.note_fault("c1", 9, "cut")
    repository.note_resumed("c1", 8)
    record = repository.call("ann", "c1")
    assert (record.fault_turn, record.fault_cause, record.resumed_at) == (7, "timeout", 8)


def test_scores_are_kept_by_call_and_replaced_when_scored_anew(repository: Repository) -> None:
    repository.add_call(new_call())
    score = StoredScore(call="c1", rubric="cold_call", rubric_version="1+aa", engine_version="1", score=61.5)
    repository.save_score(score)
    repository.save_score(score.model_copy(update={"score": None}))
    assert repository.scores("ann")["c1"].score is None
    assert repository.scores("bob") == {}


def test_an_existing_database_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    once = Repository(path)
    once.add_call(new_call())
    once.close()
    again = Repository(path)
    assert again.count_calls() == 1
    assert [record.call.id for record in again.unfinished()] == ["c1"]
    again.close()


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from roleplay.store import NewCall, Repository
repository = Repository(Path(sys.argv[1]))
repository.add_call(NewCall(id="c1", user="ann", buyer="dana", call_type="cold_call", language="en", seed=1, exam=False,
                            started=0.0, scene="{}", voice="embedded"))
repository.add_rep_turn("c1", 0, "said before the end", 1.0)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_committed_turn_survives_the_kill_of_the_process(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), root], check=False)
    assert done.returncode == -signal.SIGKILL
    repository = Repository(path)
    assert [turn.text for turn in repository.call("ann", "c1").turns] == ["said before the end"]
    repository.close()
