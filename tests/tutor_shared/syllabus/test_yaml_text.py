"""Bytes to text."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus.yaml_notes import Notes, Stop
from tutor_shared.syllabus.yaml_text import MAX_BYTES, decode


def told(data: bytes) -> list[str]:
    notes = Notes("f.yaml")
    with pytest.raises(Stop):
        decode(data, notes)
    return [str(finding) for finding in notes.findings]


def test_text_comes_without_its_byte_order_mark() -> None:
    assert decode("\ufeffé\t\r\n".encode(), Notes("f")) == "é\t\r\n"


def test_a_stray_character_is_told_with_its_place() -> None:
    assert told(b"a\nbc\x1bd\n") == [
        (
            "f.yaml:2:3: error: An invisible control character (U+001B) stands here. Remove it. "
            "[control-character]"
        )
    ]


def test_every_stray_character_is_told() -> None:
    assert len(told("a\x7f\u202e\ufffe".encode())) == 3


def test_other_encodings_are_told_by_their_first_wrong_byte() -> None:
    assert told(b"a\nb\xff\n") == [
        "f.yaml:2:1: error: This file is not UTF-8. Save it as UTF-8. [encoding]"
    ]


def test_nul_bytes_are_no_text() -> None:
    assert told(b"a\0b\0")[0].endswith("Save it as UTF-8 text. [encoding]")


def test_a_file_has_a_limit() -> None:
    assert decode(b"x" * MAX_BYTES, Notes("f"))
    assert told(b"x" * (MAX_BYTES + 1))[0].endswith("[file-limits]")
