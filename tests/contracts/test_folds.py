"""What is derived can be deleted: on every kind of database it comes back as it was."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Connection, Row

from tests.support.databases import batch, database_store, empty, sqlite_url
from tests.support.histories import derived, forget, run, snapshots, taught
from tutor_server.maintenance.check import check
from tutor_server.maintenance.finding import Finding
from tutor_server.maintenance.rebuild import rebuild
from tutor_server.session.state import LessonState, fold, from_snapshot
from tutor_server.store import folds
from tutor_server.store.course_history import Run
from tutor_server.store.database import Database
from tutor_server.store.folds import StoredFolds
from tutor_server.store.sessions import StoredSessions

#: A statement that makes a derived value untrue, and what a check says then.
DRIFTS: Final = {
    "UPDATE session_histories SET last_seq = 3": "last_seq is 3, its events say",
    "UPDATE session_histories SET summary = 'Well.'": "summary is Well., its events say",
    "UPDATE session_histories SET ended = NULL": "ended is empty, its events say 2",
    "UPDATE session_histories SET state = 'guiding_student'": "state is guiding_student",
    "UPDATE skill_masteries SET mastery = 0.5": "adding is stored as 0.5 (not mastered, 1 of",
    "DELETE FROM skill_masteries": "comparing is stored as unknown",
}


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    named: str = request.getfixturevalue("postgres")
    await empty(named)
    return named


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A database that real sessions were taught into."""
    opened = await Database.open(url)
    await taught(opened)
    yield opened
    await opened.close()


def unheard(finding: Finding) -> None:
    raise AssertionError(str(finding))


async def found(database: Database) -> list[str]:
    findings: list[Finding] = []
    await check(database, findings.append)
    return [str(finding) for finding in findings]


async def test_what_sessions_stored_is_the_fold_of_their_events(database: Database) -> None:
    seen = await check(database, unheard)

    assert seen.sound
    assert (seen.sessions, seen.events > 100) == (6, True)


async def test_all_that_is_derived_comes_back_as_it_was(database: Database) -> None:
    before = await derived(database)
    await forget(database)
    assert await derived(database) != before

    await rebuild(database, lambda finding: None)

    assert await derived(database) == before
    assert await found(database) == []


async def test_f_08_a_snapshot_made_anew_is_the_lesson_its_rows_tell(database: Database) -> None:
    sessions = StoredSessions(database)
    before = await snapshots(database)
    await forget(database)

    await rebuild(database, lambda finding: None)

    after = await snapshots(database)
    assert {name for name, kept in after.items() if kept} == {
        name for name, kept in before.items() if kept
    }
    assert sum(kept is not None for kept in after.values()) == 2
    for name, kept in after.items():
        rows = await sessions.rows(str(name))
        lesson = fold(LessonState(str(name)), rows)
        assert kept is None or from_snapshot(kept, str(name), len(rows)) == lesson


async def test_making_it_anew_twice_changes_nothing_more(database: Database) -> None:
    await rebuild(database, unheard)
    once = await derived(database), await snapshots(database)

    await rebuild(database, unheard)

    assert (await derived(database), await snapshots(database)) == once


async def test_each_drifted_value_is_found_and_mended(database: Database) -> None:
    before = await derived(database)
    for fault, told in DRIFTS.items():
        await run(database, fault)

        findings = await found(database)
        assert any(line.startswith("drift: ") and told in line for line in findings), findings
        await rebuild(database, lambda finding: None)

        assert await derived(database) == before, fault


async def test_what_no_event_speaks_of_is_found_and_removed(database: Database) -> None:
    before = await derived(database)
    await run(
        database,
        "INSERT INTO skill_masteries VALUES ('zoë', 'another', 'adding', 0.9, TRUE, 1, 1)",
        "INSERT INTO review_cards VALUES ('ada', 'small', 'adding',"
        " '2026-11-24 12:00:00', 1, 1, '2026-11-24 12:00:00')",
    )

    (line,) = await found(database)
    assert line.startswith(
        "drift: zoë in another: adding is stored as 0.9 (mastered, 1 of 1 right)"
    )
    await rebuild(database, lambda finding: None)

    assert await derived(database) == before


async def test_damaged_events_are_found_and_their_course_is_left_as_it_is(
    database: Database,
) -> None:
    of_bob = "session = (SELECT session FROM session_histories WHERE \"user\" = 'bob')"
    await run(
        database,
        f"DELETE FROM session_events WHERE seq = 5 AND {of_bob}",
        "UPDATE skill_masteries SET mastery = 0.123",
    )
    lines: list[str] = []

    seen = await rebuild(database, lambda finding: lines.append(str(finding)))

    assert not seen.sound
    assert [line.partition(", ")[0] for line in lines if "damage" in line] == [
        "damage: bob in small"
    ]
    masteries = (await derived(database))[1]
    assert {row[0] for row in masteries if row[3] == 0.123} == {"bob"}


async def test_a_row_that_names_a_session_that_is_not_there_is_found(
    url: str, database: Database
) -> None:
    await _without_constraints(
        url, database, "DELETE FROM session_histories WHERE \"user\" = 'zoë'"
    )

    (line,) = await found(database)
    assert line.startswith("damage: the database: session_events: ")
    assert line.endswith("rows name a session that is not there")


async def test_a_course_is_read_as_of_one_moment(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_run = folds._run

    def late(connection: Connection, row: Row[*tuple[object, ...]]) -> Run:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(_append(url))).result()
        return read_run(connection, row)

    await _append(url)
    monkeypatch.setattr(folds, "_run", late)
    opened = await Database.open(url)
    history = await StoredFolds(opened).read(("ada", "fractions"))
    await opened.close()

    (one,) = history.runs
    assert one.fold.last_seq == len(one.events) == 1


async def _without_constraints(url: str, database: Database, statement: str) -> None:
    if url.startswith("sqlite"):
        # A connection of its own checks no references unless it is told to.
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as plain:
            plain.execute(statement)
            plain.commit()
    else:
        unchecked = "SET LOCAL session_replication_role = replica"
        await run(database, unchecked, statement)


async def _append(url: str) -> None:
    async with database_store(url) as store:
        await store.journal.append(batch(await store.session()))
