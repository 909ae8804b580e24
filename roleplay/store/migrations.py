"""Numbered steps from an empty database to today's layout. A step that has landed is never changed.

Statements are written out, not taken from ``tables``: a step must do the same in ten years as on its
first day. They keep to what SQLite and PostgreSQL both understand.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

STEPS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (
        1,
        "calls, turns, log, scores",
        (
            "CREATE TABLE scenes (digest VARCHAR(64) PRIMARY KEY, json TEXT NOT NULL)",
            """CREATE TABLE calls (
                id VARCHAR(40) PRIMARY KEY, "user" VARCHAR(64) NOT NULL, buyer VARCHAR(80) NOT NULL,
                call_type VARCHAR(40) NOT NULL, language VARCHAR(12) NOT NULL, seed INTEGER NOT NULL,
                exam BOOLEAN NOT NULL, voice VARCHAR(20) NOT NULL,
                scene VARCHAR(64) NOT NULL REFERENCES scenes (digest),
                started DOUBLE PRECISION NOT NULL, ended DOUBLE PRECISION, ended_by VARCHAR(10) NOT NULL,
                ended_reason VARCHAR(60) NOT NULL, fault_turn INTEGER, fault_cause VARCHAR(300) NOT NULL,
                resumed_at INTEGER,
                attempt INTEGER NOT NULL, root VARCHAR(40) NOT NULL, parent VARCHAR(40), from_turn INTEGER)""",
            'CREATE INDEX calls_user ON calls ("user")',
            "CREATE INDEX calls_started ON calls (started)",
            "CREATE INDEX calls_root ON calls (root)",
            """CREATE TABLE turns (
                call VARCHAR(40) NOT NULL REFERENCES calls (id) ON DELETE CASCADE, number INTEGER NOT NULL,
                speaker VARCHAR(8) NOT NULL, text TEXT NOT NULL, at DOUBLE PRECISION, PRIMARY KEY (call, number))""",
            """CREATE TABLE log (
                call VARCHAR(40) NOT NULL REFERENCES calls (id) ON DELETE CASCADE, turn INTEGER NOT NULL,
                json TEXT NOT NULL, PRIMARY KEY (call, turn))""",
            """CREATE TABLE scores (
                call VARCHAR(40) PRIMARY KEY REFERENCES calls (id) ON DELETE CASCADE, json TEXT NOT NULL)""",
        ),
    ),
)


def current_version(connection: Connection) -> int:
    """The number of the last step that was taken; 0 for an empty database."""
    connection.execute(text("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name VARCHAR(80))"))
    return int(connection.execute(text("SELECT COALESCE(MAX(number), 0) FROM schema_version")).scalar_one())


def migrate(engine: Engine) -> int:
    """Take all steps that are missing, each in one transaction with its number; return the version reached."""
    with engine.begin() as connection:
        version = current_version(connection)
    for number, name, statements in STEPS:
        if number <= version:
            continue
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
            connection.execute(
                text("INSERT INTO schema_version (number, name) VALUES (:number, :name)"),
                {"number": number, "name": name},
            )
        version = number
    return version
