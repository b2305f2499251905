"""S: specifications are checked when they are written, and decide about restarts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tutor_server.otp.processes import Doer
from tutor_server.otp.reasons import KILLED, NORMAL, SHUTDOWN, Crash, Reason
from tutor_server.otp.spec import ChildSpec, Restart, wants_restart
from tutor_shared.errors import BadSpec


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"id": None}, "no id"),
        ({"id": ""}, "no id"),
        ({"start": None}, "no start"),
        ({"start": "Doer"}, "no start"),
        ({"restart": "often"}, "restart"),
        ({"restart": None}, "restart"),
        ({"shutdown": -1}, "out of range"),
        ({"shutdown": float("inf")}, "out of range"),
        ({"shutdown": float("nan")}, "out of range"),
        ({"shutdown": True}, "no time"),
        ({"shutdown": "soon"}, "no time"),
        ({"shutdown": None}, "no time"),
    ],
    ids=str,
)
def test_s_19_a_bad_field_is_refused_with_its_own_reason(
    fields: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadSpec, match=fault):
        ChildSpec(**{"id": "child", "start": Doer, **fields})


@pytest.mark.parametrize("shutdown", [0, 1.5, "brutal", "infinity"])
def test_every_kind_of_shutdown_is_taken(shutdown: Any) -> None:
    assert ChildSpec("child", Doer, shutdown=shutdown).shutdown == shutdown


@pytest.mark.parametrize(
    ("restart", "expected", "abnormal"),
    [("permanent", True, True), ("transient", False, True), ("temporary", False, False)],
)
def test_who_comes_back_after_what(restart: Restart, *, expected: bool, abnormal: bool) -> None:
    def answers(*reasons: Reason) -> set[bool]:
        return {wants_restart(restart, reason) for reason in reasons}

    assert answers(NORMAL, SHUTDOWN) == {expected}
    assert answers(KILLED, Crash(ValueError())) == {abnormal}
