"""The tool that reads what is known of the learner."""

from __future__ import annotations

from tests.support.classroom import classroom
from tutor_server.tools.student_record import student_record


async def test_what_was_learned_in_a_course_is_read_back_and_nobody_elses() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        await learner.say("1/2")
        await learner.until_state("providing_feedback_correct")
        (known,) = await student_record(room.sessions, "ada", "small")
        assert (known.skill, known.right, known.first_attempts) == ("comparing", 1, 1)
        assert await student_record(room.sessions, "bob", "small") == []
