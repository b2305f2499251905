"""`latex-unbalanced`: mathematics whose `$` or whose braces do not close."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.courses import course_text, line_of, load_text
from tests.support.rules import check_manual, found
from tutor_shared.syllabus.lint.latex_unbalanced import RULE, unbalanced


def test_the_manual_s_examples_fail_and_pass(tmp_path: Path) -> None:
    check_manual(tmp_path, RULE)


@pytest.mark.parametrize(
    "text",
    [
        "No mathematics.",
        r"$\frac{1}{2}$ and $x$",
        "$$\nx^{2}\n$$",
        r"$\{1, 2\}$",
        "`$x` and ``{$}``",
        "```\n$a\n\n$b{\n```",
        r"It costs \$x.",
        "It costs $5, or $1,000.50!",
        "5 $ or 6$.",
        "$5 to 10$",
    ],
)
def test_what_closes_and_what_is_a_price_passes(text: str) -> None:
    assert unbalanced(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Then $x and y.", "This does not close: `$x and y.`."),
        ("$x + y $", "This does not close: `$x + y $`."),
        ("$a\n\nb$", "This does not close: `$a`."),
        ("$$a$", "Put a `$$` right behind it"),
        ("$3/4 of it", "the sign of a currency is `\\$`."),
        ("`$x", "This does not close: `$x`."),
        (r"$\frac{1}{2$", r"Braces do not match: `\frac{1}{2`."),
        ("$}{$", "Braces do not match: `}{`."),
        ("$" + "x" * 19_000, "…`"),
    ],
)
def test_what_does_not_close_is_shown(text: str, said: str) -> None:
    assert said in unbalanced(text)


def test_an_option_s_text_is_looked_at_and_named(tmp_path: Path) -> None:
    part = "answer:\n  choice:\n    - right: 5/6\n    - wrong: $2/5\ntests: {}"
    text = course_text(question=part)
    [finding] = found(tmp_path, text, RULE)
    assert (finding.severity, finding.position.line) == ("warning", line_of(text, "$2/5"))


def test_a_question_it_warns_of_is_still_tried(tmp_path: Path) -> None:
    text = course_text(question="prompt: What is $x?\ntests: {correct: [1/7]}")
    assert "author-test-fails" in {one.rule for one in load_text(tmp_path, text).findings}
