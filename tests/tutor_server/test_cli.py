"""`tutor serve` and `tutor user` around a fake of the program they run."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner

import tutor_server
from tests.support.fake_lessons import FakeUsers
from tutor_server import cli
from tutor_server.data_dir import held
from tutor_server.settings import Settings
from tutor_shared.errors import SettingsError, UsageError


class App(ModuleType):
    """Stands for `tutor_server.app`."""

    def __init__(self) -> None:
        super().__init__("tutor_server.app")
        self.settings: Settings | None = None
        self.status = 0
        self.names: list[tuple[str, int]] = [("ada", 1), ("bob", 2), ("eve", 0)]

    async def run(self, settings: Settings, *, on_listening: Callable[[str], None]) -> int:
        self.settings = settings
        on_listening("ws://127.0.0.1:4711")
        return self.status

    @contextlib.asynccontextmanager
    async def open_users(self, settings: Settings) -> AsyncIterator[FakeUsers]:
        self.settings = settings
        users = FakeUsers()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(users, "names", self._names)
            yield users

    def database_url(self, settings: Settings) -> str:
        return settings.database or str(settings.data_dir / "tutor.db")

    async def _names(self) -> list[tuple[str, int]]:
        return self.names


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    fake = App()
    monkeypatch.setitem(sys.modules, "tutor_server.app", fake)
    monkeypatch.setattr(tutor_server, "app", fake, raising=False)
    monkeypatch.setattr("tutor_server.telemetry.configure", lambda level: None)
    return fake


@pytest.fixture
def command() -> typer.Typer:
    program = typer.Typer()
    program.command("serve")(cli.serve)
    program.add_typer(cli.user, name="user")
    return program


def run(command: typer.Typer, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_serve_prints_its_address_alone(app: App, command: typer.Typer, tmp_path: Path) -> None:
    status, out = run(command, "serve", "--port", "0", "--data-dir", str(tmp_path / "new"))
    assert (status, out) == (0, "listening on ws://127.0.0.1:4711\n")
    assert app.settings is not None
    assert (app.settings.port, app.settings.data_dir) == (0, tmp_path / "new")


def test_serve_ends_with_the_programs_status(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    app.status = 3
    assert run(command, "serve", "--data-dir", str(tmp_path))[0] == 3


def test_serve_refuses_a_held_folder(app: App, command: typer.Typer, tmp_path: Path) -> None:
    with held(tmp_path, "private"), pytest.raises(UsageError, match="a private server of"):
        run(command, "serve", "--data-dir", str(tmp_path))
    assert app.settings is None


def test_serve_refuses_the_open_network_without_tls(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    arguments = ("serve", "--host", "0.0.0.0", "--data-dir", str(tmp_path))
    with pytest.raises(UsageError, match="--insecure"):
        run(command, *arguments)
    assert run(command, *arguments, "--insecure")[0] == 0


def test_print_config_shows_and_starts_nothing(
    app: App, command: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tutor.toml"
    file.write_text("port = 1\nmax_per_user = 7\n")
    monkeypatch.setenv("TUTOR_PORT", "2")
    status, out = run(command, "serve", "--config", str(file), "--print-config")
    assert status == 0
    assert "port = 2  # environment\n" in out
    assert "max_per_user = 7  # file\n" in out
    assert app.settings is None


def test_the_environment_may_name_the_settings_file(
    app: App, command: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_CONFIG", str(tmp_path / "nowhere.toml"))
    with pytest.raises(SettingsError, match="nowhere"):
        run(command, "serve", "--data-dir", str(tmp_path))


def test_user_add_prints_the_token_alone_on_the_last_line(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    status, out = run(command, "user", "add", "ada", "--data-dir", str(tmp_path))
    assert (status, out.splitlines()[-1]) == (0, "ada-token")


def test_user_add_works_beside_a_running_server(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    with held(tmp_path, "serve"):
        assert run(command, "user", "add", "ada", "--data-dir", str(tmp_path))[0] == 0


def test_user_list_shows_names_and_tokens(app: App, command: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "tutor.db").touch()
    status, out = run(command, "user", "list", "--data-dir", str(tmp_path))
    assert (status, out) == (0, "ada\t1 token\nbob\t2 tokens\neve\tremoved\n")


def test_a_4_an_empty_list_says_how_to_add_somebody(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    app.names = []
    (tmp_path / "tutor.db").touch()
    status, out = run(command, "user", "list", "--data-dir", str(tmp_path))
    assert (status, out) == (0, "No users yet. Add one with: tutor user add NAME\n")


@pytest.mark.parametrize("arguments", [("list",), ("remove", "ada")])
def test_a_4_a_folder_without_server_data_is_told_and_not_made(
    app: App, command: typer.Typer, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError, match=r"There is no server data in .*nope") as raised:
        run(command, "user", *arguments, "--data-dir", str(tmp_path / "nope" / "x"))
    assert raised.value.exit_status == 2
    assert list(tmp_path.iterdir()) == []
    assert app.settings is None


def test_a_4_a_database_that_is_not_there_is_told_and_not_made(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"There is no database .*x\.db"):
        run(command, "user", "list", "--database", str(tmp_path / "x.db"))
    assert app.settings is None


@pytest.mark.parametrize("arguments", [("add", "ada"), ("list",), ("remove", "ada")])
def test_d_3_a_file_in_the_place_of_the_data_folder_is_told(
    app: App, command: typer.Typer, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="file is a file, not a folder"):
        run(command, "user", *arguments, "--data-dir", str(tmp_path / "file"))


def test_d_2_the_help_says_what_each_command_does(command: typer.Typer) -> None:
    shown = " ".join(run(command, "user", "--help")[1].replace("│", " ").split())
    assert "End all tokens of a user; what they learnt is kept." in shown
    assert "Show every user and how many tokens each has." in shown
    assert "Make a user, or give one another token." in shown


def test_a_2_serve_refuses_a_folder_of_courses_that_is_not_there(
    app: App, command: typer.Typer, tmp_path: Path
) -> None:
    arguments = ("serve", "--data-dir", str(tmp_path / "d"), "--syllabi", str(tmp_path / "none"))
    with pytest.raises(UsageError, match=r"There is no folder .*none\. Give the folder") as raised:
        run(command, *arguments)
    assert raised.value.exit_status == 2
    assert app.settings is None
    assert not (tmp_path / "d").exists()


def test_user_remove_says_so_or_that_there_is_none(app: App, command: typer.Typer) -> None:
    database = ("--database", "postgresql://h/d")
    assert "ada" in run(command, "user", "remove", "ada", *database)[1]
    assert app.settings is not None
    assert app.settings.database == "postgresql://h/d"
    with pytest.raises(UsageError, match="There is no user eve here; see: tutor user list"):
        run(command, "user", "remove", "eve", *database)


def test_importing_the_commands_loads_nothing_heavy() -> None:
    heavy = "websockets, structlog, sqlalchemy, statemachine, msgspec, platformdirs"
    program = (
        "import sys, tutor_server.cli\n"
        f"print([m for m in '{heavy}'.split(', ') if m in sys.modules])\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "[]\n"
