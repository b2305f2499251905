"""Mending prose inside brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.syllabus.finding import Position
from tutor_shared.syllabus.lint.fix import mend
from tutor_shared.syllabus.node import Scalar, plain, walk
from tutor_shared.syllabus.yaml_tree import read_tree


def mended(text: str) -> str:
    """The text with every scalar that stands in brackets and has two words in block style."""
    root = read_tree(text.encode(), "").root
    assert root is not None
    prose = [
        node.position
        for _, node in walk(root)
        if isinstance(node, Scalar) and node.flow and " " in node.text
    ]
    return mend(text, prose)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "hints: [Think of it., Cut it.]  # why\nid: x\n",
            "hints:\n  - Think of it.\n  - Cut it.  # why\nid: x\n",
        ),
        (
            "known:\n  - {match: 2/5, feedback: You added the tops.}\n",
            "known:\n  - match: 2/5\n    feedback: You added the tops.\n",
        ),
        (
            "- {a: [1, 2], b: 'So, it is.', c: {d: x, e: Say it again.}}\n",
            "- a: [1, 2]\n  b: 'So, it is.'\n  c:\n    d: x\n    e: Say it again.\n",
        ),
        (
            "answer: {choice: [{right: Less than it, why: x}, {wrong: y}]}\n",
            "answer:\n  choice:\n    - right: Less than it\n      why: x\n    - {wrong: y}\n",
        ),
        ("a: [one two,\n    Three]\n", "a:\n  - one two\n  - Three\n"),
    ],
)
def test_the_outermost_collection_becomes_a_block(before: str, after: str) -> None:
    assert mended(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "a: [one two, # first\n    three]\n",
        "a: {b: It was right, then halved}\n",
        "a: [Think of a pizza, then cut it]\n",
        "[one two, three]\n",
        "a: [1, 2]\n",
    ],
)
def test_what_is_not_simple_stays_as_it_is(text: str) -> None:
    assert mended(text) == text


def test_a_file_that_cannot_be_read_stays_as_it_is() -> None:
    assert mend("a: 'b\n", []) == ("a: 'b\n", [])


def test_only_what_was_mended_is_named() -> None:
    cut = Position("f", 1, 5)
    whole = Position("f", 2, 5)
    text = "a: [Think of it, then cut it]\nb: [Think of it., Cut it.]\n"
    assert mend(text, [whole, cut])[1] == [whole]


WORDS = st.sampled_from(["a", "Two words", "'it, is'", '"so: it"', "1/2", "x y."])
FLOW = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=8,
)


@given(st.lists(FLOW, min_size=1, max_size=3))
def test_the_tree_stays_the_same_and_nothing_is_left_to_mend(values: list[str]) -> None:
    text = "".join(f"k{number}: {value}  # c{number}\n" for number, value in enumerate(values))
    after = mended(text)
    before_root, after_root = read_tree(text.encode(), "").root, read_tree(after.encode(), "").root
    assert before_root is not None
    assert after_root is not None
    assert plain(before_root) == plain(after_root)
    assert [f"# c{number}" in after for number in range(len(values))] == [True] * len(values)
    assert mended(after) == after
