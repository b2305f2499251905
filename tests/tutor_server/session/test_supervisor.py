"""Starting sessions, finding them, and keeping each one's faults to itself."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.classroom import Learner, classroom
from tutor_server.session.quarantine import MAX_CRASHES
from tutor_shared.errors import NoProcess, WireError
from tutor_shared.wire import frames


async def test_r_15_many_joins_at_once_start_one_process() -> None:
    async with classroom() as room:
        learners = await asyncio.gather(*(room.join() for _ in range(50)))
        assert room.lessons.supervisor.count().total == 1
        assert len({learner.seat.session for learner in learners if learner.seat}) == 1
        assert sum(learner.words == [] for learner in learners) == 1


async def test_restart_begins_a_new_session_from_one() -> None:
    async with classroom() as room:
        first = await room.at_question()
        second = await room.join(restart=True)
        assert first.seat is not None
        assert second.seat is not None
        assert second.seat.session != first.seat.session
        assert first.words == ["taken_over"]
        await second.until(lambda me: len(me.seen) == 4)
        assert second.seqs() == [1, 2, 3, 4]


async def test_a_session_restarted_after_a_crash_does_not_begin_anew_a_second_time() -> None:
    async with classroom() as room:
        learner = await room.join(restart=True)
        assert learner.seat is not None
        await learner.until_state("exposition")
        room.journal.faults.append(RuntimeError("a defect"))
        await learner.seat.push(frames.Next(learner.fresh()))
        await learner.until(lambda me: me.words == ["crash"])
        again = await room.join()
        assert again.seat is not None
        assert again.seat.session == learner.seat.session


async def test_an_unknown_course_is_refused_with_those_there_are() -> None:
    async with classroom() as room:
        with pytest.raises(WireError, match="small") as refused:
            await room.lessons.join("ada", "else", restart=False, subscriber=Learner())
        assert refused.value.code == "unknown_syllabus"


async def test_a_broken_course_is_refused_with_what_lint_says() -> None:
    async with classroom() as room:
        room.courses.broken = True
        with pytest.raises(WireError, match="tutor lint") as refused:
            await room.join()
        assert refused.value.code == "invalid_syllabus"


@pytest.mark.parametrize("fate", ["broken", "gone"])
async def test_f_10_a_course_taken_away_does_not_end_a_lesson_begun_with_it(fate: str) -> None:
    async with classroom() as room:
        learner = await room.at_question()
        assert learner.seat is not None
        setattr(room.courses, fate, True)
        room.journal.faults.append(RuntimeError("a defect"))
        await learner.seat.push(frames.Say(learner.fresh(), "1/2"))
        await learner.until(lambda me: me.words == ["crash"])
        again = await room.join()
        await again.say("1/2")
        await again.until_state("providing_feedback_correct")


async def test_s_50_a_session_that_keeps_crashing_waits_and_its_learners_next_join_frees_it() -> (
    None
):
    async with classroom() as room:
        bystander = await room.at_question("bystander")
        for number in range(MAX_CRASHES):
            learner = await room.join()
            await learner.until(lambda me: me.seat is not None)
            assert learner.seat is not None
            room.journal.faults.append(RuntimeError("a defect"))
            await learner.seat.push(frames.Next(learner.fresh()))
            last = number == MAX_CRASHES - 1
            await learner.until(lambda me: me.words)
            assert learner.words == ["quarantined" if last else "crash"]
        assert room.lessons.supervisor.count().waiting == 1
        assert (await bystander.say("1/2"))["type"] == "ack"
        again = await room.join()
        assert (await again.next())["type"] == "ack"


async def test_a_seat_in_a_session_that_ended_says_so() -> None:
    async with classroom() as room:
        learner = await room.join()
        assert learner.seat is not None
        await room.lessons.supervisor.stop()
        with pytest.raises(NoProcess):
            learner.seat.offer(frames.Next(learner.fresh()))
        await learner.seat.leave()


async def test_r_16_when_all_have_left_nothing_is_kept() -> None:
    async with classroom() as room:
        for number in range(10):
            await room.join(f"learner-{number}")
        await room.lessons.supervisor.stop()
        assert len(room.lessons.registry.names) == 0
        assert len(room.executor) == 0
