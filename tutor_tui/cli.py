"""`tutor chat`: from arguments to a lesson. What is heavy is imported once a lesson starts."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tutor_tui.link.endpoint import Locate
    from tutor_tui.link.server_link import ServerLink
    from tutor_tui.plain.console import Console
    from tutor_tui.settings import Settings

#: What a shell expects of a command that its user interrupted: 128 + SIGINT.
INTERRUPTED: Final = 130
#: A private server may be ending just as we come; the next attempt starts another.
_PRIVATE_ATTEMPTS: Final = 4


def chat(
    syllabus: Annotated[
        str | None, typer.Argument(help="The course's id; without it, you choose from a list.")
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(help="A server's address, ws:// or wss://; TUTOR_TOKEN holds the token."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Lines only: no screen, no colour, no motion.")
    ] = False,
    data_dir: Annotated[
        Path | None, typer.Option(help="Where the private server keeps its data.")
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Begin the course anew; what you know is kept.")
    ] = False,
) -> None:
    """Take a lesson; leave at any time and go on later.

    Exit status: 0 when the lesson was left or finished, 2 when there could be none, 130 after
    ctrl+c (the lesson is left politely and can be resumed then, too).
    """
    from tutor_tui.settings import resolve

    settings = resolve(server, data_dir, os.environ)
    if not plain and _is_screen(os.environ.get("TERM", "")):
        _app(settings, syllabus, restart=restart)
        return
    try:
        options = _options(server, data_dir)
        asyncio.run(_plain(settings, syllabus, restart=restart, options=options))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        _silence_output()


def _is_screen(term: str) -> bool:
    """Whether there is a terminal to draw on. Textual draws on standard error."""
    return term not in ("", "dumb") and all(os.isatty(stream) for stream in (0, 1, 2))


def _app(settings: Settings, course: str | None, *, restart: bool) -> None:
    from tutor_shared.errors import UsageError
    from tutor_tui.app import TutorApp

    def connect(notice: Callable[[str], None]) -> Callable[[], ServerLink]:
        return lambda: _link(settings, notice)

    app = TutorApp(connect, course=course, restart=restart)
    reason = app.run()
    if app.failure is not None:
        raise app.failure
    if reason:
        raise UsageError(reason)


def _options(server: str | None, data_dir: Path | None) -> str:
    """What has to be typed again to come back to the same lesson."""
    import shlex

    given = {"--server": server, "--data-dir": data_dir}
    return "".join(f" {name} {shlex.quote(str(value))}" for name, value in given.items() if value)


async def _plain(settings: Settings, course: str | None, *, restart: bool, options: str) -> None:
    from tutor_tui.plain.line_input import LineInput
    from tutor_tui.plain.plain import Plain

    console = _console()
    link = _link(settings, console.note)
    lesson = Plain(link, console, LineInput(0), course=course, restart=restart, options=options)
    await lesson.run()


def _console() -> Console:
    from tutor_tui.plain.console import Console

    out = sys.stdout
    if out is None:  # started with standard output closed
        raise BrokenPipeError("nobody reads the output")
    if hasattr(out, "reconfigure"):
        out.reconfigure(errors="replace")
    return Console(out, terminal=out.isatty(), prompting=os.isatty(0))


def _link(settings: Settings, notice: Callable[[str], None]) -> ServerLink:
    from tutor_shared import __version__
    from tutor_tui.link.server_link import ServerLink

    return ServerLink(
        _locate(settings, notice),
        client=f"tutor/{__version__}",
        first_attempts=1 if settings.server else _PRIVATE_ATTEMPTS,
    )


def _locate(settings: Settings, notice: Callable[[str], None]) -> Locate:
    from tutor_tui.link.endpoint import Endpoint
    from tutor_tui.private.server import PrivateServer

    if settings.server is None:
        return PrivateServer(settings.data_dir, notice=notice).locate

    endpoint = Endpoint(settings.server, settings.token)

    async def known() -> Endpoint:
        return endpoint

    return known


def _silence_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter's last flush is quiet."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)
