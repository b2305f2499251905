"""`tutor db` on small files, and the sentences and statuses it ends with."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.support.databases import names_in
from tests.support.histories import taught
from tutor_server import db_cli
from tutor_server.store.database import Database
from tutor_shared.errors import StoreHeld, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data directory that lessons were taught into."""
    asyncio.run(_teach(tmp_path))
    return tmp_path


async def _teach(folder: Path) -> None:
    database = await Database.open(str(folder / "tutor.db"))
    await taught(database)
    await database.close()


def run(command: str, *arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(db_cli.db, [command, *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "tutor.db")) as connection:
        connection.execute(statement)
        connection.commit()


def test_check_ends_with_a_summary(folder: Path) -> None:
    status, out = run("check", "--data-dir", folder)
    assert status == 0
    (line,) = out.splitlines()
    assert line.startswith("6 sessions, ")
    assert line.endswith(" events: no problems.")


def test_check_prints_a_line_a_finding_and_what_to_do(folder: Path) -> None:
    change(folder, "UPDATE session_histories SET last_seq = 0 WHERE user = 'bob'")
    status, out = run("check", "--data-dir", folder)
    finding, summary, advice = out.splitlines()
    assert status == 1
    assert finding.startswith("drift: bob in small, session ")
    assert summary.endswith(": drift 1.")
    assert advice == "The events are whole. Stop the server and run: tutor db rebuild"


def test_check_of_damage_says_that_no_command_mends_it(folder: Path) -> None:
    change(folder, "DELETE FROM session_events WHERE seq = 2")
    status, out = run("check", "--data-dir", folder)
    assert status == 1
    assert out.splitlines()[-1].endswith("restore a backup.")


def test_rebuild_mends_what_drifted(folder: Path) -> None:
    change(folder, "DELETE FROM skill_masteries")
    status, out = run("rebuild", "--data-dir", folder)
    assert (status, out.splitlines()[-1]) == (0, "Everything derived is made anew.")
    assert run("check", "--data-dir", folder)[0] == 0


def test_rebuild_of_damage_ends_with_one(folder: Path) -> None:
    change(folder, "DELETE FROM session_events WHERE seq = 2")
    status, out = run("rebuild", "--data-dir", folder)
    assert status == 1
    assert out.splitlines()[-1].endswith("restore a backup.")


def test_rebuild_is_refused_while_a_server_has_the_database_and_the_others_are_not(
    folder: Path,
) -> None:
    async def served() -> None:
        server = await Database.open(str(folder / "tutor.db"), serve=True)
        try:
            with pytest.raises(StoreHeld, match=r"Another process serves .* Stop that one first"):
                await asyncio.to_thread(run, "rebuild", "--data-dir", folder)
            checked = await asyncio.to_thread(run, "check", "--data-dir", folder)
            copied = await asyncio.to_thread(
                run, "backup", folder / "copy.db", "--data-dir", folder
            )
            assert (checked[0], copied[0]) == (0, 0)
        finally:
            await server.close()

    asyncio.run(served())


@pytest.mark.parametrize("command", ["check", "rebuild"])
def test_a_database_that_is_not_there_is_told_and_not_made(command: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no database .* --data-dir or --database"):
        run(command, "--data-dir", tmp_path)
    assert names_in(tmp_path) == []


def test_backup_names_the_copy_which_can_be_checked(folder: Path) -> None:
    copy = folder / "copy.db"
    status, out = run("backup", copy, "--data-dir", folder)
    assert (status, out) == (0, f"{copy}: {copy.stat().st_size:,} bytes, checked.\n")
    assert run("check", "--database", copy)[0] == 0


def test_backup_of_postgres_names_the_tool_for_it_and_no_password() -> None:
    with pytest.raises(UsageError, match="pg_dump --format=custom --file=copy") as refused:
        run("backup", "copy", "--database", "postgresql://ada:secret@host/tutor")
    assert "secret" not in str(refused.value)


def test_importing_the_commands_loads_nothing_heavy() -> None:
    heavy = "websockets, structlog, sqlalchemy, statemachine, msgspec, platformdirs"
    program = (
        "import sys, tutor_server.db_cli\n"
        f"print([m for m in '{heavy}'.split(', ') if m in sys.modules])\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "[]\n"
