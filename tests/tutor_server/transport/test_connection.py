"""The library's connection with our two additions, over a real socket."""

from __future__ import annotations

import asyncio

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from tutor_server.transport.connection import Connection


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
