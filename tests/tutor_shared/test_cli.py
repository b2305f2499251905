"""The `tutor` command: its table, its exit statuses, and what it tells."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from tutor_shared import cli
from tutor_shared.cli import COMMANDS, Command, group, imported, run
from tutor_shared.errors import SyllabusError, TutorError, UsageError


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Put something into the table as the command `try`."""

    def put(thing: object) -> None:
        module = types.ModuleType("a_command_of_a_test")
        module.__dict__["thing"] = thing
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(COMMANDS, "try", Command(f"{module.__name__}:thing", "Try it."))

    return put


def command(*arguments: str) -> int:
    return run(lambda: group().main(args=list(arguments), prog_name="tutor"))


def raising(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=os.environ
    )


def test_help_lists_every_command_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--help") == 0
    shown = capsys.readouterr().out
    for name, listed in COMMANDS.items():
        assert f"  {name}" in shown
        assert listed.help in shown


def test_without_a_command_the_help_is_shown_and_the_usage_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command() == 2
    assert "Commands:" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--version") == 0
    assert capsys.readouterr().out.startswith("tutor ")


def test_a_mistyped_command_hears_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("lnt") == 2
    assert "Did you mean 'lint'?" in capsys.readouterr().err


def test_a_function_becomes_a_command(
    target: Callable[[object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def greet(name: str) -> None:
        typer.echo(f"Hello {name}")

    target(greet)
    assert command("try", "Ada") == 0
    assert capsys.readouterr().out == "Hello Ada\n"
    assert command("try") == 2


def test_a_typer_app_becomes_a_group(
    target: Callable[[object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()

    @app.command()
    def add(name: str) -> None:
        typer.echo(f"added {name}")

    target(app)
    assert command("try", "add", "Ada") == 0
    assert capsys.readouterr().out == "added Ada\n"
    assert command("try") == 2
    assert "add" in capsys.readouterr().err
    assert command("try", "--help") == 0
    assert "completion" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (UsageError("Give a path."), 2, "Give a path.\n"),
        (SyllabusError("c", ("f:1:1: error: x",)), 1, "The course c has errors"),
        (TutorError("No."), 2, "No.\n"),
        (KeyboardInterrupt(), 130, ""),
        (typer.Exit(1), 1, ""),
        (ValueError("secret"), 2, "should not have: ValueError. Please report it"),
        (RecursionError(), 2, "should not have: RecursionError."),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_status(
    target: Callable[[object], None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    said: str,
) -> None:
    target(raising(error))
    assert command("try") == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert bool(said) == bool(shown.err)
    assert "Traceback" not in shown.err
    assert "secret" not in shown.err


def test_the_traceback_is_there_for_who_asks(
    target: Callable[[object], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TUTOR_DEBUG", "1")
    target(raising(ValueError("why")))
    assert command("try") == 2
    assert "ValueError: why" in capsys.readouterr().err


@pytest.mark.parametrize(("code", "status"), [(None, 0), (3, 3), ("a word", 1)])
def test_an_exit_keeps_its_status(code: int | str | None, status: int) -> None:
    assert run(raising(SystemExit(code))) == status


def test_ctrl_c_before_any_command_is_quiet_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(raising(KeyboardInterrupt())) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    script = tmp_path / "many_lines.py"
    script.write_text(
        "import sys\nfrom tutor_shared.cli import run\n"
        "sys.exit(run(lambda: [print('x' * 1000) for _ in range(1000)]))\n"
    )
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_help_imports_nothing_of_ours_but_the_table() -> None:
    shown = python(
        "-c",
        "import sys\nfrom tutor_shared.cli import group, run\n"
        "run(lambda: group().main(args=['--help'], prog_name='tutor'))\n"
        "heavy = {'rich', 'yaml', 'msgspec', 'textual', 'sqlalchemy', 'httpx', 'websockets', 'asyncio'}\n"
        "print('imported:', sorted(heavy & sys.modules.keys()))\n",
    )
    assert shown.stdout.splitlines()[-1] == "imported: []"


def test_lint_imports_neither_the_server_nor_the_terminal_application() -> None:
    shown = python(
        "-c",
        "import sys\nfrom tutor_shared.cli import imported\nimported('lint')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in\n"
        "      {'tutor_server', 'tutor_tui', 'textual', 'sqlalchemy', 'websockets', 'asyncio'}))\n",
    )
    assert shown.stdout == "[]\n"


def test_the_module_runs_as_the_command() -> None:
    shown = python("-m", "tutor_shared", "--version")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("tutor ")


def test_main_ends_the_process() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0


def test_our_own_commands_can_be_imported() -> None:
    for name in ("lint", "courses"):
        assert imported(name).name == name


def test_texts_and_paths_are_read_without_pydantic(tmp_path: Path) -> None:
    code = (
        "import sys; from tutor_shared.cli import run, group; "
        "run(lambda: group().main(args=['courses', '--syllabi', sys.argv[1]], prog_name='tutor')); "
        "print('pydantic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
