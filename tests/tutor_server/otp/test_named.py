"""A process by its name."""

from __future__ import annotations

import pytest

from tests.tutor_server.otp.processes import Deed, Doer, answering, raising
from tutor_server.otp.named import NamedRef
from tutor_server.otp.process import start
from tutor_server.otp.ref import ProcessRef
from tutor_shared.errors import NoProcess


async def test_it_speaks_to_whoever_holds_the_name_now() -> None:
    holders: list[ProcessRef[Deed]] = [await start(Doer()), await start(Doer())]
    named, log = NamedRef(lambda: holders[0]), list[str]()
    named.tell(lambda: log.append("told"))
    del holders[0]
    await named.push(lambda: log.append("pushed"))
    assert await named.ask(answering("answer")) == "answer"
    assert log == ["told", "pushed"]
    assert named.alive


async def test_m_07_a_cast_to_an_unknown_name_does_nothing() -> None:
    named = NamedRef[Deed](lambda: None)
    named.tell(raising())
    assert not named.alive


async def test_r_11_a_call_or_push_to_nobody_is_refused_at_once() -> None:
    named = NamedRef[Deed](lambda: None)
    with pytest.raises(NoProcess, match="Start the process"):
        await named.ask(lambda _: raising())
    with pytest.raises(NoProcess):
        await named.push(raising())
