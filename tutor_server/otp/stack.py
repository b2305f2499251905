"""Where a suspended task hangs, down to the innermost await."""

from __future__ import annotations

import asyncio
import traceback
from types import FrameType
from typing import Any


def awaiting(task: asyncio.Task[Any]) -> str:
    """The chain of awaits of a task, outermost first, as a traceback prints it.

    asyncio's own `print_stack` shows the outermost coroutine only.
    """
    frames: list[tuple[FrameType, int]] = []
    link: Any = task.get_coro()
    while link is not None:
        frame = getattr(link, "cr_frame", None) or getattr(link, "gi_frame", None)
        if frame is not None:
            frames.append((frame, frame.f_lineno))
        link = getattr(link, "cr_await", None) or getattr(link, "gi_yieldfrom", None)
    return "".join(traceback.StackSummary.extract(iter(frames)).format())
