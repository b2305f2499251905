"""What a registry tells its listeners."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, TypeAlias

from tutor_server.otp.ref import ProcessRef


@dataclass(frozen=True, slots=True)
class Registered:
    """The process has the name from now on."""

    name: Hashable
    ref: ProcessRef[Any]


@dataclass(frozen=True, slots=True)
class Unregistered:
    """The process has the name no longer: it was taken from it, or it ended."""

    name: Hashable
    ref: ProcessRef[Any]


Registration: TypeAlias = Registered | Unregistered
