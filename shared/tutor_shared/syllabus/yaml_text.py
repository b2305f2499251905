"""A file's bytes to text: its size, its encoding, and characters that may not stand in it."""

from __future__ import annotations

import re
from typing import Final

from tutor_shared.syllabus.yaml_notes import Notes, Stop
from tutor_shared.wire.clean import clean

MAX_BYTES: Final = 1_048_576

_STRAY: Final = re.compile(
    "["
    + "".join(re.escape(chr(code)) for code in range(0x2070) if not clean(chr(code)))
    + "\ufffe\uffff]"
)


def decode(data: bytes, notes: Notes) -> str:
    """The text of a file; a byte order mark is passed over.

    Raises:
        Stop: it is no text a course can have; `notes` says why.
    """
    if len(data) > MAX_BYTES:
        notes.stop("file-limits", f"This file is over {MAX_BYTES} bytes. Split the topic.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        notes.stop("encoding", "This file is not UTF-8. Save it as UTF-8.", line)
    for found in _STRAY.finditer(text):
        _note_stray(text, found.start(), notes)
    if notes.broken:
        raise Stop
    return text


def _note_stray(text: str, index: int, notes: Notes) -> None:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    if text[index] == "\0":
        notes.stop(
            "encoding",
            "This file holds NUL bytes, as UTF-16 or a picture does. Save it as UTF-8 text.",
            line,
            column,
        )
    notes.add(
        "control-character",
        line,
        column,
        f"An invisible control character (U+{ord(text[index]):04X}) stands here. Remove it.",
    )
