"""Finding a learner's running session."""

from __future__ import annotations

import asyncio

from tests.support.classroom import classroom
from tutor_server.session.registry import SessionRegistry


async def test_a_session_is_found_by_user_and_course_while_it_runs() -> None:
    async with classroom() as room:
        await room.join()
        registry = room.lessons.registry
        assert registry.find(("ada", "small")) is not None
        assert registry.find(("ada", "other")) is None
        assert registry.find(("bob", "small")) is None
        await room.lessons.supervisor.stop()
        assert registry.find(("ada", "small")) is None


async def test_r_13_one_at_a_time_opens_a_session_and_others_go_on() -> None:
    registry = SessionRegistry()
    order: list[str] = []

    async def hold(name: str, course: str) -> None:
        async with registry.alone(("ada", course)):
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(hold("first", "small"), hold("second", "small"), hold("other", "big"))
    assert order.index("second in") > order.index("first out")
    assert order.index("other in") < order.index("first out")
