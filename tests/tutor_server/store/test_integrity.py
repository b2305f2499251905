from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.databases import postgres_database, sqlite_url
from tests.support.histories import run, taught
from tutor_server.store.database import Database
from tutor_server.store.integrity import faults


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgres_database() as url:
        yield url


@pytest.fixture
async def on_postgres(postgres: str) -> AsyncIterator[Database]:
    database = await Database.open(postgres)
    yield database
    await database.close()


async def test_a_new_database_is_whole(tmp_path: Path) -> None:
    database = await Database.open(sqlite_url(tmp_path))
    assert list(await faults(database)) == []
    await database.close()


async def test_a_torn_page_is_named(tmp_path: Path) -> None:
    pages = await _tear(tmp_path, "rootpage > 1 AND name LIKE 'uq_session_events%'")
    found = await _found(tmp_path)
    assert any(line.startswith(f"Page {pages[0]}: ") for line in found), found


async def test_a_file_torn_all_over_is_told_in_a_screenful(tmp_path: Path) -> None:
    await _tear(tmp_path, "rootpage > 1 AND name LIKE '%session%'")
    assert 1 <= len(await _found(tmp_path)) <= 20


async def _tear(folder: Path, which: str) -> list[int]:
    """Overwrite the first pages of tables and indexes, as a failing disk might."""
    database = await Database.open(sqlite_url(folder))
    await taught(database)
    await database.close()
    file = folder / "tutor.db"
    with closing(sqlite3.connect(file)) as plain:
        found = plain.execute(f"SELECT rootpage FROM sqlite_schema WHERE {which}").fetchall()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as writer:
        for (page,) in found:
            writer.seek((page - 1) * size)
            writer.write(b"\x7f" * size)
    return [page for (page,) in found]


async def _found(folder: Path) -> Sequence[str]:
    database = await Database.open(sqlite_url(folder))
    try:
        return await faults(database)
    finally:
        await database.close()


async def test_postgres_tells_what_it_no_longer_keeps(on_postgres: Database) -> None:
    assert list(await faults(on_postgres)) == []
    await run(
        on_postgres,
        "ALTER TABLE session_events DROP CONSTRAINT fk_session_events_session",
        "ALTER TABLE session_events ADD CONSTRAINT fk_session_events_session"
        " FOREIGN KEY (session) REFERENCES session_histories (session) NOT VALID",
        "ALTER TABLE access_tokens DISABLE TRIGGER ALL",
        "UPDATE pg_index SET indisvalid = FALSE"
        " WHERE indexrelid = 'uq_session_events_client_id_session'::regclass",
    )

    unproven, unusable, *switched_off = await faults(on_postgres)

    assert unproven == "session_events: the constraint fk_session_events_session is not proven"
    assert unusable == (
        "session_events: the index uq_session_events_client_id_session cannot be used"
    )
    assert switched_off
    assert all(line.startswith("access_tokens: the constraint behind") for line in switched_off)
