"""Which checks go to a worker, and what a learner sees when one comes to nothing."""

from __future__ import annotations

import pytest

from tests.support.classroom import classroom
from tests.support.small_course import half_plus_third
from tutor_server.store.memory import MemorySessions, MemoryStore
from tutor_server.tools.costly import COSTLY_TYPES, Costly
from tutor_server.tools.jobs import Stage
from tutor_server.tools.toolbox import Toolbox
from tutor_shared.answers.block import Accept, AnswerBlock, KnownError, Number, Text, Ungraded
from tutor_shared.answers.judge import check, label
from tutor_shared.answers.types import TYPES
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import WorkerFailed

BLOCK = half_plus_third().variants[0].block
WORDS = Text(("mitosis",))


class FakeWorkers:
    """Judges in place, or fails."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.stages: list[Stage] = []
        self._fault = fault

    async def judge(self, stage: Stage, block: AnswerBlock, text: str) -> Verdict | None:
        self.stages.append(stage)
        if self._fault is not None:
            raise self._fault
        return check(block, text) if stage == "check" else label(block, text)


def test_no_type_of_today_is_costly_and_every_costly_one_is_a_type() -> None:
    assert not Costly(FakeWorkers()).takes(BLOCK)
    assert TYPES.keys() >= COSTLY_TYPES


@pytest.mark.parametrize(
    ("block", "costly"),
    [
        (AnswerBlock(Number("1")), True),
        (AnswerBlock(WORDS), False),
        (AnswerBlock(WORDS, accept=(Accept(Number("1")),)), True),
        (AnswerBlock(WORDS, ungraded=(Ungraded(Number("1")),)), True),
        (AnswerBlock(WORDS, known_errors=(KnownError(Number("1"), "off-by-one"),)), True),
    ],
)
def test_a_block_is_costly_when_anything_it_is_matched_with_is(
    block: AnswerBlock, costly: bool
) -> None:
    assert Costly(FakeWorkers(), {"number"}).takes(block) == costly


async def test_both_stages_of_a_costly_check_go_to_a_worker() -> None:
    workers = FakeWorkers()
    tools = Toolbox(MemorySessions(MemoryStore()), Costly(workers, {"number"}))
    assert (await tools.check_answer(BLOCK, "5/6")).verdict == "correct"
    known = await tools.label_common_errors(BLOCK, "2/5")
    assert known is not None
    assert known.misconception == "adds-across"
    assert workers.stages == ["check", "label"]


@pytest.mark.parametrize("fault", [TimeoutError(), WorkerFailed("died")])
async def test_t_15_a_costly_check_that_comes_to_nothing_is_ungraded_and_never_wrong(
    fault: Exception,
) -> None:
    costly = Costly(FakeWorkers(fault), set(TYPES))
    tools = Toolbox(MemorySessions(MemoryStore()), costly)
    async with classroom(tools=tools) as room:
        learner = await room.at_question()
        await learner.say("1/2")
        await learner.until(lambda me: me.seen[-1].get("state") == "awaiting_answer")
        verdicts = [frame["verdict"] for frame in learner.seen if frame.get("verdict")]
        assert verdicts == ["ungraded"]
