"""Real processes for acceptance tests: `tutor serve`, `tutor user`, `tutor chat` through a pipe."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

TUTOR = (sys.executable, "-m", "tutor_shared")
#: Longer than any command should take on a busy machine; a hang is a failure.
PATIENCE_S = 40.0


def environment(**extra: str) -> dict[str, str]:
    """The environment of a user who set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUTOR_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **extra}


def tutor(
    *arguments: str | Path, input: str | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*TUTOR, *map(str, arguments)],
        input=input if input is not None else "",
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        env=env or environment(),
    )


def add_user(data_dir: Path, name: str = "ada") -> str:
    """Make a user; the token is the last line printed."""
    done = tutor("user", "add", name, "--data-dir", data_dir)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@dataclass
class Served:
    """A running server."""

    url: str
    process: asyncio.subprocess.Process
    log: Path

    def kill(self) -> None:
        """As the power switch would."""
        self.process.send_signal(signal.SIGKILL)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit status."""
        self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE_S):
            return await self.process.wait()


@asynccontextmanager
async def serving(
    data_dir: Path, *arguments: str, env: dict[str, str] | None = None
) -> AsyncIterator[Served]:
    """`tutor serve` on a free port, ended afterwards by its pid."""
    log = data_dir.parent / f"{data_dir.name}.log"
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            *TUTOR, "serve", "--port", "0", "--data-dir", str(data_dir), *arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=env or environment(),
        )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_S):
            line = (await process.stdout.readline()).decode().strip()
        assert line.startswith("listening on "), (line, log.read_text())
        yield Served(line.removeprefix("listening on "), process, log)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def piped(
    lines: Sequence[str], data_dir: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """A whole `tutor chat --plain` with these lines as its input."""
    text = "".join(f"{line}\n" for line in lines)
    return tutor("chat", *arguments, "--plain", "--data-dir", data_dir, input=text)
