"""From a token to a user."""

from __future__ import annotations

import pytest
from websockets.datastructures import Headers

from tests.support.fake_lessons import FakeUsers
from tutor_server.transport.authentication import authenticate, bearer


@pytest.mark.parametrize(
    ("value", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic abc", None),
        ("Bearer ", None),
        ("abc", None),
    ],
)
def test_only_a_bearer_header_carries_a_token(value: str, token: str | None) -> None:
    assert bearer(Headers({"Authorization": value})) == token


def test_no_header_and_two_headers_carry_none() -> None:
    assert bearer(Headers()) is None
    two = Headers([("Authorization", "Bearer a"), ("Authorization", "Bearer b")])
    assert bearer(two) is None


@pytest.mark.parametrize(
    ("hello", "header", "user"),
    [
        ("ada-token", None, "ada"),
        (None, "ada-token", "ada"),
        ("ada-token", "bob-token", "ada"),
        ("", "bob-token", None),
        ("wrong", "bob-token", None),
        (None, None, None),
        ("x" * 600 + "-token", None, None),
        ("\ud800-token", None, None),
    ],
)
async def test_the_token_in_hello_wins_and_rubbish_is_nobody(
    hello: str | None, header: str | None, user: str | None
) -> None:
    assert await authenticate(FakeUsers(), hello=hello, header=header) == user
