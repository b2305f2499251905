"""What a server runs on: uvloop where it is installed, and a garbage collector that seldom looks.

Nearly all that a turn makes is freed by its reference counts, so that a look for cycles after every
700 objects, CPython's default, finds nothing, some thousand times a second.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

#: Objects more made than freed before the collector looks: about a MiB of cycles at the most.
COLLECT_AFTER: Final = 10_000


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on the fastest loop there is."""
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    with asyncio.Runner(loop_factory=_factory()) as runner:
        return runner.run(main)


def _factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
