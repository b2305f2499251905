"""What may stand in a log line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_server.log_safety import mask_url, safe, secrets_in

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), anything))
def test_p_35_no_control_or_bidi_character_is_left(event: dict[str, Any]) -> None:
    written = repr(list(walk(safe(event))))
    assert written.isprintable()


def walk(value: Any) -> Any:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(key)
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)
    elif isinstance(value, str):
        assert not any(ch < " " or "\x7f" <= ch <= "\x9f" or ch in "\u202e\u2066" for ch in value)
        yield len(value)


@pytest.mark.parametrize(
    "value",
    [
        "Authorization: Bearer CANARY",
        "postgresql://user:CANARY@host/db",
        '{"type":"hello","token":"CANARY"}',
        "http://x/?token=CANARY",
        "Hello(token='CANARY')",
        {"Token": "CANARY", "deep": {"password": "CANARY"}},
        ["bearer  CANARY"],
        "Authorization: Basic CANARY==",
        "authorization=Token CANARY",
        {"Cookie": "session=CANARY", "x": "Cookie: a=b; session=CANARY"},
        "x-api-key: CANARY",
        "Incorrect API key provided: sk-CANARY-0123",
        "wss://host/tutor?a=1&access_token=CANARY",
    ],
)
def test_p_35_secrets_are_struck_out(value: Any) -> None:
    assert "CANARY" not in json.dumps(safe({"value": value, "exception": str(value)}))


def test_p_35_a_secret_of_the_environment_is_struck_out_wherever_it_stands() -> None:
    known = secrets_in(
        {"PGPASSWORD": "CANARY-1", "SOME_API_KEY": "CANARY-2", "HOME": "/root", "A_KEY": "short"}
    )
    assert known == {"CANARY-1", "CANARY-2"}
    event = {"exception": "no CANARY-1", "CANARY-2": ["CANARY-1", {"x": "CANARY-2", "n": 1}]}
    shown = safe(event, known)
    assert shown == {"exception": "no ***", "***": ["***", {"x": "***", "n": 1}]}


def test_an_address_without_a_secret_stays_whole() -> None:
    assert safe({"url": "ws://127.0.0.1:8765"}) == {"url": "ws://127.0.0.1:8765"}


def test_a_stack_keeps_its_lines_and_its_end() -> None:
    shown = safe({"exception": "x" * 9_000 + "\n\x1b[31mValueError", "event": "a\nb"})
    assert shown["exception"].endswith("x\n\\x1b[31mValueError")
    assert len(shown["exception"]) < 4_000
    assert shown["event"] == "a\\nb"


def test_long_values_are_cut_and_odd_ones_are_shown() -> None:
    class Odd:
        def __repr__(self) -> str:
            raise RuntimeError

    shown = safe({"long": "x" * 9_000, "odd": Odd(), "many": list(range(1_000)), "one": 1})
    assert len(shown["long"]) < 1_100
    assert shown["odd"] == "<Odd>"
    assert len(shown["many"]) == 50
    assert shown["one"] == 1


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("postgresql://u:p@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:p@ss:w@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u@h/d?password=p&x=1", "postgresql://u@h/d?password=***&x=1"),
        ("sqlite:///a:b@c", "sqlite:///a:b@c"),
        ("postgresql://h:5432/d", "postgresql://h:5432/d"),
    ],
)
def test_a_password_is_masked_and_nothing_else(url: str, masked: str) -> None:
    assert mask_url(url) == masked
