"""A process by its name, looked up at each use, so that a restart is not noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from tutor_server.otp.ref import CALL_S, ProcessRef
from tutor_server.otp.reply import Reply
from tutor_shared.errors import NoProcess

M_contra = TypeVar("M_contra", contravariant=True)
R = TypeVar("R")


class NamedRef(Generic[M_contra]):
    """Speaks to whoever holds the name now. `find` is the registry's lookup of that name."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[], ProcessRef[M_contra] | None]) -> None:
        self._find = find

    @property
    def alive(self) -> bool:
        """Whether somebody holds the name."""
        return self._find() is not None

    def tell(self, message: M_contra) -> None:
        """As `ProcessRef.tell`; does nothing when nobody holds the name."""
        ref = self._find()
        if ref is not None:
            ref.tell(message)

    async def push(self, message: M_contra) -> None:
        """As `ProcessRef.push`; NoProcess at once when nobody holds the name."""
        await self._holder().push(message)

    async def ask(
        self, make_message: Callable[[Reply[R]], M_contra], timeout_s: float = CALL_S
    ) -> R:
        """As `ProcessRef.ask`; NoProcess at once when nobody holds the name."""
        return await self._holder().ask(make_message, timeout_s)

    def _holder(self) -> ProcessRef[M_contra]:
        ref = self._find()
        if ref is None:
            raise NoProcess("Nobody holds that name now. Start the process first.")
        return ref
