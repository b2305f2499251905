"""The order of a check, on a small file; what it finds stands in the tests of `examine`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.databases import sqlite_url
from tests.support.histories import run, taught
from tutor_server.maintenance import check as module
from tutor_server.maintenance.check import check
from tutor_server.maintenance.finding import Finding
from tutor_server.store.database import Database


async def test_an_empty_database_is_sound(tmp_path: Path) -> None:
    database = await Database.open(sqlite_url(tmp_path))
    seen = await check(database, lambda finding: pytest.fail(str(finding)))
    await database.close()
    assert str(seen) == "0 sessions, 0 events: no problems"


async def test_what_is_found_is_told_and_counted_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    database = await Database.open(sqlite_url(tmp_path))
    await taught(database)
    await run(database, "UPDATE session_histories SET snapshot = '', summary = 'Well.'")
    findings: list[Finding] = []

    seen = await check(database, findings.append)
    await database.close()

    assert (seen.sound, seen.sessions) == (False, 6)
    assert (seen.of("drift"), seen.of("note"), seen.of("damage")) == (6, 6, 0)
    assert len(findings) == 12


async def test_a_file_damaged_below_its_rows_is_not_read_any_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def torn(database: Database) -> Sequence[str]:
        return ["Tree 4 page 12: btreeInitPage() returns error code 11"]

    monkeypatch.setattr(module, "faults", torn)
    database = await Database.open(sqlite_url(tmp_path))
    await taught(database)
    findings: list[Finding] = []

    seen = await check(database, findings.append)
    await database.close()

    assert (seen.sound, seen.sessions) == (False, 0)
    assert [str(finding) for finding in findings] == [
        "damage: the database: Tree 4 page 12: btreeInitPage() returns error code 11"
    ]
