"""Plain numbers, from zero on."""

from __future__ import annotations

from tutor_server.transport.traffic import Traffic
from tutor_shared.wire.frames import CLOSE_CODES


def test_every_farewell_of_the_protocol_is_counted_for_itself() -> None:
    one, other = Traffic(), Traffic()
    one.byes["slow"] += 1
    assert one.byes == dict.fromkeys(CLOSE_CODES, 0) | {"slow": 1}
    assert set(other.byes.values()) == {0}
    assert (one.connections, one.frames_in, one.frames_out) == (0, 0, 0)
