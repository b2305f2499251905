"""The library's connection with our two additions, over a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedOK
from websockets.frames import Frame, Opcode

from tutor_server.transport.connection import Connection, _head


@asynccontextmanager
async def connected(
    handle: Callable[[Connection], Awaitable[None]],
) -> AsyncIterator[ClientConnection]:
    """A client of a server that handles it so."""

    async def handler(connection: ServerConnection) -> None:
        assert isinstance(connection, Connection)
        await handle(connection)

    async with serve(handler, "127.0.0.1", 0, create_connection=Connection) as server:
        host, port = server.sockets[0].getsockname()[:2]
        async with connect(f"ws://{host}:{port}", proxy=None) as client:
            yield client


async def test_a_text_message_is_read_as_it_is_and_a_binary_one_never_as_json() -> None:
    got: list[bytes] = []
    done = asyncio.Event()

    async def handle(connection: ServerConnection) -> None:
        got.extend([await connection.recv(decode=False) for _ in range(4)])
        done.set()

    async with serve(handle, "127.0.0.1", 0, create_connection=Connection) as server:
        host, port = server.sockets[0].getsockname()[:2]
        async with connect(f"ws://{host}:{port}", proxy=None) as client:
            await client.send("{}")
            await client.send(b"{}")
            await client.send([b"{", b"}"])
            await client.send(["{", "}"])
            await done.wait()
    assert got[0] == b"{}"
    assert all(message.startswith(b"\xff") for message in got[1:3])
    assert got[3] == b"{}"


async def test_a_write_goes_out_without_waiting_and_a_cut_says_nothing() -> None:
    async def handle(connection: ServerConnection) -> None:
        assert isinstance(connection, Connection)
        connection.write(b"1")
        connection.write(b"2")
        await connection.recv()
        connection.cut()
        connection.write(b"too late, and no error")

    async with serve(handle, "127.0.0.1", 0, create_connection=Connection) as server:
        host, port = server.sockets[0].getsockname()[:2]
        async with connect(f"ws://{host}:{port}", proxy=None) as client:
            assert [await client.recv(), await client.recv()] == ["1", "2"]
            await client.send("cut")
            await client.wait_closed()
            assert client.close_code == 1006


async def test_what_one_turn_writes_leaves_as_one_piece_before_the_close(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pieces: list[bytes] = []

    async def handle(connection: Connection) -> None:
        write = connection.transport.write

        def noted(data: Any) -> None:
            pieces.append(bytes(data))
            write(data)

        monkeypatch.setattr(connection.transport, "write", noted)
        connection.write(b"1")
        connection.write(b"2")
        await asyncio.sleep(0)
        connection.write(b"3")
        await connection.close()

    async with connected(handle) as client:
        assert [await client.recv() for _ in range(3)] == ["1", "2", "3"]
        with pytest.raises(ConnectionClosedOK):
            await client.recv()
    assert pieces[0] == b"\x81\x011\x81\x012"


async def test_a_long_turn_leaves_before_its_end_so_that_a_slow_reader_shows() -> None:
    paused: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def handle(connection: Connection) -> None:
        for _ in range(512):
            connection.write(b"x" * 60_000)
        paused.set_result(connection.paused)
        connection.cut()

    async with connected(handle) as client:
        assert await paused
        client.transport.abort()


async def test_a_write_to_a_closed_connection_does_nothing() -> None:
    written: list[bool] = []

    async def handle(connection: Connection) -> None:
        await connection.close()
        connection.write(b"too late")
        written.append(bool(connection.protocol.writes))

    async with connected(handle) as client:
        await client.wait_closed()
    assert written == [False]


async def test_headers_are_given_once_and_not_kept() -> None:
    agents: list[str | None] = []

    async def handle(connection: Connection) -> None:
        agents.append(connection.take_headers().get("User-Agent"))
        agents.append(connection.take_headers().get("User-Agent"))

    async with connected(handle) as client:
        await client.wait_closed()
    assert agents[0]
    assert agents[1] is None


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536])
def test_a_message_is_framed_as_the_library_would(length: int) -> None:
    data = b"x" * length

    assert _head(length) + data == Frame(Opcode.TEXT, data).serialize(mask=False)
