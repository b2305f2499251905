"""Noting what is wrong with a file."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus.yaml_notes import MAX_FINDINGS, Notes, Stop


def test_a_repeated_key_alone_leaves_the_file_usable() -> None:
    notes = Notes("f")
    notes.add("duplicate-key", 1, 1, "twice")
    assert not notes.broken
    notes.add("yaml-feature", 2, 1, "anchor")
    assert notes.broken


def test_enough_is_enough() -> None:
    notes = Notes("f")
    for line in range(1, MAX_FINDINGS):
        notes.add("duplicate-key", line, 1, "twice")
    with pytest.raises(Stop):
        notes.add("duplicate-key", MAX_FINDINGS, 1, "twice")
    assert notes.broken


def test_stopping_notes_why() -> None:
    notes = Notes("f")
    with pytest.raises(Stop):
        notes.stop("encoding", "not text")
    assert [str(finding) for finding in notes.findings] == ["f:1:1: error: not text [encoding]"]
