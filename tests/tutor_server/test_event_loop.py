"""The loop a server runs on."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tutor_server import event_loop


async def loop_name() -> str:
    return type(asyncio.get_running_loop()).__module__


def test_uvloop_is_used_where_it_is_installed() -> None:
    pytest.importorskip("uvloop", reason="the extra `fast` is not installed")
    assert event_loop.run(loop_name()) == "uvloop"


def test_without_uvloop_it_is_asyncios_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert event_loop.run(loop_name()).startswith("asyncio")
