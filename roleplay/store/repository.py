"""Saves and returns calls. Every method is one short transaction and blocks; async callers go through a thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from roleplay.buyer_log import LogEntry
from roleplay.errors import InputError, NotFound
from roleplay.store.migrations import migrate
from roleplay.store.records import CallRecord, CallSummary, NewCall, StoredScore
from roleplay.store.tables import CallRow, LogRow, SceneRow, ScoreRow, TurnRow
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Turn


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers go on while a turn is written; FULL keeps a committed turn through a power cut."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def open_engine(url: str) -> Engine:
    """Return an engine for a database URL, with SQLite set up for many readers and safe commits."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


class Repository:
    """The calls of all users in one database. No method gives a user another user's call."""

    def __init__(self, database: Path) -> None:
        """Open (and create or bring up to date) the SQLite file ``database``.

        Raises:
            OSError: the folder of the file cannot be made.
        """
        database.parent.mkdir(parents=True, exist_ok=True)
        self._engine = open_engine(f"sqlite:///{database}")
        migrate(self._engine)
        self._session = sessionmaker(self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    # -- calls ------------------------------------------------------------------------------------------------------

    def add_call(self, new: NewCall, turns: tuple[Turn, ...] = (), log: tuple[LogEntry, ...] = ()) -> None:
        """Keep a new call; a retry brings the turns and the log that it shares with its parent."""
        digest = hashlib.sha256(new.scene.encode()).hexdigest()
        fields = new.model_dump(mode="json", exclude={"scene", "root"})
        with self._session.begin() as session:
            if session.get(SceneRow, digest) is None:
                session.add(SceneRow(digest=digest, json=new.scene))
                session.flush()
            session.add(
                CallRow(**fields, scene=digest, root=new.root or new.id, ended_by="", ended_reason="", fault_cause="")
            )
            session.flush()
            session.add_all(_turn_row(new.id, number, turn) for number, turn in enumerate(turns))
            session.add_all(LogRow(call=new.id, turn=entry.turn, json=entry.model_dump_json()) for entry in log)

    def call(self, user: str, call_id: str) -> CallRecord:
        """Return a call of this user.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        with self._session() as session:
            row = session.get(CallRow, call_id)
            if row is None or row.user != user:
                raise NotFound(f"call {call_id!r}: there is no such call of yours")
            return self._record(session, row)

    def overview(self, user: str) -> tuple[CallSummary, ...]:
        """All calls of a user, the newest first, read with one statement however many there are."""
        with self._session() as session:
            rows = session.execute(
                select(CallRow, *_SUMMARY).where(CallRow.user == user).order_by(CallRow.started.desc(), CallRow.id)
            )
            return tuple(_summary(row, turns, last_at, bool(agreed)) for row, turns, last_at, agreed in rows.all())

    def count(self, user: str) -> int:
        """Number of this user's calls in which something was said."""
        said = exists().where(TurnRow.call == CallRow.id)
        with self._session() as session:
            return int(session.scalar(select(func.count()).select_from(CallRow).where(CallRow.user == user, said)) or 0)

    def scenes(self, keys: Iterable[str]) -> dict[str, str]:
        """The content of calls as it was when they began, as JSON, by ``CallSummary.scene``."""
        with self._session() as session:
            rows = session.scalars(select(SceneRow).where(SceneRow.digest.in_(sorted(set(keys)))))
            return {row.digest: row.json for row in rows.all()}

    def attempts(self, user: str, root: str) -> tuple[CallRecord, ...]:
        """All attempts that go back to the same first call, in order."""
        with self._session() as session:
            rows = session.scalars(
                select(CallRow).where(CallRow.user == user, CallRow.root == root).order_by(CallRow.attempt, CallRow.id)
            )
            return tuple(self._record(session, row) for row in rows.all())

    def unfinished(self) -> tuple[CallRecord, ...]:
        """Open calls of everybody, for going on after the program was started anew."""
        with self._session() as session:
            rows = session.scalars(select(CallRow).where(CallRow.ended.is_(None)).order_by(CallRow.started))
            return tuple(self._record(session, row) for row in rows.all())

    # -- turns ------------------------------------------------------------------------------------------------------

    def add_rep_turn(self, call_id: str, number: int, text: str, at: float) -> None:
        """Commit what the rep said, before anybody answers.

        Raises:
            InputError: a turn of this number is already there (another tab was quicker), or the call has ended.
        """
        try:
            with self._session.begin() as session:
                row = session.get(CallRow, call_id)
                if row is None or row.ended is not None:
                    raise InputError(
                        "the call has ended: nothing more can be said in it — start another or try again from a turn"
                    )
                session.add(TurnRow(call=call_id, number=number, speaker=Speaker.REP.value, text=text, at=at))
        except IntegrityError:
            raise InputError(
                "this turn was already spoken in another tab — read what was said there, then go on"
            ) from None

    def add_reply(self, call_id: str, number: int, turn: Turn, entry: LogEntry) -> None:
        """Commit the buyer's finished turn together with the director's step that led to it."""
        with self._session.begin() as session:
            session.add(_turn_row(call_id, number, turn))
            session.add(LogRow(call=call_id, turn=entry.turn, json=entry.model_dump_json()))

    def end(self, call_id: str, *, by: str, reason: str, at: float) -> None:
        """Mark a call as ended; a call that has already ended stays as it is."""
        with self._session.begin() as session:
            session.execute(
                update(CallRow)
                .where(CallRow.id == call_id, CallRow.ended.is_(None))
                .values(ended=at, ended_by=by, ended_reason=reason)
            )

    def note_fault(self, call_id: str, turn: int, cause: str) -> None:
        """Note from which turn on the model did not answer; the first fault of a call stays."""
        with self._session.begin() as session:
            session.execute(
                update(CallRow)
                .where(CallRow.id == call_id, CallRow.fault_turn.is_(None))
                .values(fault_turn=turn, fault_cause=cause[:300])
            )

    def note_resumed(self, call_id: str, turn: int) -> None:
        """Note at which turn a call went on after the program was started anew."""
        with self._session.begin() as session:
            session.execute(update(CallRow).where(CallRow.id == call_id).values(resumed_at=turn))

    # -- scores -----------------------------------------------------------------------------------------------------

    def save_score(self, score: StoredScore) -> None:
        """Keep the figures of a scorecard; those of an earlier scoring of the same call are replaced."""
        with self._session.begin() as session:
            session.merge(ScoreRow(call=score.call, json=score.model_dump_json()))

    def scores(self, user: str) -> dict[str, StoredScore]:
        """The kept figures of a user's calls, by call."""
        with self._session() as session:
            rows = session.scalars(
                select(ScoreRow).join(CallRow, CallRow.id == ScoreRow.call).where(CallRow.user == user)
            )
            return {row.call: StoredScore.model_validate_json(row.json) for row in rows.all()}

    def count_calls(self) -> int:
        """Number of calls of everybody."""
        with self._session() as session:
            return int(session.scalar(select(func.count()).select_from(CallRow)) or 0)

    def _record(self, session: Session, row: CallRow) -> CallRecord:
        scene = session.get_one(SceneRow, row.scene)
        turns = session.scalars(select(TurnRow).where(TurnRow.call == row.id).order_by(TurnRow.number)).all()
        log = session.scalars(select(LogRow).where(LogRow.call == row.id).order_by(LogRow.turn)).all()
        return CallRecord(
            call=NewCall(
                id=row.id, user=row.user, buyer=row.buyer,
                call_type=CallType(row.call_type), language=Language(row.language),
                seed=row.seed, exam=row.exam, started=row.started, scene=scene.json, voice=row.voice,
                attempt=row.attempt, root=row.root, parent=row.parent, from_turn=row.from_turn,
            ),
            turns=tuple(Turn(speaker=Speaker(turn.speaker), text=turn.text, at=turn.at) for turn in turns),
            log=tuple(LogEntry.model_validate_json(entry.json) for entry in log),
            ended=row.ended, ended_by=row.ended_by, ended_reason=row.ended_reason,
            fault_turn=row.fault_turn, fault_cause=row.fault_cause, resumed_at=row.resumed_at,
        )  # fmt: skip


# What a list shows beside the call's own row. An agreement is looked for in the text of the newest step: ``after`` is
# written last and without spaces, and a quotation mark within a string is escaped, so nothing said can look like it.
_SUMMARY = (
    select(func.count()).where(TurnRow.call == CallRow.id).scalar_subquery(),
    select(TurnRow.at).where(TurnRow.call == CallRow.id).order_by(TurnRow.number.desc()).limit(1).scalar_subquery(),
    select(LogRow.json.like('%"after":{%"agreement":{%'))
    .where(LogRow.call == CallRow.id)
    .order_by(LogRow.turn.desc())
    .limit(1)
    .scalar_subquery(),
)


def _summary(row: CallRow, turns: int, last_at: float | None, agreed: bool) -> CallSummary:
    return CallSummary(
        id=row.id, buyer=row.buyer, call_type=CallType(row.call_type), language=Language(row.language),
        scene=row.scene, started=row.started, ended=row.ended, ended_by=row.ended_by, attempt=row.attempt,
        root=row.root, from_turn=row.from_turn, turns=turns, last_at=last_at, agreed=agreed,
    )  # fmt: skip


def _turn_row(call_id: str, number: int, turn: Turn) -> TurnRow:
    return TurnRow(call=call_id, number=number, speaker=turn.speaker.value, text=turn.text, at=turn.at)
