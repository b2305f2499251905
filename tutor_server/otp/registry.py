"""Names for processes: unique, and free again the moment their owner has ended.

A name that was registered for a process is never found once its task is done, also when the notice
of its end has not come yet. Starting by name happens once, however many ask for it at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any, Generic, TypeVar

from tutor_server.otp.audience import Audience
from tutor_server.otp.locks import KeyLocks
from tutor_server.otp.monitor import Monitor
from tutor_server.otp.named import NamedRef
from tutor_server.otp.names import strict
from tutor_server.otp.reasons import Reason
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registration import Registered, Registration, Unregistered
from tutor_shared.errors import AlreadyStarted, NoProcess

M = TypeVar("M")


class _Entry(Generic[M]):
    """One name as it was given, who has it, and what is kept beside it."""

    __slots__ = ("monitor", "name", "ref", "value")

    def __init__(self, name: Hashable, ref: ProcessRef[M], monitor: Monitor, value: Any) -> None:
        self.name = name
        self.ref = ref
        self.monitor = monitor
        self.value = value


class Registry(Generic[M]):
    """Refs by name, for one kind of process. Names of different types are different names.

    Beside a name a value may be kept, which anybody reads and its owner alone replaces.
    """

    def __init__(self) -> None:
        self._audience = Audience[Registration]()
        self._entries: dict[Hashable, _Entry[M]] = {}
        self._locks = KeyLocks()
        self._starting: dict[Hashable, asyncio.Task[ProcessRef[M]]] = {}

    def __len__(self) -> int:
        """The names that are registered."""
        return len(self._entries)

    @property
    def idle(self) -> bool:
        """Whether nothing is left behind: no name, no start under way, no lock held."""
        return not (self._entries or self._starting or len(self._locks))

    def register(self, name: Hashable, ref: ProcessRef[M], value: Any = None) -> None:
        """Give a process a name, which is freed at its end.

        Raises:
            AlreadyStarted: the name is taken, by this or another process; carries the owner.
        """
        owner = self.lookup(name)
        if owner is not None:
            raise AlreadyStarted(owner)
        key = strict(name)
        dead = self._entries.get(key)
        self._entries[key] = _Entry(name, ref, ref.monitor(partial(self._ended, key)), value)
        if dead is not None:
            dead.monitor.demonitor()
            self._audience.tell(Unregistered(dead.name, dead.ref))
        self._audience.tell(Registered(name, ref))

    def unregister(self, name: Hashable) -> None:
        """Free a name; nothing happens where nobody holds it."""
        key = strict(name)
        if key in self._entries:
            self._entries[key].monitor.demonitor()
            self._free(key)

    def lookup(self, name: Hashable) -> ProcessRef[M] | None:
        """The live process with that name, or None."""
        entry = self._entry(name)
        return None if entry is None else entry.ref

    def value(self, name: Hashable) -> Any:
        """What is kept beside the name; None where nobody alive has it."""
        entry = self._entry(name)
        return None if entry is None else entry.value

    def update_value(self, name: Hashable, ref: ProcessRef[M], update: Callable[[Any], Any]) -> Any:
        """Have the owner, `ref`, replace the value beside its name by `update` of it; returns it.

        Raises:
            NoProcess: that process does not have the name; `update` was not called.
        """
        entry = self._entry(name)
        if entry is None or entry.ref is not ref:
            raise NoProcess("Only the owner of a name may do that. Register the process first.")
        entry.value = update(entry.value)
        return entry.value

    def on_change(self, listener: Callable[[Registration], object]) -> None:
        """Have `listener` told of every name given and freed, once each, in order for each name."""
        self._audience.add(listener)

    def via(self, name: Hashable) -> NamedRef[M]:
        """Whoever holds the name at each use, now and after restarts."""
        return NamedRef(partial(self.lookup, name))

    async def start(
        self, name: Hashable, factory: Callable[[], Awaitable[ProcessRef[M]]]
    ) -> ProcessRef[M]:
        """The process with that name, started with `factory` where there is none.

        Of many that ask at once, one runs `factory` and all get its process, or its error. It
        runs to its end also when they are all cancelled meanwhile.
        """
        key = strict(name)
        starting = self._starting.get(key)
        if starting is None:
            owner = self.lookup(name)
            if owner is not None:
                return owner
            starting = asyncio.create_task(self._start(name, factory))
            self._starting[key] = starting
            starting.add_done_callback(partial(self._start_over, key))
        return await asyncio.shield(starting)

    def lock(self, key: Hashable) -> AbstractAsyncContextManager[None]:
        """Mutual exclusion for the block, one holder a key; freed however the block ends."""
        return self._locks.hold(strict(key))

    async def _start(
        self, name: Hashable, factory: Callable[[], Awaitable[ProcessRef[M]]]
    ) -> ProcessRef[M]:
        ref = await factory()
        # The factory may have registered the name itself, before init, as a supervisor does.
        if ref.alive and self.lookup(name) is not ref:
            self.register(name, ref)
        return ref

    def _start_over(self, key: Hashable, task: asyncio.Task[ProcessRef[M]]) -> None:
        del self._starting[key]
        if not task.cancelled():
            task.exception()

    def _ended(self, key: Hashable, _reason: Reason) -> None:
        if key in self._entries:
            self._free(key)

    def _free(self, key: Hashable) -> None:
        entry = self._entries.pop(key)
        self._audience.tell(Unregistered(entry.name, entry.ref))

    def _entry(self, name: Hashable) -> _Entry[M] | None:
        entry = self._entries.get(strict(name))
        return entry if entry is not None and entry.ref.alive else None
