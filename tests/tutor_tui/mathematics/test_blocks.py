from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_tui.mathematics.blocks import blocks

LINES = st.sampled_from(["```\n", "~~~\n", "> ```\n", "````", "text\n", "\n", " \n", "- ```py\n"])


def test_paragraphs_end_at_a_blank_line() -> None:
    assert list(blocks("a\nb\n\nc")) == [("a\nb\n", False), ("\nc", False)]


@pytest.mark.parametrize(
    "fenced",
    [
        "```\na\n\nb\n```\n",
        "~~~ python\na ``` b\n~~~~\n",
        "> ```\n> a\n> ```\n",
        "- ```\n  a\n  ```\n",
        "1. ```\n   a\n   ```\n",
        "````\n```\n````\n",
        "```\nnever closed",
    ],
)
def test_a_fence_is_code_up_to_its_end(fenced: str) -> None:
    assert list(blocks(f"before\n{fenced}")) == [("before\n", False), (fenced, True)]


def test_behind_a_fence_the_text_goes_on() -> None:
    assert list(blocks("```\na\n```\nb")) == [("```\na\n```\n", True), ("b", False)]


def test_three_backticks_on_one_line_are_no_fence() -> None:
    assert list(blocks("``` a ``` b\n")) == [("``` a ``` b\n", False)]


@given(st.lists(LINES).map("".join) | st.text())
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in blocks(text)) == text
