"""The first frame."""

from __future__ import annotations

import pytest

from tests.support.fake_lessons import FakeUsers
from tutor_server.transport.greeting import judge, read_hello
from tutor_shared.wire.frames import Bye, Hello


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"type":"ping","ref":"r"}', b'{"type":"hello","protocol":1}', b"\xff"]
)
def test_w_01_only_a_hello_is_a_first_frame(data: bytes) -> None:
    assert read_hello(data) is None


def test_a_hello_is_read() -> None:
    data = b'{"type":"hello","protocol":1,"client":"c","token":"t"}'
    assert read_hello(data) == Hello(protocol=1, client="c", token="t")


@pytest.mark.parametrize(
    ("protocol", "token", "code"),
    [(2, "ada-token", "unsupported"), (1, "no", "unauthorized"), (1, None, "unauthorized")],
)
async def test_a_stranger_is_sent_away(protocol: int, token: str | None, code: str) -> None:
    judged = await judge(Hello(protocol=protocol, client="c", token=token), None, FakeUsers())
    assert isinstance(judged, Bye)
    assert judged.code == code


async def test_a_store_that_is_away_sends_nobody_away_for_good() -> None:
    users = FakeUsers()
    users.broken = True
    judged = await judge(Hello(protocol=1, client="c", token="ada-token"), None, users)
    assert isinstance(judged, Bye)
    assert (judged.code, judged.retry_after_s) == ("overloaded", 2.0)


async def test_a_good_token_is_its_user() -> None:
    assert await judge(Hello(protocol=1, client="c"), "ada-token", FakeUsers()) == "ada"
