"""Bytes to frames and back. Every failure is a WireError with the protocol's code."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final, get_args

import msgspec

from tutor_shared.errors import WireError
from tutor_shared.ids import is_id
from tutor_shared.wire import frames
from tutor_shared.wire.clean import clean, is_storable
from tutor_shared.wire.frames import (
    MAX_TEXT_BYTES,
    ClientFrame,
    LessonFrame,
    NumberedFrame,
    ServerFrame,
)

_MAX_REF: Final = 64

_client: Final = msgspec.json.Decoder(ClientFrame)
_server: Final = msgspec.json.Decoder(ServerFrame)
_encoder: Final = msgspec.json.Encoder()
_CLIENT_TYPES: Final = frozenset(str(kind.__struct_config__.tag) for kind in get_args(ClientFrame))


class _Envelope(msgspec.Struct):
    """As much of a refused frame as its refusal needs."""

    type: Any = None
    id: Any = None
    ref: Any = None


_envelope: Final = msgspec.json.Decoder(_Envelope)


def decode_client(data: bytes) -> ClientFrame:
    """Read one frame from a client.

    Raises:
        WireError: `bad_frame` or `too_large`, carrying the frame's id or ref where it had one.
    """
    try:
        frame = _client.decode(data)
    except msgspec.ValidationError as error:
        raise _refusal(data, str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise WireError("bad_frame", "This is not a JSON object in UTF-8.") from None
    return _checked(frame)


def decode_server(data: bytes) -> ServerFrame | None:
    """Read one frame from a server; None for a type this version does not know.

    Raises:
        WireError: `bad_frame`, for what no version of the protocol sends.
    """
    try:
        frame: ServerFrame = _server.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        envelope = _peek(data)
        if envelope is None or not isinstance(envelope.type, str):
            raise WireError("bad_frame", "The server sent something unreadable.") from None
        return None
    return frame


def encode(frame: ClientFrame | ServerFrame) -> bytes:
    """One frame as UTF-8 JSON."""
    return _encoder.encode(frame)


def fingerprint(frame: LessonFrame) -> bytes:
    """A hash of what a lesson frame says, so that a repeated id can be told from a reused one."""
    return blake2b(_encoder.encode(frame), digest_size=16).digest()


def body(frame: NumberedFrame) -> bytes:
    """A numbered frame without its `seq`: what a row stores, before the number is known."""
    return _encoder.encode(frame).replace(b'"seq":%d,' % frame.seq, b"", 1)


def numbered(stored: bytes, seq: int) -> bytes:
    """A stored body with its `seq`: what goes onto the wire."""
    cut = stored.index(b",") + 1
    return b'%b"seq":%d,%b' % (stored[:cut], seq, stored[cut:])


def _checked(frame: ClientFrame) -> ClientFrame:
    match frame:
        case frames.Say():
            _check_id(frame.id)
            if len(frame.text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
                raise WireError(
                    "too_large",
                    f"That is over {MAX_TEXT_BYTES} bytes; say it shorter.",
                    id=frame.id,
                )
            if not is_storable(frame.text):
                raise WireError("bad_frame", "The text holds NUL or half a character.", id=frame.id)
            return msgspec.structs.replace(frame, text=clean(frame.text))
        case frames.Next() | frames.Hint() | frames.Skip() | frames.Cancel():
            _check_id(frame.id)
        case frames.List() | frames.Join() | frames.Record() | frames.Leave() | frames.Ping():
            _check_ref(frame.ref)
        case frames.Hello() | frames.Received():
            pass
    return frame


def _check_id(value: str) -> None:
    if not is_id(value):
        raise WireError(
            "bad_frame",
            "An id is 16 to 64 characters of A-Z, a-z, 0-9, _ and -.",
            id=value if _fits(value) else None,
        )


def _check_ref(value: str) -> None:
    if not _fits(value):
        raise WireError("bad_frame", f"A ref is 1 to {_MAX_REF} printable characters.")


def _fits(value: Any) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= _MAX_REF and value.isprintable()


def _peek(data: bytes) -> _Envelope | None:
    try:
        return _envelope.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _refusal(data: bytes, reason: str) -> WireError:
    envelope = _peek(data)
    if envelope is None:
        return WireError("bad_frame", "A frame is a JSON object with a `type`.")
    if envelope.type not in _CLIENT_TYPES:
        message = f"There is no frame of this type; there are: {', '.join(sorted(_CLIENT_TYPES))}."
    else:
        message = f"The frame `{envelope.type}` is not right: {reason}."
    return WireError(
        "bad_frame",
        clean(message),
        id=envelope.id if _fits(envelope.id) else None,
        ref=envelope.ref if _fits(envelope.ref) else None,
    )
