from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from tests.support.databases import postgres_database, sqlite_url
from tutor_server.store import schema
from tutor_server.store.database import Database
from tutor_server.store.tables import metadata
from tutor_shared.errors import StoreUnusable


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _differences(connection: Connection) -> object:
    return compare_metadata(MigrationContext.configure(connection), metadata)


def test_the_migrations_build_the_tables_on_sqlite(connection: Connection) -> None:
    schema.upgrade(connection)

    assert _differences(connection) == []


async def test_the_migrations_build_the_tables_on_postgres() -> None:
    with postgres_database() as url:
        database = await Database.open(url)
        differences = await database.read(_differences)
        await database.close()

    assert differences == []


def test_a_table_the_migrations_lack_would_be_seen(connection: Connection) -> None:
    schema.upgrade(connection)
    connection.execute(text("DROP INDEX ix_review_cards_due"))

    assert _differences(connection) != []


def test_the_revisions_known_are_the_ones_shipped() -> None:
    shipped = [script.revision for script in schema.scripts().walk_revisions()]

    assert shipped[::-1] == list(schema.REVISIONS)


def test_upgrading_again_changes_nothing(connection: Connection) -> None:
    schema.upgrade(connection)
    connection.execute(text("INSERT INTO users VALUES ('ada', '2026-11-24 12:00:00.000000')"))
    schema.upgrade(connection)

    assert connection.execute(text("SELECT name FROM users")).all() == [("ada",)]


def test_p_14_a_database_of_a_newer_version_is_refused_and_left_as_it_is(
    connection: Connection,
) -> None:
    schema.upgrade(connection)
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreUnusable, match=r"newer version of tutor.*Upgrade this one\."):
        schema.upgrade(connection)

    assert connection.execute(text("SELECT * FROM alembic_version")).all() == [("9999",)]


def test_another_programs_tables_are_not_built_over(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE users (id INTEGER)"))

    with pytest.raises(StoreUnusable, match="another program"):
        schema.upgrade(connection)

    assert inspect(connection).get_table_names() == ["users"]
