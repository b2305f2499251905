from __future__ import annotations

import asyncio
import socket

import pytest
from websockets.asyncio.server import ServerConnection, serve

from tests.support.fake_server import FakeServer
from tutor_tui.link.dial import dial
from tutor_tui.link.ending import NO_TUTOR, Ending
from tutor_tui.link.endpoint import Endpoint
from tutor_tui.link.events import Refused


async def failing(url: str) -> Ending:
    ending = await dial(Endpoint(url))
    assert isinstance(ending, Ending)
    return ending


async def test_an_open_socket_speaks_the_subprotocol_without_compression() -> None:
    async with FakeServer() as server:
        connection = await dial(Endpoint(server.url))
        assert not isinstance(connection, Ending)
        assert connection.subprotocol == "tutor.v1"
        await connection.close()


async def test_nobody_there_is_told_with_what_to_do() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        ending = await failing(f"ws://127.0.0.1:{free.getsockname()[1]}")
    assert "No tutor server answers at ws://127.0.0.1" in ending.reason
    assert "(nobody listens there)" in ending.reason
    assert ending.reason.endswith("tutor serve")
    assert ending.http_status is None


async def test_a_name_that_leads_nowhere_is_told_the_same_way() -> None:
    assert "No tutor server" in (await failing("ws://nowhere.invalid:1")).reason


async def test_something_that_speaks_no_http_is_told() -> None:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        ending = await failing(f"ws://127.0.0.1:{port}")
    assert "(what answers is no WebSocket server)" in ending.reason


async def test_w_29_a_full_server_tells_how_long_to_wait() -> None:
    async with FakeServer() as server:
        server.status = 503
        server.retry_after = "7"
        ending = await failing(server.url)
    assert (ending.http_status, ending.retry_after_s) == (503, 7.0)


async def test_a_retry_after_that_is_no_number_is_passed_over() -> None:
    async with FakeServer() as server:
        server.status = 503
        server.retry_after = "Fri, 31 Dec 1999 23:59:59 GMT"
        assert (await failing(server.url)).retry_after_s == 0.0


async def test_a_server_of_another_kind_is_told_from_a_tutor_server() -> None:
    async def talk(peer: ServerConnection) -> None:
        await peer.wait_closed()

    async with serve(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        ending = await failing(f"ws://127.0.0.1:{port}")
    assert ending.refusal == Refused("unsupported", NO_TUTOR)


async def test_the_proxy_of_the_environment_is_not_asked_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    async with FakeServer() as server:
        connection = await dial(Endpoint(server.url))
        assert not isinstance(connection, Ending)
        await connection.close()
