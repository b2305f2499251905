"""A process: state of its own, handled by one message at a time.

Subclass `Process`, give it its state in `__init__`, and say in `handle` what each message does.
`start` runs it and returns its ref when it is ready; from then on nobody touches the object.

.. code-block:: python

    class Counter(Process[Reply[int]]):
        def __init__(self) -> None:
            self._count = 0

        async def handle(self, message: Reply[int]) -> None:
            self._count += 1
            message.send(self._count)


    counter = await start(Counter())
    assert await counter.ask(lambda reply: reply) == 1
"""

from __future__ import annotations

import asyncio
from typing import ClassVar, Generic, TypeVar

from tutor_server.otp.life import Life
from tutor_server.otp.mailbox import MAILBOX_SIZE, Mailbox
from tutor_server.otp.reasons import Reason
from tutor_server.otp.ref import ProcessRef
from tutor_shared.errors import AlreadyStarted

M = TypeVar("M")


class Process(Generic[M]):
    """What a process does. Each method runs in the process's own task, never two at once.

    `raise Stop(reason)` in `handle` ends it in order; any other exception is a crash. Either way
    `terminate` runs; after a kill it does not.
    """

    __slots__ = ("ref",)

    mailbox_size: ClassVar[int] = MAILBOX_SIZE
    ref: ProcessRef[M]
    """Its own handle, there from the spawn on."""

    async def init(self) -> None:
        """Get ready. Messages wait meanwhile; an exception is a failed start."""

    async def handle(self, message: M) -> None:
        """Do what the message asks for."""
        raise NotImplementedError

    async def terminate(self, reason: Reason) -> None:
        """Clean up before the end. Limited in time by whoever stops it, 5 s after a crash."""

    def ended(self, reason: Reason) -> None:
        """The last call, after every kind of end, kill included. Must not wait."""


def spawn(process: Process[M]) -> ProcessRef[M]:
    """Begin to run a process; init follows in the next turn of the event loop.

    Raises:
        AlreadyStarted: this object was run before; each run needs a new one.
    """
    owner = getattr(process, "ref", None)
    if owner is not None:
        raise AlreadyStarted(owner)
    process.ref = ProcessRef(Life(process, Mailbox(process.mailbox_size)))
    return process.ref


async def start(process: Process[M]) -> ProcessRef[M]:
    """Run a process and return its ref after its init has finished.

    Cancelled meanwhile, the process is killed: nobody would hold it.

    Raises:
        StartFailed: init did not succeed; the cause is chained.
        AlreadyStarted: this object was run before.
    """
    ref = spawn(process)
    try:
        await ref.started()
    except asyncio.CancelledError:
        ref.kill()
        raise
    return ref
