"""Course by course, in transactions; that all comes back is shown in the contracts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.databases import sqlite_url
from tests.support.histories import derived, forget, taught
from tutor_server.maintenance import rebuild as module
from tutor_server.maintenance.finding import Finding
from tutor_server.maintenance.rebuild import rebuild
from tutor_server.store.database import Database
from tutor_server.store.folds import StoredFolds
from tutor_shared.errors import StoreUnavailable


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url(tmp_path))
    await taught(opened)
    yield opened
    await opened.close()


async def test_it_says_how_much_was_made_anew_and_what_had_drifted(database: Database) -> None:
    await forget(database)
    findings: list[Finding] = []

    seen = await rebuild(database, findings.append)

    assert seen.sessions == 6
    assert {finding.kind for finding in findings} == {"drift"}
    assert seen.of("drift") == len(findings) > 6


async def test_cut_short_it_leaves_whole_courses_and_is_finished_by_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TOGETHER", 1)
    before = await derived(database)
    await forget(database)
    replace, calls = StoredFolds.replace, 0

    async def once(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise StoreUnavailable("The disk is full.")
        await replace(*arguments)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(StoredFolds, "replace", once)
    with pytest.raises(StoreUnavailable):
        await rebuild(database, lambda finding: None)
    partly = await derived(database)
    assert {row[0] for row in partly[1]} == {"ada"}

    monkeypatch.setattr(StoredFolds, "replace", replace)
    await rebuild(database, lambda finding: None)
    assert await derived(database) == before
