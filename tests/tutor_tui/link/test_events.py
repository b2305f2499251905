from __future__ import annotations

from typing import get_args

from tutor_shared.wire.frames import ServerFrame
from tutor_tui.link.events import Incoming, LinkEvent, Refused


def test_the_stream_carries_every_link_event_and_every_server_frame() -> None:
    assert set(get_args(Incoming)) == {*get_args(LinkEvent), *get_args(ServerFrame)}


def test_events_are_values() -> None:
    assert Refused("unauthorized", "No.") == Refused("unauthorized", "No.")
