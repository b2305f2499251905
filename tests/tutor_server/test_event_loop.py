"""The loop a server runs on."""

from __future__ import annotations

import asyncio
import gc
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


def test_the_collector_of_cycles_seldom_looks() -> None:
    async def threshold() -> int:
        return gc.get_threshold()[0]

    before = gc.get_threshold()
    try:
        assert event_loop.run(threshold()) == event_loop.COLLECT_AFTER
    finally:
        gc.set_threshold(*before)
