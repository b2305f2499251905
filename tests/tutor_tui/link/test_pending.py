from __future__ import annotations

from tutor_shared.wire import frames
from tutor_shared.wire.frames import LessonFrame
from tutor_tui.link.pending import MOST_PENDING, MOST_RESENDS, Pending


def numbered(number: int) -> LessonFrame:
    return frames.Next(id=f"frame-{number:012}")


def kept(count: int) -> tuple[Pending, list[LessonFrame]]:
    pending = Pending()
    pushed = [numbered(number) for number in range(count)]
    for frame in pushed:
        assert pending.add(frame)
    return pending, pushed


def test_frames_go_out_in_the_order_they_were_pushed_and_once() -> None:
    pending, pushed = kept(3)
    assert pending.send(1.0) == pushed
    assert pending.send(2.0) == []


def test_c_03_a_hundred_wait_and_the_next_is_refused() -> None:
    pending, _ = kept(MOST_PENDING)
    assert MOST_PENDING == 100
    assert not pending.add(numbered(999))
    assert len(pending) == 100


def test_what_was_on_its_way_goes_again_after_a_loss_with_the_same_ids() -> None:
    pending, pushed = kept(2)
    pending.send(1.0)
    pending.settle(pushed[0].id)
    pending.unsend()
    assert pending.send(2.0) == pushed[1:]


def test_c_15_a_settled_frame_leaves_nothing_behind() -> None:
    pending = Pending()
    for number in range(10_000):
        pending.add(numbered(number))
        assert pending.settle(numbered(number).id)
    assert len(pending) == 0
    assert not pending.settle("frame-never-pushed")


def test_c_04_a_reply_that_does_not_come_in_ten_seconds_is_in_doubt_once() -> None:
    pending, pushed = kept(1)
    assert pending.overdue(1e9) == (False, [])
    pending.send(5.0)
    assert pending.due() == 15.0
    assert pending.overdue(14.9) == (False, [])
    assert pending.overdue(15.0) == (True, [pushed[0].id])
    assert pending.overdue(16.0) == (True, [])


def test_a_frame_is_sent_again_only_so_often() -> None:
    pending, pushed = kept(1)
    tries = 0
    while pending.again(pushed[0].id):
        assert pending.send(float(tries)) == pushed
        tries += 1
    assert tries == MOST_RESENDS


def test_dropped_frames_are_named() -> None:
    pending, pushed = kept(2)
    assert pending.drop() == tuple(frame.id for frame in pushed)
    assert len(pending) == 0
    assert pending.due() == float("inf")
