"""A row of static children whose starts and ends can be read off, for tests of their order."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any, Self

from tests.tutor_server.otp.processes import Deed, Doer, HandClock, raising, ticks
from tutor_server.otp.intensity import Intensity
from tutor_server.otp.process import Process, start
from tutor_server.otp.reasons import Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.report import Report
from tutor_server.otp.spec import ChildSpec, Restart, Shutdown
from tutor_server.otp.static_supervisor import StaticSupervisor

MANY = Intensity(max_restarts=1000, within_s=5)


class Row:
    """A static supervisor over children a, b, c ….

    `marks` tells each finished init (`+a`) and each end (`-a`), in order. `inits` are run first
    in every init, `clean_ups` in every orderly end; a test changes them as it goes. `on_launch` is
    called with the id before each launch.
    """

    def __init__(
        self,
        ids: str = "abc",
        *,
        kinds: dict[str, Restart] | None = None,
        shutdowns: dict[str, Shutdown] | None = None,
        **options: Any,
    ) -> None:
        self.marks: list[str] = []
        self.inits: dict[str, Deed] = {}
        self.clean_ups: dict[str, Deed] = {}
        self.on_launch: Callable[[str], object] = lambda _id: None
        self.reports: list[Report] = []
        self.clock = HandClock()
        self._kinds, self._shutdowns = kinds or {}, shutdowns or {}
        options = {"clock": self.clock, "report": self.reports.append, **options}
        self.supervisor = StaticSupervisor([self.spec(id) for id in ids], **options)

    def spec(self, id: str) -> ChildSpec[Deed]:
        """The specification of one of the children."""
        return ChildSpec(
            id,
            partial(self._make, id),
            self._kinds.get(id, "permanent"),
            self._shutdowns.get(id, 5.0),
        )

    async def up(self) -> Self:
        """Start it, and forget the marks of that."""
        await start(self.supervisor)
        self.marks.clear()
        return self

    def _make(self, id: str) -> Doer:
        self.on_launch(id)
        return _Marked(id, self)

    def ref(self, id: str) -> ProcessRef[Deed]:
        """The present run of a child, which must be there."""
        ref = self.supervisor.child(id)
        assert ref is not None
        return ref

    async def crash(self, *ids: str) -> list[str]:
        """Have the children crash, wait until all is quiet, and return the marks of it."""
        self.marks.clear()
        for id in ids:
            self.ref(id).tell(raising())
        await self.rest()
        return self.marks

    async def rest(self) -> None:
        """Wait until nothing is being ended or started, and nothing comes of it for a while."""
        siblings, quiet = self.supervisor._siblings, 0
        while quiet < 10:
            await ticks(1)
            quiet = 0 if siblings._ending or siblings._due else quiet + 1

    def states(self) -> dict[Any, str]:
        """Each child's state, by id, from left to right."""
        return {child.id: child.state for child in self.supervisor.children()}


class _Marked(Doer):
    def __init__(self, id: str, row: Row) -> None:
        super().__init__()
        self._id, self._row = id, row

    async def init(self) -> None:
        await _run(self._row.inits.get(self._id))
        self._row.marks.append(f"+{self._id}")

    async def terminate(self, reason: Reason) -> None:
        await _run(self._row.clean_ups.get(self._id))

    def ended(self, reason: Reason) -> None:
        self._row.marks.append(f"-{self._id}")


async def _run(deed: Deed | None) -> None:
    result = deed() if deed is not None else None
    if inspect.isawaitable(result):
        await result


def never() -> Process[Deed]:
    """A start that must not be called."""
    raise AssertionError
