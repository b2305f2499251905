"""The `tutor` command: a table of names, each with what to import only when it is run.

Exit status: 0 fine, 1 the thing checked has problems, 2 wrong usage or could not run, 130 ended by
ctrl+c. Whatever happens, a user sees a sentence and no traceback.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from tutor_shared.errors import TutorError

PROGRAM: Final = "tutor"
DISTRIBUTION: Final = "maieutic"
DEBUG: Final = "TUTOR_DEBUG"


class Command(NamedTuple):
    """Where a command lives, as ``module:name``, and its line in the help."""

    target: str
    help: str


#: A target is a function, or a `typer.Typer` with commands of its own.
COMMANDS: Final[dict[str, Command]] = {
    "chat": Command("tutor_tui.cli:chat", "Learn: take up a lesson here in the terminal."),
    "serve": Command("tutor_server.cli:serve", "Run a server for a class or a company."),
    "user": Command("tutor_server.cli:user", "Add, list and remove a server's users."),
    "db": Command("tutor_server.db_cli:db", "Check, rebuild and back up a server's database."),
    "lint": Command("tutor_shared.syllabus.cli:lint", "Look for what is wrong with a course."),
    "courses": Command("tutor_shared.syllabus.cli:courses", "List the courses on offer."),
}


class _Plainly:
    """A command whose help option is read as `_read_plainly` says."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option, made ready."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # mixed into a command
        _read_plainly(option)
        return option


class _PlainCommand(_Plainly, TyperCommand):
    """A command of the table that is a function."""


class LazyGroup(_Plainly, TyperGroup):
    """Shows every command from the table, and imports the one that runs."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, command in COMMANDS.items():
            self.add_command(TyperCommand(name, help=command.help), name)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command itself, in the place of its line in the table."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, imported(str(name)), rest


def imported(name: str) -> Any:
    """A command of the table, imported and made ready to run."""
    module, _, attribute = COMMANDS[name].target.partition(":")
    target = getattr(importlib.import_module(module), attribute)
    if isinstance(target, typer.Typer):
        target.rich_markup_mode = None
        group = get_group(target)
        group.no_args_is_help = True
        return group
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=_PlainCommand)(target)
    command = get_command(app)
    for parameter in command.params:
        _read_plainly(parameter)
    return command


class _Plain:
    """Reads a parameter whose type is its own constructor."""

    def __init__(self, kind: type[str | Path | bool]) -> None:
        self._kind = kind

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002 - typer's protocol
        """The value as its type; None stays None."""
        return value if value is None else self._kind(value)


def _read_plainly(parameter: Any) -> None:
    """Spare a command the import of pydantic, 75 ms and 10 MB, to read texts and paths.

    typer asks the parameter for this reader first; a version that does not reads as it always did.
    """
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if kind in (str, Path, bool):
        parameter._runtime_param = _Plain(kind)  # noqa: SLF001 - there is no public way


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit status."""
    _write_what_fits()
    sys.exit(run(lambda: group().main(args=arguments, prog_name=PROGRAM)))


def run(command: Callable[[], object]) -> int:
    """Run something to its exit status, telling errors as sentences on standard error."""
    try:
        command()
        sys.stdout.flush()
    except SystemExit as ended:
        return _status(ended)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _nobody_reads()
    except TutorError as error:
        _tell(str(error))
        return error.exit_status
    except Exception as error:  # noqa: BLE001 - the last line of defence before a user
        _tell(_unexpected(error))
        return 2
    return 0


def group() -> TyperGroup:
    """The whole command line, nothing of it imported yet."""
    app = typer.Typer(
        cls=LazyGroup,
        callback=_root,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )
    return get_group(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"{PROGRAM} {version(DISTRIBUTION)}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """A tutor for the terminal: it explains, asks, judges the answer, knows what is mastered."""


def _status(ended: SystemExit) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _nobody_reads()
    return ended.code if isinstance(ended.code, int) else int(ended.code is not None)


def _nobody_reads() -> int:
    """Let the interpreter's own flush at the end write into nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _write_what_fits() -> None:
    """On a terminal that is not UTF-8, a letter it lacks becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _tell(sentence: str) -> None:
    _show_trace()
    typer.echo(sentence, err=True)


def _show_trace() -> None:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exc()


def _unexpected(error: Exception) -> str:
    return (
        f"Something went wrong that should not have: {type(error).__name__}. "
        f"Please report it with what this shows: {DEBUG}=1 {PROGRAM} …"
    )
