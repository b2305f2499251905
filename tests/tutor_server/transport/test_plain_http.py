"""Responses before the upgrade."""

from __future__ import annotations

import pytest

from tutor_server.transport.plain_http import reply


def page() -> str:
    return "a_number 1\n"


@pytest.mark.parametrize(
    ("path", "upgrade", "ready", "room", "status"),
    [
        ("/healthz", False, False, False, 200),
        ("/healthz?x=1", False, True, True, 200),
        ("/readyz", False, True, False, 200),
        ("/readyz", False, False, True, 503),
        ("/", False, True, True, 404),
        ("/metrics", False, False, False, 200),
        ("/", True, True, False, 503),
        ("/", True, True, True, None),
        ("/tutor", True, False, True, None),
    ],
)
def test_each_request_has_its_status(
    path: str, upgrade: bool, ready: bool, room: bool, status: int | None
) -> None:
    answer = reply(path, upgrade=upgrade, ready=ready, room=room, metrics=page)
    assert (answer.status if answer else None) == status


def test_w_29_a_full_house_says_when_to_come_back() -> None:
    answer = reply("/", upgrade=True, ready=True, room=False, metrics=page)
    assert answer is not None
    assert int(answer.headers["Retry-After"]) > 0


def test_the_numbers_are_made_when_they_are_asked_for_and_say_their_format() -> None:
    answer = reply("/metrics", upgrade=False, ready=True, room=True, metrics=page)
    assert answer is not None
    assert answer.text == "a_number 1\n"
    assert answer.headers == {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
