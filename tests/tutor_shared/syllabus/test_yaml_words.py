"""Scanner errors in a teacher's words."""

from __future__ import annotations

import pytest

from tutor_shared.syllabus.yaml_tree import read_tree
from tutor_shared.syllabus.yaml_words import in_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 1\n", "A tab is used for indentation"),
        ("a: |\n  text\n\tx\n", "A tab is used for indentation"),
        ("a: b: c\n", "There is a colon too many"),
        ("a\nb: c\n", "misses its colon"),
        ("a: - b\n", "Put each `- item` on a line of its own"),
        ("a: 'x\n", "A quote is opened here and not closed"),
        ('a: "\\q"\n', "A backslash means something inside double quotes"),
        ("a: *bold* x\n", "Text cannot begin with *"),
        ("a: &\n", "Text cannot begin with &"),
        ("a: !x!y z\n", "Text cannot begin with !"),
        ("a: @x\n", "Text cannot begin with @"),
        ("a: `x`\n", "Text cannot begin with `"),
        ("a: %x\n", "Text cannot begin with %"),
        ("a: [1, 2\n", "A bracket [ is opened here"),
        ("a: {b: c\n", "A brace { is opened here"),
        ("a: 'it's'\n", "text follows a closing quote"),
        ("- a\nb: c\n", "does not begin with a dash"),
        ("a: |x\n  b\n", "Nothing may follow | or >"),
        ("a: b\n...\nx\n", "Text follows the end of the document"),
        ("%YAML 3.0\n---\na: b\n", "The %YAML line is not needed"),
        ("a: ]\n", "one bracket too many"),
        ("a: ? b\n", "Text cannot begin with a question mark"),
        ("a: \u2028b\n", "An invisible control character (U+2028)"),
    ],
)
def test_a_mistake_is_told_in_words(text: str, said: str) -> None:
    assert said in read_tree(text.encode(), "f").findings[0].message


def test_what_no_line_fits_still_says_where_to_look() -> None:
    assert in_words("something new in libyaml", "x").endswith("indentation here.")
