"""What goes between the server and a worker process: one message a frame, msgpack, typed, bounded.

A frame is its length in four bytes and that many bytes. Neither side ever unpickles anything.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, Literal

import msgspec

from tutor_shared.answers.block import AnswerBlock
from tutor_shared.answers.verdict import Verdict

#: Bytes of the length before each message.
HEAD: Final = 4
#: A question's whole block and an answer are far smaller; a broken worker's reply must not be larger.
MAX_MESSAGE: Final = 4 * 1024 * 1024

#: To judge without labelling, or to look for a known error.
Stage = Literal["check", "label"]


class Job(msgspec.Struct, frozen=True):
    """One check. After `limit_s` seconds its verdict is not waited for any more."""

    stage: Stage
    block: AnswerBlock
    text: str
    limit_s: float


class Reply(msgspec.Struct, frozen=True):
    """What came of it; `failed` names the exception that the judge raised, if it did."""

    verdict: Verdict | None = None
    failed: str = ""


def pack(message: Job | Reply) -> bytes:
    """The message as a frame."""
    data = _encoder.encode(message)
    return len(data).to_bytes(HEAD, "big") + data


def length(head: bytes) -> int:
    """The length of the message after this head.

    Raises:
        ValueError: no message is that long.
    """
    size = int.from_bytes(head, "big")
    if size > MAX_MESSAGE:
        raise ValueError(f"a message of {size} bytes")
    return size


def read_job(data: bytes) -> Job:
    """A job. Raises ValueError when it is none."""
    return _jobs.decode(data)


def read_reply(data: bytes) -> Reply:
    """A reply. Raises ValueError when it is none."""
    return _replies.decode(data)


def _plain(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(f"no way to send a {type(value).__name__}")


def _exact(kind: type, value: Any) -> Any:
    if kind is Fraction and isinstance(value, str):
        return Fraction(value)
    raise NotImplementedError(f"no way to read a {kind.__name__}")


_encoder: Final = msgspec.msgpack.Encoder(enc_hook=_plain)
_jobs: Final = msgspec.msgpack.Decoder(Job, dec_hook=_exact)
_replies: Final = msgspec.msgpack.Decoder(Reply)
