"""The self-hoster's commands over a database: `tutor db check`, `rebuild` and `backup`.

What they need is imported when they run, so that `tutor db --help` stays quick.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor_server.cli import Database, DataDir, read_settings
from tutor_shared.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tutor_server.maintenance.finding import Finding, Inspection
    from tutor_server.store import database as store

    Act = Callable[[store.Database, Callable[[Finding], None]], Awaitable[Inspection]]

db = typer.Typer(no_args_is_help=True, help="Look after a server's database.")


@db.command()
def check(data_dir: DataDir = None, database: Database = None) -> None:
    """Look for what is wrong in the database. Works beside a running server.

    Exit status: 0 nothing is wrong, 1 something is, 2 it could not be looked at.
    """
    from tutor_server.maintenance.check import check as look

    seen = _with_database(_existing(_url(data_dir, database)), look, serve=False)
    typer.echo(f"{seen}.")
    if seen.of("damage"):
        typer.echo("No command mends damage: stop the server and restore a backup.")
    elif seen.of("drift"):
        typer.echo("The events are whole. Stop the server and run: tutor db rebuild")
    raise typer.Exit(0 if seen.sound else 1)


@db.command()
def rebuild(data_dir: DataDir = None, database: Database = None) -> None:
    """Make everything that is derived anew from the events. Not while a server runs.

    Exit status: 0 all is made anew, 1 some of it was left because its events are damaged, 2 it
    could not be done.
    """
    from tutor_server.maintenance.rebuild import rebuild as make_anew

    seen = _with_database(_existing(_url(data_dir, database)), make_anew, serve=True)
    typer.echo(f"{seen}.")
    if seen.of("damage"):
        typer.echo("What is damaged cannot be made anew from its events: restore a backup.")
        raise typer.Exit(1)
    typer.echo("Everything derived is made anew.")


@db.command()
def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The copy; a new file.", show_default=False)
    ],
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Copy the database into a new file, also while a server runs.

    To restore it, stop the server and put the copy in the place of tutor.db, without tutor.db-wal
    and tutor.db-shm.
    """
    from tutor_server.store.backup import back_up, sqlite_path

    source = sqlite_path(_url(data_dir, database))
    if source is None:
        raise UsageError(
            "Only a SQLite file is copied here. Postgres has a tool for it, which works beside a "
            "running server. "
            f"Run: pg_dump --format=custom --file={file} DATABASE"
        )
    size = back_up(source, file)
    typer.echo(f"{file}: {size:,} bytes, checked.")


def _url(data_dir: Path | None, database: str | None) -> str:
    from tutor_server.app import database_url

    return database_url(read_settings({"data_dir": data_dir, "database": database}))


def _existing(url: str) -> str:
    """The URL, unless it names a file that is not there: opening it would make one."""
    from tutor_server.store.backup import sqlite_path

    path = sqlite_path(url)
    if path is not None and not path.exists():
        raise UsageError(f"There is no database {path}. Name it with --data-dir or --database.")
    return url


def _with_database(url: str, act: Act, *, serve: bool) -> Inspection:
    from tutor_server import event_loop
    from tutor_server.store import database as store

    async def run() -> Inspection:
        opened = await store.Database.open(url, serve=serve)
        try:
            return await act(opened, typer.echo)
        finally:
            await opened.close()

    return event_loop.run(run())
