"""The listener: what is answered before the upgrade, the caps, and the stop."""

from __future__ import annotations

import socket

import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from tests.support.http import get
from tests.support.listening import house
from tests.support.wire_client import WireClient
from tutor_server.transport.presence import Presence
from tutor_shared.errors import UsageError


async def test_health_and_readiness_are_plain_http() -> None:
    async with house() as it:
        assert (await get(f"{it.url}/healthz"))[:2] == (200, "ok\n")
        assert (await get(f"{it.url}/readyz"))[0] == 200
        it.ready[0] = False
        assert (await get(f"{it.url}/readyz"))[0] == 503
        assert (await get(f"{it.url}/healthz"))[0] == 200


async def test_metrics_are_one_page_in_prometheus_text_format() -> None:
    async with house() as it:
        status, page, headers = await get(f"{it.url}/metrics")
        assert (status, page) == (200, "a_number 1\n")
        assert headers.get_all("Content-Type") == ["text/plain; version=0.0.4; charset=utf-8"]


async def test_connections_frames_and_farewells_are_counted() -> None:
    async with house() as it:
        client = await it.guest()
        await WireClient.connect(it.url)
        assert await client.request("ping", "pong") == client.seen[-1]
        assert it.traffic.connections == 2
        assert (it.traffic.frames_in, it.traffic.frames_out) == (2, len(client.seen))
        wrong = await WireClient.connect(it.url)
        await wrong.send("hello", protocol=1, client="x", token="wrong")
        assert await wrong.until_closed() == 4401
        assert it.traffic.byes["unauthorized"] == 1
    assert it.traffic.byes["shutdown"] == 2
    assert it.traffic.connections == 0


@pytest.mark.parametrize("offered", [None, [Subprotocol("chat")]])
async def test_without_the_subprotocol_the_upgrade_is_refused(
    offered: list[Subprotocol] | None,
) -> None:
    async with house() as it:
        with pytest.raises(InvalidStatus) as refused:
            await WireClient.connect(it.url, subprotocols=offered)
        assert refused.value.response.status_code == 400


async def test_w_28_a_foreign_origin_is_refused_and_an_absent_one_is_not() -> None:
    async with house(origins=("https://class.example",)) as it:
        with pytest.raises(InvalidStatus) as refused:
            await WireClient.connect(it.url, origin=Origin("https://evil.example"))
        assert refused.value.response.status_code == 403
        await WireClient.hello(it.url, "ada-token", origin=Origin("https://class.example"))
        await it.guest()


async def test_w_29_over_the_cap_the_upgrade_is_refused_with_retry_after() -> None:
    async with house(max_connections=1) as it:
        await it.guest()
        with pytest.raises(InvalidStatus) as refused:
            await it.guest("bob")
        assert refused.value.response.status_code == 503
        assert int(refused.value.response.headers["Retry-After"]) > 0
        assert (await get(f"{it.url}/healthz"))[0] == 200


async def test_w_29_a_user_has_at_most_three_connections() -> None:
    async with house() as it:
        for _ in range(3):
            await it.guest()
        client = await WireClient.connect(it.url)
        await client.send("hello", protocol=1, client="x", token="ada-token")
        assert await client.until_closed() == 1013
        await it.guest("bob")


async def test_w_26_a_restart_tells_every_client_when_to_come_back() -> None:
    async with house() as it:
        clients = [await it.guest(name) for name in ("ada", "bob", "eve")]
        await it.listener.stop("restart")
        for client in clients:
            assert await client.until_closed() == 1012
            assert client.seen[-1]["code"] == "restart"
            assert client.seen[-1]["retry_after_s"] == 3.5


async def test_a_shutdown_closes_with_1001_also_those_who_said_nothing() -> None:
    async with house() as it:
        silent = await WireClient.connect(it.url)
        client, session = await it.learner()
        await it.listener.stop("shutdown")
        assert await client.until_closed() == 1001
        assert client.seen[-1]["code"] == "shutdown"
        assert await silent.until_closed() == 1001
        assert session.subscriber is None


async def test_after_the_stop_nobody_is_let_in() -> None:
    async with house() as it:
        await it.listener.stop("shutdown")
        with pytest.raises(OSError, match=r"refused|Connect call failed"):
            await WireClient.connect(it.url)


async def test_a_client_that_does_not_close_is_cut_in_bounded_time() -> None:
    async with house(shutdown_s=0.05) as it:
        client = await it.guest()
        client.socket.transport.pause_reading()
        await it.listener.stop("shutdown")
        client.socket.transport.abort()


async def test_a_port_in_use_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} already; stop it or choose"):
            async with house(port=port):
                pass


async def test_a_host_that_is_not_ours_is_a_sentence() -> None:
    with pytest.raises(UsageError, match=r"Cannot listen on 192\.0\.2\.1"):
        async with house(host="192.0.2.1"):
            pass


async def test_presence_counts_welcomed_clients_and_the_last_clean_one_ends_it() -> None:
    presence = Presence()
    async with house(presence) as it:
        stranger = await WireClient.connect(it.url)
        client = await it.guest()
        await stranger.close()
        await client.close()
        await presence.gone()
