"""All tools behind one port."""

from __future__ import annotations

from tests.support.small_course import half_plus_third
from tutor_server.store.memory import MemorySessions, MemoryStore
from tutor_server.tools.toolbox import Toolbox

BLOCK = half_plus_third().variants[0].block


async def test_every_tool_of_the_port_is_there() -> None:
    tools = Toolbox(MemorySessions(MemoryStore()))
    assert (await tools.check_answer(BLOCK, "5/6")).verdict == "correct"
    label = await tools.label_common_errors(BLOCK, "2/5")
    assert label is not None
    assert label.misconception == "adds-across"
    assert list(await tools.student_record("ada", "small")) == []
