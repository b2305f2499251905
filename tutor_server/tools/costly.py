"""Which checks may take long, and the way they take: into a worker process.

The types in `TYPES` today are all decided in microseconds, so none is costly and no worker ever
runs. A type that hands what it cannot decide to an algebra system is named in `COSTLY_TYPES`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, Protocol

from tutor_server.tools.jobs import Stage
from tutor_shared.answers.block import Answer, AnswerBlock
from tutor_shared.answers.types import name_of
from tutor_shared.answers.verdict import Verdict

#: Names of answer types, as a course writes them.
COSTLY_TYPES: Final[frozenset[str]] = frozenset()


class Workers(Protocol):
    """Where costly checks are done."""

    async def judge(self, stage: Stage, block: AnswerBlock, text: str) -> Verdict | None:
        """Check or label an answer; raises when that fails or takes too long."""


class Costly:
    """Has the costly answer types judged by `workers`."""

    def __init__(self, workers: Workers, types: Collection[str] = COSTLY_TYPES) -> None:
        self._workers = workers
        self._types = types

    def takes(self, block: AnswerBlock) -> bool:
        """Whether judging this block may take long: its answer, or anything it is matched with."""
        return bool(self._types) and any(name_of(each) in self._types for each in _answers(block))

    async def check(self, block: AnswerBlock, text: str) -> Verdict:
        """Judge without labelling."""
        verdict = await self._workers.judge("check", block, text)
        assert verdict is not None
        return verdict

    async def label(self, block: AnswerBlock, text: str) -> Verdict | None:
        """The known error this answer shows, or None."""
        return await self._workers.judge("label", block, text)


def _answers(block: AnswerBlock) -> Iterator[Answer]:
    yield block.answer
    for listed in (block.accept, block.ungraded, block.known_errors):
        yield from (each.match for each in listed)
