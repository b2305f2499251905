"""The private server around a fake of the program it runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tutor_server
from tutor_server import private
from tutor_server.data_dir import LOCK_NAME, PRIVATE_NAME, held, holder
from tutor_server.session.ports import Users
from tutor_server.settings import Settings
from tutor_server.transport.presence import Presence
from tutor_shared.errors import UsageError

URL = "ws://127.0.0.1:4711"


class App(ModuleType):
    """Stands for `tutor_server.app`; looks around while it runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__("tutor_server.app")
        self.folder = folder
        self.told: dict[str, Any] = {}
        self.settings: Settings | None = None
        self.user: str | None = None
        self.fails: Exception | None = None

    async def run(
        self,
        settings: Settings,
        *,
        on_listening: Callable[[str], None],
        presence: Presence | None = None,
        users: Users | None = None,
    ) -> int:
        assert presence is not None
        assert users is not None
        self.settings = settings
        on_listening(URL)
        self.told = json.loads((self.folder / PRIVATE_NAME).read_text())
        self.user = await users.authenticate(self.told["token"])
        assert await users.authenticate("another") is None
        if self.fails is not None:
            raise self.fails
        presence.arrived()
        presence.departed(clean=True)
        await presence.gone()
        return 0


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> App:
    fake = App(tmp_path)
    monkeypatch.setitem(sys.modules, "tutor_server.app", fake)
    monkeypatch.setattr(tutor_server, "app", fake, raising=False)
    monkeypatch.setattr("tutor_server.telemetry.configure", lambda level: None)
    return fake


def run(folder: Path) -> int:
    return private.main(["--private", "--data-dir", str(folder)])


def test_it_announces_itself_while_it_runs_and_is_gone_after(app: App, tmp_path: Path) -> None:
    assert run(tmp_path) == 0
    assert app.told["url"] == URL
    assert app.user == private.login_name()
    assert holder(tmp_path).kind == "private"
    assert [path.name for path in tmp_path.iterdir()] == [LOCK_NAME]


def test_the_environment_does_not_open_it_to_others(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOST", "0.0.0.0")
    monkeypatch.setenv("TUTOR_DATABASE", "postgresql://elsewhere/db")
    monkeypatch.setenv("TUTOR_LOG_LEVEL", "error")
    run(tmp_path)
    assert app.settings is not None
    assert (app.settings.host, app.settings.port) == ("127.0.0.1", 0)
    assert app.settings.database is None
    assert app.settings.data_dir == tmp_path
    assert app.settings.log_level == "error"


def test_a_held_folder_is_exit_2_and_a_last_line_that_says_so(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(tmp_path, "serve"):
        assert run(tmp_path) == 2
    assert "in use by tutor serve" in capsys.readouterr().err.splitlines()[-1]
    assert app.settings is None


def test_a_2_a_folder_of_courses_that_is_not_there_is_its_last_line(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_SYLLABI", str(tmp_path / "none"))
    assert run(tmp_path) == 2
    assert "There is no folder" in capsys.readouterr().err.splitlines()[-1]
    assert app.settings is None


def test_a_failure_leaves_no_announcement(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.fails = UsageError("The port is gone; try again.")
    assert run(tmp_path) == 2
    assert not (tmp_path / PRIVATE_NAME).exists()
    assert capsys.readouterr().err == "The port is gone; try again.\n"


def test_each_run_has_its_own_token(app: App, tmp_path: Path) -> None:
    run(tmp_path)
    first = app.told["token"]
    run(tmp_path)
    assert len(first) >= 43
    assert app.told["token"] != first


async def test_it_knows_one_user_and_no_other() -> None:
    users = private.OneUser("ada", "t")
    assert await users.names() == [("ada", 1)]
    assert await users.authenticate("t") == "ada"
    assert await users.authenticate("é") is None
    assert not await users.remove("ada")
    with pytest.raises(UsageError, match="run: tutor serve"):
        await users.add("bob", at=datetime.now(UTC))


def test_a_user_the_system_cannot_name_is_a_learner(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert private.login_name() == "learner"
