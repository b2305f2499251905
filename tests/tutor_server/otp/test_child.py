"""S-38: which ends are news."""

from __future__ import annotations

import pytest

from tests.tutor_server.otp.processes import Doer, doer_spec
from tutor_server.otp.child import Child, ChildState
from tutor_server.otp.process import spawn
from tutor_server.otp.reasons import KILLED, NORMAL, SHUTDOWN, Abandoned, Crash, Reason

CRASH = Crash(ValueError())


@pytest.mark.parametrize(
    ("state", "excused", "reason", "news"),
    [
        ("running", False, CRASH, True),
        ("running", False, KILLED, True),
        ("running", False, NORMAL, False),
        ("running", False, SHUTDOWN, False),
        ("restarting", False, CRASH, True),
        ("starting", False, CRASH, False),
        ("starting", False, Abandoned(), True),
        ("stopping", False, KILLED, True),
        ("stopping", True, KILLED, False),
        ("stopping", True, Abandoned(), True),
        ("stopping", True, CRASH, True),
    ],
    ids=str,
)
async def test_s_38_what_is_reported(
    state: ChildState, excused: bool, reason: Reason, news: bool
) -> None:
    ref = spawn(Doer())
    child = Child(doer_spec(), ref)
    child.state, child.excused = state, excused
    assert child.is_news(reason) is news
    await ref.stop()
