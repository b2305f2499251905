"""The client's side of a private server: find the one that runs, or start one.

Everything happens under `start.lock`, so that two chats that start at once end up at one server:
the second waits until the first has found or started it. Who holds `server.lock` decides: a private
server is joined, `tutor serve` is named, and a free lock means that whatever `private.json` says
was left behind, so a server is started. It runs in a process session of its own, which ctrl+c in
this terminal does not reach, and ends by itself when nobody is there.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from tutor_shared.errors import UsageError
from tutor_shared.wire.clean import clean
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.private import files as private_files
from tutor_tui.private.files import ADDRESS, LOCK, LOG, START_LOCK, Address

START_LIMIT_S: Final = 20.0
PATIENCE_S: Final = 0.3
STARTING: Final = "Starting the private server …"

_POLL_S: Final = 0.02
_LARGE_LOG: Final = 1_048_576


def server_command(data_dir: Path) -> list[str]:
    """How a private server is started. `-P`: the folder we stand in is no place to import from."""
    return [sys.executable, "-P", "-m", "tutor_server", "--private", "--data-dir", str(data_dir)]


class PrivateServer:
    """The private server of one data directory.

    `notice` is told, once, when starting takes so long that a person would wonder.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        notice: Callable[[str], None],
        command: Callable[[Path], Sequence[str]] = server_command,
        limit_s: float = START_LIMIT_S,
    ) -> None:
        self._dir = data_dir
        self._notice = notice
        self._command = command
        self._limit_s = limit_s
        self._process: subprocess.Popen[bytes] | None = None

    async def locate(self) -> Endpoint:
        """Where the private server is, starting one where none runs.

        Raises:
            UsageError: the directory cannot be used, or is served by `tutor serve`; or the server
                did not start, with the last line of its log.
        """
        _make(self._dir)
        handle = asyncio.get_running_loop().call_later(PATIENCE_S, self._notice, STARTING)
        try:
            async with asyncio.timeout(self._limit_s), self._start_lock():
                address = await self._running() or await self._started()
        except TimeoutError:
            raise UsageError(
                f"The private server did not answer in {self._limit_s:.0f} s. "
                f"Try again, or read {self._dir / LOG}"
            ) from None
        except OSError as error:
            raise UsageError(
                f"The data folder {self._dir} cannot be used ({error.strerror}). "
                "Mend that, or choose another with --data-dir."
            ) from None
        finally:
            handle.cancel()
        return Endpoint(address.url, address.token)

    @contextlib.asynccontextmanager
    async def _start_lock(self) -> AsyncIterator[None]:
        while (fd := private_files.take_lock(self._dir / START_LOCK)) is None:  # noqa: ASYNC110 (another process frees it; there is no event to wait for)
            await asyncio.sleep(_POLL_S)
        try:
            yield
        finally:
            os.close(fd)

    async def _running(self) -> Address | None:
        """The address of the server that holds the lock, once it tells; None when none does."""
        while private_files.is_locked(self._dir / LOCK):
            holder = private_files.holder(self._dir)
            address = private_files.address(self._dir)
            if holder is not None and holder.kind == "serve":
                raise UsageError(
                    f"The data folder {self._dir} is in use by tutor serve (process {holder.pid}). "
                    "Join it with --server ws://HOST:PORT, or choose another with --data-dir."
                )
            if holder is not None and address is not None and address.pid == holder.pid:
                return address
            await asyncio.sleep(_POLL_S)
        return None

    async def _started(self) -> Address:
        """Start a server and wait until it listens.

        Its lock is not asked for meanwhile: asking could take it from under the server's hands.
        """
        (self._dir / ADDRESS).unlink(missing_ok=True)
        process = self._process = self._start()
        while process.poll() is None:
            address = private_files.address(self._dir)
            if address is not None and address.pid == process.pid:
                return address
            await asyncio.sleep(_POLL_S)
        said = clean(private_files.last_line(self._dir / LOG))
        reason = f": {said}" if said else "."
        raise UsageError(f"The private server did not start{reason}\nIts log is {self._dir / LOG}")

    def _start(self) -> subprocess.Popen[bytes]:
        with _open_log(self._dir / LOG) as log:
            return subprocess.Popen(  # noqa: S603 (our own command; no text of anyone's is in it)
                self._command(self._dir),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )


def _make(data_dir: Path) -> None:
    if data_dir.is_file():
        raise UsageError(f"{data_dir} is a file, not a folder. Choose another with --data-dir.")
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(data_dir, os.W_OK | os.X_OK)
    except OSError as error:
        raise UsageError(
            f"The data folder {data_dir} cannot be made ({error.strerror}). "
            "Choose another with --data-dir."
        ) from None
    if not writable:
        raise UsageError(f"The data folder {data_dir} is not writable; choose another: --data-dir.")


def _open_log(path: Path) -> BinaryIO:
    """The log to append to, for its owner only; a large one is put aside first."""
    with contextlib.suppress(OSError):
        if path.stat().st_size > _LARGE_LOG:
            path.replace(path.with_suffix(".log.1"))
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    os.fchmod(fd, 0o600)  # one that was there already may be open to others
    return os.fdopen(fd, "ab")
