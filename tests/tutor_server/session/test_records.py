"""Reading records."""

from __future__ import annotations

import pytest

from tests.support.classroom import classroom
from tutor_server.session.records import Records
from tutor_shared.errors import WireError


async def test_the_record_of_a_course_begun_tells_what_happened_in_it() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        await learner.say("1/3")
        await learner.until(lambda me: any(f.get("misconception") for f in me.seen))
        (record,) = await Records(room.sessions, room.courses).read("ada", None)
        assert (record.syllabus, record.status) == ("small", "active")
        assert [m.id for m in record.misconceptions] == ["bigger-bottom"]


async def test_a_course_not_begun_can_be_asked_for_and_is_new() -> None:
    async with classroom() as room:
        records = Records(room.sessions, room.courses)
        assert await records.read("ada", None) == []
        (record,) = await records.read("ada", "small")
        assert record.status == "new"


async def test_a_course_that_is_not_there_is_refused() -> None:
    async with classroom() as room:
        with pytest.raises(WireError) as refused:
            await Records(room.sessions, room.courses).read("ada", "else")
        assert refused.value.code == "unknown_syllabus"


async def test_another_learners_record_is_not_in_mine() -> None:
    async with classroom() as room:
        await room.at_question("bob")
        assert await Records(room.sessions, room.courses).read("ada", None) == []
