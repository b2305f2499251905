"""Where a learner's running session is found: by user and course."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

from tutor_server.otp.ref import ProcessRef
from tutor_server.otp.registry import Registry
from tutor_server.session.messages import Key, Message


class SessionRegistry:
    """Sessions by (user, syllabus). `names` is the runtime's registry the supervisor fills."""

    def __init__(self) -> None:
        self.names: Registry[Any] = Registry()

    def find(self, key: Key) -> ProcessRef[Message] | None:
        """The session that runs now, if any."""
        return self.names.lookup(key)

    def alone(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold back others who would start or end this session; other sessions go on."""
        return self.names.lock(key)
