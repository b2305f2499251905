"""Every error the program raises on purpose, in one tree.

.. code-block:: text

    TutorError                 a sentence that says what to do, and the exit status it leads to
    ├── UsageError             wrong arguments, a missing or locked folder, a port in use      2
    ├── SettingsError          an unknown key or variable, a value that cannot be read          2
    ├── SyllabusError          a course that cannot be taught; carries the findings             1
    │   └── CourseClosed       the same, told to a learner                                      -
    ├── AnswerError            text that cannot be read as an answer; carries the place         -
    ├── WireError              a frame that is refused; carries the code of the protocol        -
    ├── WorkerFailed           a check in a worker process that came to nothing               -
    ├── StoreError             the database
    │   ├── StoreUnavailable   not now: disk full, locked, connection gone; may pass            -
    │   ├── StaleEpoch         another process owns the session now; this one must stop         -
    │   ├── IdConflict         this client id was used before with another body                 -
    │   ├── IdRepeated         this client id and body are stored already; carries the seq      -
    │   ├── StoreUnusable      newer schema, not durable, damaged: refuse to start              2
    │   └── StoreHeld          another process serves this database                             2
    └── ProcessError           the runtime, after Erlang/OTP's exit reasons
        ├── NoProcess          nobody by that ref or name (noproc)
        ├── MailboxFull        the bounded mailbox takes no more now
        ├── CallTimeout        no reply in time (timeout)
        ├── CallSelf           a process asked itself (calling_self)
        ├── ProcessDied        the callee ended before it replied; carries the reason
        ├── AlreadyStarted     the name is taken; carries its owner (already_started)
        ├── StartFailed        init raised; carries the cause
        ├── BadSpec            a child specification that cannot be used
        └── MaxChildren        the supervisor holds as many as it may (max_children)

An error carries data and composes its own sentence; the sentence ends with what to do.
Expected outcomes (a wrong answer, a refused event) are values, not errors.
"""

from __future__ import annotations

from typing import Any


class TutorError(Exception):
    """The root: its text is fit for a user, and `exit_status` for a shell."""

    exit_status = 2


class UsageError(TutorError):
    """The command was asked for something it cannot do."""


class SettingsError(TutorError):
    """A setting that is not known or cannot be read."""


class SyllabusError(TutorError):
    """A course that cannot be taught.

    `findings` holds what `tutor lint` would print, a string each.
    """

    exit_status = 1

    def __init__(self, course: str, findings: tuple[str, ...]) -> None:
        self.course = course
        self.findings = findings
        super().__init__(course, findings)

    def __str__(self) -> str:
        first = self.findings[0] if self.findings else "it cannot be read"
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        return f"The course {self.course} has errors: {first}{more}. Run: tutor lint {self.course}"


class CourseClosed(SyllabusError):
    """The same as a learner may hear it: without the host's paths, and without answers."""

    def __str__(self) -> str:
        return "This course cannot be taught at present; tell whoever runs the server."


class AnswerError(TutorError):
    """Text that cannot be read as an answer of the wanted type.

    `start` and `end` are offsets in characters into the text as it was typed.
    """

    def __init__(self, message: str, start: int = 0, end: int | None = None) -> None:
        self.message = message
        self.start = start
        self.end = end
        super().__init__(message)


class WireError(TutorError):
    """A frame that is refused. `code` is one of the protocol's error codes."""

    def __init__(
        self, code: str, message: str, *, id: str | None = None, ref: str | None = None
    ) -> None:
        self.code = code
        self.message = message
        self.id = id
        self.ref = ref
        super().__init__(message)


class WorkerFailed(TutorError):
    """A costly check came to nothing. `alive` is whether its worker can take another."""

    def __init__(self, why: str, *, alive: bool = False) -> None:
        self.alive = alive
        super().__init__(f"The check came to nothing: {why}. Send the answer again.")


class StoreError(TutorError):
    """The database did not do what it was asked."""


class StoreUnavailable(StoreError):
    """Not now: disk full, locked, connection gone. Nothing was stored; it may pass."""


class StaleEpoch(StoreError):
    """Another process owns this session now, so this one may write no more."""


class IdConflict(StoreError):
    """The client id was used before in this session, with another body."""


class IdRepeated(StoreError):
    """The client id and body are stored already: the answer is the same ack again."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(f"stored before as row {seq}")


class StoreUnusable(StoreError):
    """A database this program must not serve: newer schema, not durable, damaged."""


class StoreHeld(StoreError):
    """Another process serves this database."""


class ProcessError(TutorError):
    """The runtime's own errors."""


class NoProcess(ProcessError):
    """Nobody lives behind that ref or name."""


class MailboxFull(ProcessError):
    """The bounded mailbox takes no more now."""


class CallTimeout(ProcessError):
    """The process did not reply in time; a late reply is dropped."""


class CallSelf(ProcessError):
    """A process asked itself, which would wait for ever."""


class ProcessDied(ProcessError):
    """The callee ended before it replied."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(f"the process ended: {reason!r}")


class AlreadyStarted(ProcessError):
    """The name is taken. `owner` is the ref that holds it."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        super().__init__(f"already started: {owner!r}")


class StartFailed(ProcessError):
    """A process whose init did not succeed; the cause is chained."""


class BadSpec(ProcessError):
    """A child specification that cannot be used."""


class MaxChildren(ProcessError):
    """The supervisor holds as many children as it may."""
