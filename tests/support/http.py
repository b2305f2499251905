"""Plain HTTP to a server that mostly speaks WebSocket."""

from __future__ import annotations

import urllib.error
import urllib.request
from asyncio import to_thread
from collections.abc import Mapping
from email.message import Message


async def get(url: str, headers: Mapping[str, str] | None = None) -> tuple[int, str, Message]:
    """The status, text and headers of a page; `url` may be a WebSocket's."""
    return await to_thread(_get, url.replace("ws://", "http://", 1), dict(headers or {}))


def _get(url: str, headers: dict[str, str]) -> tuple[int, str, Message]:
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode(), response.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers
