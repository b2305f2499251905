"""Postgres over asyncpg: a small pool, commits that wait for the disk, a lease that can be lost.

The same synchronous work functions run here through `run_sync`. The lease is an advisory lock of a
connection of its own; when that connection goes, the lock goes, so every write first makes sure of
it. Between losing and noticing, the sessions' epochs fence a second process off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import aclosing
from importlib.util import find_spec
from typing import Any, Final, Self, TypeVar

from sqlalchemy import URL, Connection, NullPool, func, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from tutor_server.store.engine import LOCK_TIMEOUT_S, Fault
from tutor_shared.errors import StoreHeld, StoreUnavailable, StoreUnusable, UsageError

T = TypeVar("T")

#: Writes are one at a time but for a session's opening, reads are short.
_POOL: Final = 5
_CONNECT_TIMEOUT_S: Final = 5.0
#: Below the 10 s a session waits for its commit.
_COMMAND_TIMEOUT_S: Final = 8.0
#: "tuto" in ASCII, which fits the 31 bits of an advisory lock's class.
_LEASE_CLASS: Final = 0x7475_746F
_UPGRADE_CLASS: Final = _LEASE_CLASS + 1
_LOCK_HERE: Final = func.hashtext(func.current_schema())

#: A vanished peer is noticed, and its locks freed, in under half a minute.
_SERVER_SETTINGS: Final = {
    "application_name": "tutor",
    "synchronous_commit": "on",
    "lock_timeout": str(int(LOCK_TIMEOUT_S * 1000)),
    "idle_in_transaction_session_timeout": "10000",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}

#: SQLSTATE classes after which the same statement may succeed (PostgreSQL manual, appendix A).
_PASSING: Final = ("08", "25006", "40", "53", "55", "57", "58")


class PostgresEngine:
    """An opened Postgres database. Build it with `open`."""

    def __init__(self, url: URL) -> None:
        self._shown = url.render_as_string(hide_password=True)
        self._pool = _make_engine(url, pool_size=_POOL, max_overflow=0, pool_pre_ping=True)
        self._lease = _Lease(_make_engine(url, poolclass=NullPool), self._shown)
        self._serves = False

    @classmethod
    async def open(cls, url: URL, *, serve: bool) -> Self:
        """Connect, and with `serve` hold the lease until closed.

        Raises:
            UsageError: asyncpg is not installed.
            StoreUnavailable: the server does not answer or refuses.
            StoreUnusable: it would not be durable.
            StoreHeld: another process serves it.
        """
        if find_spec("asyncpg") is None:
            raise UsageError(
                "Postgres needs one more package. Run: pip install 'maieutic[postgres]'"
            )
        engine = cls(url)
        try:
            check_durable(await engine.read(_read_settings))
            if serve:
                await engine._lease.ensure()
                engine._serves = True
        except BaseException:
            await engine.close()
            raise
        return engine

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work on a pooled connection."""
        async with aclosing(await self._connected()) as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work in one transaction, if the lease is still ours."""
        if self._serves:
            await self._lease.ensure()
        async with aclosing(await self._connected()) as connection, connection.begin():
            return await connection.run_sync(work)

    def lock_schema(self, connection: Connection) -> None:
        """By an advisory lock, which the transaction's end gives back."""
        connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_CLASS, _LOCK_HERE)))

    def judge(self, error: Exception) -> Fault:
        """By whether the connection survived, then by SQLSTATE."""
        if isinstance(error, OSError) or getattr(error, "connection_invalidated", False):
            return Fault.UNKNOWN
        state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
        return Fault.PASSING if state.startswith(_PASSING) else Fault.REFUSED

    async def close(self) -> None:
        """Give back the lease and every connection."""
        await self._lease.release()
        await self._pool.dispose()

    async def _connected(self) -> AsyncConnection:
        return await _connect(self._pool, self._shown)


class _Lease:
    """The right to serve, held by a connection that does nothing else."""

    def __init__(self, engine: AsyncEngine, shown: str) -> None:
        self._engine = engine
        self._shown = shown
        self._connection: AsyncConnection | None = None
        self._driver: Any = None

    async def ensure(self) -> None:
        """Take the lease, or take it again if its connection went."""
        if self._driver is not None and not self._driver.is_closed():
            return
        await self.release()
        self._connection = await _connect(self._engine, self._shown)
        taken = await self._connection.scalar(
            select(func.pg_try_advisory_lock(_LEASE_CLASS, _LOCK_HERE))
        )
        if not taken:
            await self.release()
            raise StoreHeld(
                f"Another process serves {self._shown}. Stop that one first, "
                "or name another database."
            )
        # Outside a transaction, lest an idle one hold back vacuum for as long as the server runs.
        await self._connection.commit()
        self._driver = (await self._connection.get_raw_connection()).driver_connection

    async def release(self) -> None:
        """Close the connection, and with it give the lock back."""
        connection, self._connection, self._driver = self._connection, None, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()


def check_durable(settings: Mapping[str, str]) -> None:
    """Refuse a server on which a commit may not survive a power cut.

    Raises:
        StoreUnusable: naming the setting.
    """
    for name, found in settings.items():
        if found != "on":
            raise StoreUnusable(
                f"The database would not be durable: {name} is {found}. Set {name} = on."
            )


def _make_engine(url: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        connect_args={
            "timeout": _CONNECT_TIMEOUT_S,
            "command_timeout": _COMMAND_TIMEOUT_S,
            "server_settings": _SERVER_SETTINGS,
        },
        **options,
    )


async def _connect(engine: AsyncEngine, shown: str) -> AsyncConnection:
    """A connection, or StoreUnavailable: nothing was sent yet, so nothing can be stored."""
    import asyncpg  # type: ignore[import-untyped]  # it ships neither stubs nor a marker

    try:
        return await engine.connect()
    except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise StoreUnavailable(
            f"The database {shown} cannot be reached: {cause}. Check that it runs and that "
            "the address is right."
        ) from error


def _read_settings(connection: Connection) -> dict[str, str]:
    names = ("fsync", "synchronous_commit")
    row = connection.execute(select(*map(func.current_setting, names))).one()
    return dict(zip(names, row, strict=True))
