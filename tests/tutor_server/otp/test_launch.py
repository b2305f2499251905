"""From a specification to a running process, or to nothing at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tutor_server.otp.processes import Deed, doer_spec, other_tasks, raising
from tutor_server.otp.launch import launch
from tutor_server.otp.registry import Registry
from tutor_server.otp.spec import ChildSpec
from tutor_shared.errors import AlreadyStarted, BadSpec, StartFailed


async def test_the_name_is_registered_before_init_runs() -> None:
    registry, log = Registry[Deed](), list[Any]()
    ref = launch(doer_spec(name="ada", log=log), registry)
    assert registry.lookup("ada") is ref
    assert log == []
    await ref.stop()


async def test_r_02_the_second_under_a_name_does_nothing() -> None:
    registry = Registry[Deed]()
    owner = launch(doer_spec(name="ada"), registry)
    with pytest.raises(AlreadyStarted) as refused:
        launch(ChildSpec("second", raising(), name="ada"), registry)  # type: ignore[arg-type]  # never called
    assert refused.value.owner is owner
    await owner.stop()


async def test_s_17_what_start_raised_is_the_cause() -> None:
    with pytest.raises(StartFailed, match="Remove the cause") as failed:
        launch(ChildSpec("child", raising(ZeroDivisionError)), None)  # type: ignore[arg-type]  # it raises
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    assert other_tasks() == set()


async def test_s_17_rubbish_is_named() -> None:
    with pytest.raises(StartFailed, match="gave str"):
        launch(ChildSpec("child", lambda: "rubbish"), None)  # type: ignore[arg-type,return-value]  # the mistake under test


async def test_r_14_a_name_where_there_is_no_registry_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadSpec, match="Give its supervisor a registry"):
        launch(doer_spec(name="ada"), None)
