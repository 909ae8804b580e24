"""Every older layout is brought to today's, and today's is what the tables say."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from roleplay.store.migrations import STEPS, migrate
from roleplay.store.repository import open_engine
from roleplay.store.tables import Base


def test_the_migrated_layout_has_exactly_the_columns_that_the_tables_name(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.sqlite")
    migrate(engine)
    found = inspect(engine)
    for table in Base.metadata.tables.values():
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert set(columns) == {column.name for column in table.columns}, table.name
        for column in table.columns:
            assert columns[column.name] == (column.nullable and not column.primary_key) or column.primary_key
    assert set(found.get_table_names()) == {*Base.metadata.tables, "schema_version"}
    engine.dispose()


def test_steps_are_numbered_from_one_without_a_gap() -> None:
    assert [number for number, _, _ in STEPS] == list(range(1, len(STEPS) + 1))


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/twice.sqlite")
    assert migrate(engine) == migrate(engine) == len(STEPS)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM schema_version")).scalar_one() == len(STEPS)
    engine.dispose()
