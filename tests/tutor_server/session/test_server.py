"""The session's process: saved before said, one owner, and a restart that takes up what was left."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support.classroom import Classroom, Learner, classroom
from tutor_server.session import server
from tutor_server.session.ports import Batch
from tutor_server.session.reducer.apply import apply
from tutor_server.session.server import GRACE_S
from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import StoreUnavailable
from tutor_shared.wire import frames


class HangingTools:
    """Tools that never answer, or crash."""

    def __init__(self, crash: Exception | None = None) -> None:
        self._crash = crash

    async def check_answer(self, block: AnswerBlock, text: str) -> Verdict:
        if self._crash:
            raise self._crash
        await asyncio.Event().wait()
        raise AssertionError

    async def label_common_errors(self, block: AnswerBlock, text: str) -> Verdict | None:
        return None

    async def student_record(self, user: str, syllabus: str) -> tuple[()]:
        return ()


async def test_a_new_session_begins_when_its_learner_is_there() -> None:
    async with classroom() as room:
        learner = await room.join()
        assert learner.seat is not None
        assert (learner.seat.seq, learner.seat.state) == (0, "initializing")
        await learner.until(lambda me: len(me.seen) == 4)
        assert learner.seqs() == [1, 2, 3, 4]


async def test_w_10_nothing_is_said_before_it_is_saved() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        seen_at_commit: list[tuple[int, int]] = []

        def before(batch: Batch) -> None:
            seen_at_commit.append((len(learner.seen), len(learner.replies)))

        room.journal.before = before
        seen, replies = len(learner.seen), len(learner.replies)
        await learner.say("1/2")
        assert seen_at_commit[0] == (seen, replies)


async def test_an_ack_goes_before_the_events_of_its_frame() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        reply = await learner.say("1/2")
        assert reply["type"] == "ack"
        await learner.until_state("providing_feedback_correct")
        assert reply["seq"] == next(f["seq"] for f in learner.seen if f.get("kind") == "answer")


async def test_w_06_the_same_frame_again_gets_the_same_ack_and_has_no_second_effect() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        frame = frames.Say("the-very-same-frame", "1/2")
        first = await learner.send(frame)
        await learner.until_state("providing_feedback_correct")
        rows = len(learner.seen)
        assert await learner.send(frame) == first
        await learner.next()
        assert await learner.send(frame) == first
        assert sum(f.get("kind") == "answer" for f in learner.seen) == 1
        assert rows < len(learner.seen)


async def test_w_06_a_repeated_frame_is_known_after_a_restart() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        frame = frames.Say("the-very-same-frame", "1/2")
        first = await learner.send(frame)
        await crash(room, learner)
        again = await room.join()
        assert await again.send(frame) == first


async def test_w_07_the_same_id_with_another_body_is_a_conflict_and_the_first_is_kept() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        await learner.send(frames.Say("the-very-same-frame", "1/2"))
        await learner.until_state("providing_feedback_correct")
        reply = await learner.send(frames.Say("the-very-same-frame", "1/3"))
        assert (reply["type"], reply["code"]) == ("error", "conflict")
        assert sum(f.get("kind") == "answer" for f in learner.seen) == 1


async def test_f_02_of_a_hundred_rapid_answers_one_is_taken_and_each_gets_a_reply() -> None:
    async with classroom(tools=HangingTools()) as room:
        learner = await room.at_question()
        assert learner.seat is not None
        await asyncio.gather(
            *(learner.seat.push(frames.Say(learner.fresh(), "1/2")) for _ in range(100))
        )
        count = len(learner.replies)
        await learner.until(lambda me: len(me.replies) >= 101)
        kinds = [reply.get("code", reply["type"]) for reply in learner.replies[1:]]
        assert count <= 101
        assert (kinds.count("ack"), kinds.count("busy")) == (1, 99)


@pytest.mark.looptime
async def test_f_03_a_check_that_takes_too_long_is_given_back_ungraded() -> None:
    async with classroom(tools=HangingTools()) as room:
        learner = await room.at_question()
        await learner.say("1/2")
        await learner.until_state("awaiting_answer")
        assert learner.seen[-2]["verdict"] == "ungraded"


async def test_f_03_a_check_that_crashes_is_given_back_ungraded(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("CRITICAL")
    async with classroom(tools=HangingTools(ZeroDivisionError())) as room:
        learner = await room.at_question()
        await learner.say("1/2")
        await learner.until_state("awaiting_answer")
        assert learner.seen[-2]["verdict"] == "ungraded"


async def test_f_03_cancelling_stops_the_check_and_frees_the_lesson() -> None:
    async with classroom(tools=HangingTools()) as room:
        learner = await room.at_question()
        await learner.say("1/2")
        await learner.send(frames.Cancel(learner.fresh()))
        await learner.until_state("awaiting_answer")
        for _ in range(3):
            await asyncio.sleep(0)
        assert len(room.executor) == 0


async def test_w_18_a_second_terminal_takes_over_and_the_first_is_told_before() -> None:
    async with classroom() as room:
        first = await room.at_question()
        second = await room.join()
        assert first.words == ["taken_over"]
        await second.say("1/2")
        await second.until_state("providing_feedback_correct")
        assert first.states()[-1] == "awaiting_answer"


async def test_f_03_after_a_takeover_the_verdict_goes_to_the_new_terminal() -> None:
    async with classroom(tools=HangingTools()) as room:
        first = await room.at_question()
        await first.say("1/2")
        second = await room.join()
        assert second.seat is not None
        assert second.seat.state == "evaluating_answer"
        await second.send(frames.Cancel(second.fresh()))
        await second.until_state("awaiting_answer")


async def test_f_04_an_answer_pending_at_a_crash_is_judged_once_after_the_restart() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        room.journal.faults.append(StoreUnavailable("the disk is full"))
        frame = frames.Say(learner.fresh(), "1/2")
        refused = await learner.send(frame)
        assert refused["code"] == "unavailable"
        await learner.until(lambda me: me.words == ["crash"])
        again = await room.join()
        reply = await again.send(frame)
        assert reply["type"] == "ack"
        await again.until_state("providing_feedback_correct")


async def test_s_06_one_crash_leaves_the_other_sessions_alone() -> None:
    async with classroom() as room:
        learners = [await room.at_question(f"learner-{n}") for n in range(20)]
        await crash(room, learners[0])
        for learner in learners[1:]:
            assert learner.words == []
            assert (await learner.say("1/2"))["type"] == "ack"


async def test_a_session_goes_on_from_its_last_committed_event_after_a_crash() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        await crash(room, learner)
        again = await room.join()
        assert again.seat is not None
        assert again.seat.state == "awaiting_answer"
        assert again.seat.seq == learner.seqs()[-1]
        assert again.seat.epoch > 1


async def test_f_12_a_session_that_lost_its_epoch_stops_and_writes_no_more() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        await room.sessions.open(
            "ada",
            room.courses.get("small")[1],
            restart=False,
            owner="another-server",
            at=room.world.clock.now(),
        )
        assert learner.seat is not None
        await learner.seat.push(frames.Say(learner.fresh(), "1/2"))
        await learner.until(lambda me: me.words == ["shutdown"])
        assert sum(f.get("kind") == "answer" for f in learner.seen) == 0


@pytest.mark.looptime
async def test_f_11_a_session_nobody_comes_back_to_is_unloaded_and_reloads_as_it_was() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        assert learner.seat is not None
        await learner.seat.leave()
        await asyncio.sleep(GRACE_S + 1)
        assert room.lessons.supervisor.count().total == 0
        again = await room.join()
        assert again.seat is not None
        assert again.seat.state == "awaiting_answer"


async def test_f_01_only_the_sessions_own_task_steps_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tasks: set[asyncio.Task[object] | None] = set()

    def watched(*arguments: Any) -> Any:
        tasks.add(asyncio.current_task())
        return apply(*arguments)

    monkeypatch.setattr(server, "apply", watched)
    async with classroom() as room:
        learner = await room.at_question()
        await learner.say("1/2")
        await learner.until_state("providing_feedback_correct")
    assert len(tasks) == 1


async def test_f_07_a_defect_in_the_rules_ends_the_process_and_leaves_what_was_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with classroom() as room:
        learner = await room.at_question()
        assert learner.seat is not None

        def defective(*_: object) -> Any:
            raise ZeroDivisionError

        with monkeypatch.context() as patched:
            patched.setattr(server, "apply", defective)
            await learner.seat.push(frames.Say(learner.fresh(), "1/2"))
            await learner.until(lambda me: me.words == ["crash"])
        again = await room.join()
        assert again.seat is not None
        assert (again.seat.state, again.seat.seq) == ("awaiting_answer", learner.seqs()[-1])


async def test_w_21_leaving_keeps_the_session_and_rejoining_at_once_works() -> None:
    async with classroom() as room:
        learner = await room.at_question()
        assert learner.seat is not None
        await learner.seat.leave()
        again = await room.join()
        assert again.seat is not None
        assert (again.seat.session, again.seat.state) == (learner.seat.session, "awaiting_answer")
        assert learner.words == []


async def crash(room: Classroom, learner: Learner) -> None:
    """Make the learner's next commit fail in an unforeseen way, and see the process end."""
    assert learner.seat is not None
    room.journal.faults.append(RuntimeError("a defect"))
    await learner.seat.push(frames.Say(learner.fresh(), "1/3"))
    await learner.until(lambda me: me.words == ["crash"])
