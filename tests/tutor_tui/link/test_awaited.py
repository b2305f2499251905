from __future__ import annotations

import asyncio

import pytest

from tutor_shared.errors import WireError
from tutor_shared.wire import frames
from tutor_tui.link.awaited import Awaited

LEFT = frames.Left(ref="r1")


def ask(awaited: Awaited, asked: list[str], limit_s: float = 15.0) -> asyncio.Task[object]:
    async def wait() -> object:
        return await awaited.reply("r1", lambda: asked.append("r1"), limit_s)

    return asyncio.create_task(wait())


async def test_a_reply_reaches_who_asked() -> None:
    awaited, asked = Awaited(), list[str]()
    waiting = ask(awaited, asked)
    await asyncio.sleep(0)
    assert asked == ["r1"]
    awaited.resolve("r1", LEFT)
    assert await waiting == LEFT


async def test_an_error_is_raised_where_the_reply_is_awaited() -> None:
    awaited = Awaited()
    waiting = ask(awaited, [])
    await asyncio.sleep(0)
    awaited.resolve("r1", frames.Error(code="unknown_syllabus", message="No such.", ref="r1"))
    with pytest.raises(WireError, match="No such") as raised:
        await waiting
    assert raised.value.code == "unknown_syllabus"


@pytest.mark.looptime
async def test_a_reply_that_does_not_come_is_given_up_in_words() -> None:
    awaited = Awaited()
    with pytest.raises(WireError, match="does not answer"):
        await ask(awaited, [])
    awaited.resolve("r1", LEFT)


async def test_the_end_of_the_link_ends_all_waiting() -> None:
    awaited = Awaited()
    waiting = ask(awaited, [])
    await asyncio.sleep(0)
    awaited.fail("unauthorized", "Not you.")
    awaited.resolve("r1", LEFT)
    with pytest.raises(WireError, match="Not you"):
        await waiting
