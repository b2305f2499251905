"""The self-hoster's commands: `tutor serve` and `tutor user`.

What they need is imported when they run, so that `tutor --help` stays quick.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor_shared.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tutor_server.session.ports import Users
    from tutor_server.settings import Settings

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", metavar="DIR", help="Where the server keeps its data.")
]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="A database instead of SQLite in the data dir."),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.", show_default=False)]


def serve(  # noqa: PLR0913, PLR0917 - a parameter is an option of the command
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.")] = None,
    database: Database = None,
    data_dir: DataDir = None,
    syllabi: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of courses, instead of our own.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A TOML file of settings.")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The certificate chain, in PEM.")
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The certificate's key, in PEM.")
    ] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Listen beyond this machine without TLS.")
    ] = False,
    print_config: Annotated[
        bool, typer.Option("--print-config", help="Show each setting and where it comes from.")
    ] = False,
) -> None:
    """Run a server for a class or a company."""
    from tutor_server.settings import check_exposure, check_paths, describe

    flags = {
        "host": host,
        "port": port,
        "database": database,
        "data_dir": data_dir,
        "syllabi": syllabi,
        "tls_cert": tls_cert,
        "tls_key": tls_key,
        "insecure": insecure or None,
    }
    settings = read_settings(flags, config)
    if print_config:
        typer.echo("\n".join(describe(settings)))
        return
    check_exposure(settings)
    check_paths(settings)
    raise typer.Exit(_serve(settings))


user = typer.Typer(no_args_is_help=True, help="Say who may use this server.")


@user.command()
def add(name: Name, data_dir: DataDir = None, database: Database = None) -> None:
    """Make a user, or give one another token.

    The token is the last line printed.
    """
    from tutor_shared.clock import SystemClock

    token = _with_users(data_dir, database, lambda users: users.add(name, at=SystemClock().now()))
    typer.echo(f"A token for {name}; it is shown this once. The user sets TUTOR_TOKEN to it:")
    typer.echo(token)


@user.command("list")
def list_users(data_dir: DataDir = None, database: Database = None) -> None:
    """Show every user and how many tokens each has.

    Who was removed has none, and is shown because what they learnt is kept.
    """
    names = _with_users(data_dir, database, lambda users: users.names(), make=False)
    for name, tokens in names:
        typer.echo(f"{name}\t{_standing(tokens)}")
    if not names:
        typer.echo("No users yet. Add one with: tutor user add NAME")


@user.command()
def remove(name: Name, data_dir: DataDir = None, database: Database = None) -> None:
    """End all tokens of a user; what they learnt is kept."""
    if not _with_users(data_dir, database, lambda users: users.remove(name), make=False):
        raise UsageError(f"There is no user {name} here; see: tutor user list")
    typer.echo(f"{name} can no longer connect.")


def read_settings(flags: dict[str, Any], config: Path | None = None) -> Settings:
    """The settings of a command, from its flags and from all that stands behind them."""
    from tutor_server.settings import read_toml, resolve

    named = os.environ.get("TUTOR_CONFIG")
    file = config or (Path(named) if named else None)
    return resolve(flags, os.environ, read_toml(file) if file else {})


def _serve(settings: Settings) -> int:
    from tutor_server import app, data_dir, event_loop, telemetry

    telemetry.configure(settings.log_level)
    with data_dir.held(data_dir.prepare(settings.data_dir), "serve"):
        return event_loop.run(app.run(settings, on_listening=_listening))


def _standing(tokens: int) -> str:
    if not tokens:
        return "removed"
    return "1 token" if tokens == 1 else f"{tokens} tokens"


def _check_data(settings: Settings, url: str) -> None:
    """Refuse a folder or file that no server ever used: opening its database would make one."""
    from tutor_server.store.backup import sqlite_path

    path, folder = sqlite_path(url), settings.data_dir
    if path is None or path.exists():
        return
    if settings.database is not None:
        raise UsageError(f"There is no database {path}. Name another with --database.")
    if folder.is_file():
        raise UsageError(f"{folder} is a file, not a folder. Choose another with --data-dir.")
    raise UsageError(
        f"There is no server data in {folder}. Name the server's folder with --data-dir, "
        "or begin one with: tutor user add NAME"
    )


def _listening(address: str) -> None:
    """Tell whoever started us, alone on standard output and at once."""
    print(f"listening on {address}", flush=True)  # noqa: T201 - a contract with the shell


def _with_users(
    data_dir: Path | None,
    database: str | None,
    act: Callable[[Users], Awaitable[Any]],
    *,
    make: bool = True,
) -> Any:
    """Do something with the users. Only with `make` may that begin a new data folder."""
    from tutor_server import app, event_loop
    from tutor_server import data_dir as folder

    settings = read_settings({"data_dir": data_dir, "database": database})
    if not make:
        _check_data(settings, app.database_url(settings))
    elif settings.database is None:
        folder.prepare(settings.data_dir)

    async def run() -> Any:
        async with app.open_users(settings) as users:
            return await act(users)

    return event_loop.run(run())
