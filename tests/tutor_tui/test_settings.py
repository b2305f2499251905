from __future__ import annotations

from pathlib import Path

import pytest

from tutor_shared.errors import UsageError
from tutor_tui.settings import address, resolve


def test_flags_go_over_the_environment() -> None:
    settings = resolve(None, Path("/flag"), {"TUTOR_DATA_DIR": "/env"})
    assert settings.data_dir == Path("/flag")
    assert resolve(None, None, {"TUTOR_DATA_DIR": "/env"}).data_dir == Path("/env")


def test_without_either_the_systems_own_place_for_data_is_used() -> None:
    assert resolve(None, None, {}).data_dir.name == "tutor"


def test_the_token_comes_from_the_environment_and_is_not_shown() -> None:
    settings = resolve("ws://127.0.0.1:1", None, {"TUTOR_TOKEN": " abc\n"})
    assert settings.token == "abc"
    assert "abc" not in repr(settings)
    assert resolve(None, None, {"TUTOR_TOKEN": ""}).token is None


@pytest.mark.parametrize("token", ["a b", "a\x1bb", "é"])
def test_a_token_that_cannot_stand_in_a_header_is_refused_unseen(token: str) -> None:
    with pytest.raises(UsageError, match="TUTOR_TOKEN") as raised:
        resolve(None, None, {"TUTOR_TOKEN": token})
    assert token not in str(raised.value)


@pytest.mark.parametrize("good", ["ws://127.0.0.1:8765", "wss://tutor.example/ws", "ws://[::1]:1"])
def test_an_address_of_a_server_is_taken_as_it_is(good: str) -> None:
    assert address(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "localhost:8765",
        "http://localhost",
        "ws://",
        "ws://h:99999",
        "ws://h:x",
        "ws://[::1",
        "ws://h\x1b[2J",
        "ws://a b",
        "ws://h:0",
    ],
)
def test_anything_else_is_told_what_an_address_looks_like(bad: str) -> None:
    with pytest.raises(UsageError, match="ws://HOST:PORT") as raised:
        address(bad)
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize("leaky", ["ws://me:pw@h", "ws://h/?token=abc", "ws://h/#abc"])
def test_c_08_a_token_never_stands_in_the_address(leaky: str) -> None:
    with pytest.raises(UsageError, match="TUTOR_TOKEN"):
        address(leaky)
