"""YAML to a tree with positions: strict, bounded, and never a traceback."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.hostile_yaml import REFUSED
from tutor_shared.syllabus.node import Mapping, Scalar, Sequence, plain
from tutor_shared.syllabus.yaml_notes import MAX_FINDINGS
from tutor_shared.syllabus.yaml_tree import MAX_DEPTH, read_tree

#: Files that read as YAML and are refused later, because they are no course.
NO_COURSE = {"1 MB scalar", "wide mapping", "duplicate keys", "a bare scalar", "a list"}


def read(text: str) -> object:
    tree = read_tree(text.encode(), "f.yaml")
    assert tree.findings == ()
    assert tree.root is not None
    return plain(tree.root)


def complaint(text: str) -> str:
    [finding] = read_tree(text.encode(), "f.yaml").findings
    return str(finding)


@pytest.mark.parametrize("name", REFUSED.keys() - NO_COURSE)
def test_p_40_a_hostile_file_is_told_of_and_gives_no_tree(name: str) -> None:
    tree = read_tree(REFUSED[name], "f.yaml")
    assert tree.root is None
    assert 1 <= len(tree.findings) <= MAX_FINDINGS


@pytest.mark.parametrize(
    "value", ["no", "12:30:45", ".inf", "2024-01-01", "1.50", "0.10", "1e3", "~", "9" * 20_000]
)
def test_p_40_a_plain_scalar_is_the_text_as_written(value: str) -> None:
    assert read(f"a: {value}\n") == {"a": value}


def test_p_40_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    assert read("\ufeffa: b\r\nc: |\r\n  d\r\n  e\r\n") == {"a": "b", "c": "d\ne\n"}


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    tree = read_tree(data, "f.yaml")
    assert tree.root is not None or tree.findings


@given(st.text(alphabet="ab:-[]{}'\"|>&*!%#?,@` \t\n\\<", max_size=60))
def test_no_punctuation_makes_it_raise(text: str) -> None:
    tree = read_tree(text.encode(), "f.yaml")
    assert tree.root is not None or tree.findings


def test_every_node_knows_where_it_stands() -> None:
    root = read_tree("é: 1\nb:\n  - {c: 'x', d: [y]}\n".encode(), "f.yaml").root
    assert isinstance(root, Mapping)
    items = root.get("b")
    assert isinstance(items, Sequence)
    [inner] = items.items
    assert (inner.line, inner.column, inner.flow) == (3, 5, True)
    assert isinstance(inner, Mapping)
    quoted = inner.get("c")
    assert isinstance(quoted, Scalar)
    assert (quoted.line, quoted.column, quoted.style, quoted.flow) == (3, 9, "'", True)


def test_offsets_count_characters() -> None:
    text = "é: ü\nb: [ö, 2]\n"
    root = read_tree(text.encode(), "f.yaml").root
    assert isinstance(root, Mapping)
    found = root.get("b")
    assert found is not None
    assert text[found.start : found.end] == "[ö, 2]"


def test_depth_is_allowed_up_to_its_limit() -> None:
    assert read_tree(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "f").root is not None
    assert read_tree(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "f").root is None


def test_a_repeated_key_keeps_the_first_and_is_told() -> None:
    tree = read_tree(b"a: 1\na: 2\n", "f.yaml")
    assert tree.root is not None
    assert plain(tree.root) == {"a": "1"}
    assert [str(finding) for finding in tree.findings] == [
        (
            "f.yaml:2:1: error: `a` stands here a second time; the first is on line 1. Remove one. "
            "[duplicate-key]"
        )
    ]


def test_several_anchors_are_all_told() -> None:
    assert len(read_tree(b"a: &x 1\nb: &y 2\nc: *x\n", "f").findings) == 3


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: 'x\n\nb: c\n", "1:4"),
        ("a: [1, 2\nb: c\n", "1:4"),
        ("a: {b: c\nd: e\n", "1:4"),
        ("a:\n  b: 1\n c: 2\n", "3:2"),
        ("a: b: c\n", "1:5"),
    ],
)
def test_a_complaint_stands_where_a_teacher_would_look(text: str, at: str) -> None:
    assert complaint(text).startswith(f"f.yaml:{at}: error: ")
