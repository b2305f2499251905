from __future__ import annotations

from tutor_shared.wire import frames
from tutor_tui.messages import Mistake, Push, TakeSeat


def test_a_message_carries_what_is_asked_for() -> None:
    frame = frames.Next(id="frame-0000000001")
    assert Push(frame).frame is frame
    assert Mistake("No.").sentence == "No."
    assert (TakeSeat("c").course, TakeSeat("c").restart) == ("c", False)
    assert TakeSeat("c", restart=True).restart
