from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_tui.mathematics.prose import pieces

MARKS = st.sampled_from(["$", "$$", r"\(", r"\)", r"\[", r"\]", r"\$", "`", "``", "x", " ", "1"])


def inside(paragraph: str) -> list[str]:
    return [piece.inner for piece in pieces(paragraph) if piece.inner is not None]


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("$x$ and $y$", ["x", "y"]),
        ("$$x$$", ["x"]),
        (r"\(x\) or \[x = 1\]", ["x", "x = 1"]),
        ("the $n$th", ["n"]),
        ("$5 and $x$", ["x"]),
        (r"$\text{\$5}$", [r"\text{\$5}"]),
        (r"$5 \text{ cm}$", [r"5 \text{ cm}"]),
        ("$a\nb$", ["a\nb"]),
        ("`` ` $a$ `` $b$", ["b"]),
        (r"\`$a$\`", ["a"]),
        (r"\\$a$", ["a"]),
        ("` $a$", ["a"]),
    ],
)
def test_mathematics_is_found_between_its_delimiters(paragraph: str, found: list[str]) -> None:
    assert inside(paragraph) == found


@pytest.mark.parametrize(
    "paragraph",
    [
        "$5 and $6",
        "$5-$6",
        "$ x$",
        "$x $",
        "$HOME/$USER",
        "from $5 to 10$",
        "US$5, CA$6_",
        "`$x$`",
        "$a`b$c`",
        r"\$x\$",
        "$x",
        r"\(x",
        r"\(`x\)`",
        r"\[note\] \[12\]",
        r"\(\)",
        "$a\n> b$",
        "$a\n- b$",
        "$$",
        "$x$$y$",
    ],
)
def test_what_only_looks_like_mathematics_is_none(paragraph: str) -> None:
    assert inside(paragraph) == []


def test_an_escaped_dollar_is_a_piece_by_itself() -> None:
    assert [piece.source for piece in pieces(r"a \$5")] == ["a ", r"\$", "5"]


@given(st.lists(MARKS).map("".join) | st.text())
def test_the_pieces_are_the_paragraph(paragraph: str) -> None:
    assert "".join(piece.source for piece in pieces(paragraph)) == paragraph
