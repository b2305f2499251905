"""What holds for every test: no network but loopback, no settings of the developer's own."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# looptime asks for the current loop around tests that have none; made for it, it would never be closed.
asyncio.set_event_loop(None)

_connect = socket.socket.connect


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host in {"localhost", "::1"} or host.startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuse any connection that leaves this machine."""

    def connect(self: socket.socket, address: Any) -> None:
        if not _is_local(address):
            raise AssertionError(f"a test tried to reach {address}")
        _connect(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]  # that is the guard
    yield
    socket.socket.connect = _connect  # type: ignore[method-assign]  # and back


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the developer's settings and data out of the tests."""
    for name in list(os.environ):
        if name.startswith("TUTOR_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
