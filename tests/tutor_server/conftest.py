"""A main thread with an event loop of its own, closed at the end.

pytest-asyncio asks for the present loop around each test; on Python 3.11 that makes one when there
is none, which nobody closes, and its warning fails whichever test runs when it is collected.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def main_loop() -> Iterator[None]:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    loop.close()
