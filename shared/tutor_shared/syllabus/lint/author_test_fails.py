"""An author's own test that is judged otherwise than it says.

Under `tests` each label (`correct`, `ungraded`, `incorrect`, `partial`, or a misconception) has
answers as a learner would type them. All are judged, in every variant, as a lesson would judge
them; `incorrect` means wrong without being taken for a known error.

Fails:

.. code-block:: yaml

    # in a question
    tests:
      correct: [4/6]

Passes:

.. code-block:: yaml

    # in a question
    tests:
      correct: [5/6, 10/12]
      incorrect: [4/6]
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.answers.judge import judge
from tutor_shared.answers.verdict import Verdict
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted
from tutor_shared.syllabus.model import Question, Variant
from tutor_shared.syllabus.node import Path


def check(course: Course) -> Iterator[Problem]:
    """Judge every test of every variant; a test is told of once, by its first failing variant."""
    for path, question in course.questions():
        told: set[Path] = set()
        for number, variant in enumerate(question.variants, start=1):
            for at, message in _failures(variant):
                if at not in told:
                    told.add(at)
                    yield Problem((*path, *at), message + _which(question, number))


def _failures(variant: Variant) -> Iterator[tuple[Path, str]]:
    for label, answers in variant.tests:
        for index, answer in enumerate(answers):
            verdict = judge(variant.block, answer)
            if not _agrees(label, verdict):
                others = [name for name, said in variant.tests if name != label and answer in said]
                yield ("tests", label, index), _failure(label, answer, verdict, others)


def _agrees(label: str, verdict: Verdict) -> bool:
    if verdict.verdict == label:
        return label != "incorrect" or verdict.misconception is None
    return verdict.verdict == "incorrect" and verdict.misconception == label


def _failure(label: str, answer: str, verdict: Verdict, others: list[str]) -> str:
    if others:
        return f"{quoted(answer)} stands under {label} and under {others[0]}. Keep it under one."
    judged = verdict.misconception or verdict.verdict
    said = f' ("{verdict.message}")' if verdict.message and judged == "ungraded" else ""
    return (
        f"{quoted(answer)} should be {label} and is judged {judged}{said}. "
        "Mend the answer, the known errors, or this test."
    )


def _which(question: Question, number: int) -> str:
    return f" (Variant {number}.)" if len(question.variants) > 1 else ""


RULE = Rule("author-test-fails", __doc__, course=check)
