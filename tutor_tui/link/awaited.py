"""Requests somebody waits for, by ref."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tutor_shared.errors import WireError
from tutor_shared.wire import frames
from tutor_shared.wire.frames import ServerFrame


class Awaited:
    """A table of futures that lets no reply go to the wrong one, and none be waited for in vain."""

    def __init__(self) -> None:
        self._futures: dict[str, asyncio.Future[ServerFrame]] = {}

    async def reply(self, ref: str, ask: Callable[[], None], limit_s: float) -> ServerFrame:
        """Ask, and wait for the reply of that ref.

        Raises:
            WireError: it was refused, or did not come in `limit_s` seconds.
        """
        future: asyncio.Future[ServerFrame] = asyncio.get_running_loop().create_future()
        self._futures[ref] = future
        ask()
        try:
            async with asyncio.timeout(limit_s):
                return await future
        except TimeoutError:
            message = "The server does not answer. Try again in a moment."
            raise WireError("unavailable", message, ref=ref) from None
        finally:
            del self._futures[ref]

    def resolve(self, ref: str, frame: ServerFrame) -> None:
        """The reply came; an `error` is raised where it is awaited. A late one is dropped."""
        future = self._futures.get(ref)
        if future is None or future.done():
            return
        if isinstance(frame, frames.Error):
            future.set_exception(WireError(frame.code, frame.message, ref=ref))
        else:
            future.set_result(frame)

    def fail(self, code: str, reason: str) -> None:
        """No reply will come any more, to anyone."""
        for ref, future in self._futures.items():
            if not future.done():
                future.set_exception(WireError(code, reason, ref=ref))
