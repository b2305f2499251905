"""From a specification to a running process, with nothing left behind when that fails."""

from __future__ import annotations

from typing import Any, TypeVar

from tutor_server.otp.process import Process, spawn
from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registry import Registry
from tutor_server.otp.spec import ChildSpec
from tutor_shared.errors import AlreadyStarted, BadSpec, StartFailed

M = TypeVar("M")


def launch(spec: ChildSpec[M], registry: Registry[Any] | None) -> ProcessRef[M]:
    """Make the process, run it, and register its name. Its init has yet to run.

    Raises:
        AlreadyStarted: the name is taken; `spec.start` was not called.
        BadSpec: a name, and no registry to keep it.
        StartFailed: `spec.start` raised, or made no new process.
    """
    if spec.name is not None:
        _refuse_taken(spec, registry)
    process = _made(spec)
    try:
        ref = spawn(process)
    except AlreadyStarted as error:
        raise StartFailed(
            f"The start of {spec.id!r} gave a process that ran before. Let it make a new one."
        ) from error
    if registry is not None and spec.name is not None:
        registry.register(spec.name, ref)
    return ref


def _refuse_taken(spec: ChildSpec[M], registry: Registry[Any] | None) -> None:
    if registry is None:
        raise BadSpec(f"{spec.id!r} has a name. Give its supervisor a registry.")
    owner = registry.lookup(spec.name)
    if owner is not None:
        raise AlreadyStarted(owner)


def _made(spec: ChildSpec[M]) -> Process[M]:
    try:
        process: object = spec.start()
    except (Exception, SystemExit) as error:
        raise StartFailed(
            f"The start of {spec.id!r} raised. Remove the cause and start it again."
        ) from error
    if not isinstance(process, Process):
        raise StartFailed(
            f"The start of {spec.id!r} gave {type(process).__qualname__}, which is no process. "
            "Let it make one."
        )
    return process
