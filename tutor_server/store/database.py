"""One opened database, whichever engine is under it.

Work is handed in as a synchronous function over a Connection. It runs to its end even when the
caller is cancelled: a cancelled read would pin a snapshot, a cancelled commit would leave nobody
who knows its outcome. Engine errors leave here as the store's own errors.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from tutor_server.store import schema
from tutor_server.store.engine import Engine, Fault
from tutor_shared.errors import StoreError, StoreHeld, StoreUnavailable, StoreUnusable, UsageError
from tutor_shared.wire.clean import clean

T = TypeVar("T")

#: Seconds before each look at what became of a transaction whose connection broke.
_LOOK_AFTER_S: Final = (0.0, 0.3, 1.2)
#: What makes a name without a folder one of a file.
_SUFFIXES: Final = (".db", ".sqlite", ".sqlite3")


class Database:
    """A database brought to this version's schema. Build it with `open`."""

    failed: asyncio.Future[StoreError]
    """Done, with the reason, once nothing more may be written: the process has to end then."""

    def __init__(self, engine: Engine) -> None:
        self.failed = asyncio.get_running_loop().create_future()
        self._engine = engine
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str, *, serve: bool = False) -> Self:
        """Open by URL (`sqlite:///path`, `postgresql://…`) or plain path; upgrade if need be.

        With `serve` the database's lease is held until `close`; administration works without.

        Raises:
            UsageError: the URL or folder cannot be used, or a package is missing.
            StoreUnusable: newer, damaged, not durable, or another program's.
            StoreHeld: another process serves it.
            StoreUnavailable: it cannot be reached.
        """
        database = cls(await _open_engine(url, serve=serve))
        try:
            await database.write(database._upgrade)
        except StoreUnavailable:
            await database.close()
            if database.failed.done():
                raise StoreUnusable(str(database.failed.result())) from None
            raise
        except BaseException:
            await database.close()
            raise
        return database

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads, and fetches all it reads.

        Raises:
            StoreUnavailable: the database does not answer now.
        """
        return await self._to_the_end(self._read(work))

    async def write(
        self,
        work: Callable[[Connection], T],
        *,
        settle: Callable[[Connection], T | None] | None = None,
    ) -> T:
        """Run work in one transaction; returning means a commit that survives a power cut.

        When the connection breaks before the outcome is known, `settle` looks on a new one for
        what the work left; it returns the work's result if it is surely there.

        Raises:
            StoreUnavailable: nothing was stored, or it is not known whether it was.
        """
        return await self._to_the_end(self._write(work, settle))

    async def close(self) -> None:
        """Wait for what is under way, then close. The lease is free afterwards."""
        while self._running:
            await asyncio.wait(self._running)
        await self._engine.close()

    def _upgrade(self, connection: Connection) -> None:
        self._engine.lock_schema(connection)
        schema.upgrade(connection)

    async def _to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # A caller that left will not ask, and asyncio would complain.

    async def _read(self, work: Callable[[Connection], T]) -> T:
        try:
            return await self._engine.read(work)
        except (DBAPIError, OSError) as error:
            raise StoreUnavailable(
                f"The database cannot be read now ({_reason(error)}). Try again."
            ) from error

    async def _write(
        self,
        work: Callable[[Connection], T],
        settle: Callable[[Connection], T | None] | None,
    ) -> T:
        if self.failed.done():
            raise StoreUnavailable(str(self.failed.result()))
        try:
            return await self._engine.write(work)
        except StoreHeld as error:
            raise self._give_up(error) from error
        except StoreError:
            raise
        except Exception as error:
            match self._engine.judge(error):
                case Fault.REFUSED:
                    raise
                case Fault.PASSING:
                    raise StoreUnavailable(
                        f"The database takes nothing now ({_reason(error)}). "
                        "Nothing was stored; try again."
                    ) from error
                case Fault.FATAL:
                    raise self._give_up(
                        StoreUnusable(
                            f"The database failed ({_reason(error)}). "
                            "Look at its disk, then start again."
                        )
                    ) from error
                case Fault.UNKNOWN:
                    return await self._look_for(settle, error)

    def _give_up(self, reason: StoreError) -> StoreUnavailable:
        if not self.failed.done():
            self.failed.set_result(reason)
        return StoreUnavailable(str(reason))

    async def _look_for(
        self, settle: Callable[[Connection], T | None] | None, error: Exception
    ) -> T:
        for delay_s in _LOOK_AFTER_S if settle else ():
            await asyncio.sleep(delay_s)
            try:
                found = await self._engine.write(settle)  # type: ignore[arg-type] # not None: the loop is empty then
            except Exception:  # noqa: BLE001, S112 - still away: the next look decides, or the error below
                continue
            if found is not None:
                return found
            break
        raise StoreUnavailable(
            f"The connection to the database broke ({_reason(error)}). "
            "It is not known whether this was stored; read it again."
        ) from error


async def _open_engine(url: str, *, serve: bool) -> Engine:
    if "://" not in url:
        if not _is_path(url):
            raise _no_database(url)
        return await _open_sqlite(url, serve=serve)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UsageError(
            "The database's address cannot be read. Write sqlite:///PATH or postgresql://HOST/NAME."
        ) from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return await _open_sqlite(parsed.database, serve=serve)
        case "postgresql" | "postgres":
            from tutor_server.store.postgres import PostgresEngine

            return await PostgresEngine.open(parsed, serve=serve)
        case _:
            raise _no_database(url)


def _is_path(url: str) -> bool:
    """Whether a text without a scheme was meant as a path; a mere word is most often a slip."""
    return os.sep in url or url.endswith(_SUFFIXES)


def _no_database(url: str) -> UsageError:
    return UsageError(
        f"There is no way to use {clean(url):.80} as a database. "
        "Write sqlite:///PATH or postgresql://HOST/NAME."
    )


async def _open_sqlite(path: str, *, serve: bool) -> Engine:
    from tutor_server.store.sqlite import SqliteEngine

    return await SqliteEngine.open(Path(path), serve=serve)


def _reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return f"{clean(str(cause)) or type(cause).__name__:.200}"
