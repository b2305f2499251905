from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers import output
from tutor_shared.answers.block import AnswerBlock, NumberFormat, Output
from tutor_shared.answers.verdict import Verdict
from tutor_shared.errors import AnswerError

LINES = output.read("Hello, 'x'\n[1, 2]\n", {})


def verdict(text: str, answer: Output = LINES) -> Verdict:
    return output.judge(answer, text, AnswerBlock(answer)).verdict


@pytest.mark.parametrize(
    "text", ["Hello, 'x'\n[1, 2]", "Hello, 'x'  \r\n[1, 2]\n\n", "\nHello, 'x'\n[1, 2]\t"]
)
def test_blanks_at_the_ends_of_lines_do_not_matter(text: str) -> None:
    assert verdict(text).verdict == "correct"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello, 'x'\n[1, 2]", "upper and lower case"),
        ('Hello, "x"\n[1, 2]', "quotes"),
        ("Hello, x\n[1, 2]", "quotes"),
        ("Hello, 'x'\n[1,2]", "blanks"),
        ("Hello, 'x' [1, 2]", "blanks"),
        (">>> Hello, 'x'\n[1, 2]", "without anything around"),
        ("```\nHello, 'x'\n[1, 2]\n```", "without anything around"),
        ("hello, x [1,2]", "exactly what is printed"),
    ],
)
def test_right_but_for_its_writing_is_ungraded_and_told(text: str, said: str) -> None:
    found = verdict(text)
    assert found.verdict == "ungraded"
    assert said in found.message


def test_words_around_the_output_are_told() -> None:
    assert verdict("it prints 3", Output("3")).verdict == "ungraded"
    assert verdict("The output is: 3.", Output("3")).verdict == "ungraded"
    assert verdict("it prints 4", Output("3")).verdict == "incorrect"


def test_other_lines_are_incorrect() -> None:
    assert verdict("Hello, 'y'\n[1, 2]").verdict == "incorrect"


def test_a_match_is_exact() -> None:
    block = AnswerBlock(LINES)
    match = output.read_match("x\n", {}, LINES)
    assert output.matches(match, "x  ", block)
    assert not output.matches(match, "X", block)


def test_options_are_refused() -> None:
    with pytest.raises(AnswerError, match="no key `case`"):
        output.read("x", {"case": "true"})


def test_the_output_is_shown_as_code_that_its_own_fences_cannot_end() -> None:
    assert output.show(Output("3"), NumberFormat()) == "```text\n3\n```"
    assert output.show(Output("```"), NumberFormat()).startswith("````text\n```\n````")
    assert "Hello" in output.example(LINES, NumberFormat())


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert verdict(text).verdict in {"correct", "incorrect", "ungraded"}
