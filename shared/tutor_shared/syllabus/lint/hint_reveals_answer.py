"""A hint that tells the answer before the last rung of the ladder.

Only the last hint may give the answer away. Numbers are compared by value (`3/6` gives `1/2` away),
words as words, options by their text. What the prompt itself says is no secret.

Fails:

.. code-block:: yaml

    # in a question
    hints:
      - It is 10/12, shortened.
      - 3/6 + 2/6 = 5/6.

Passes:

.. code-block:: yaml

    # in a question
    hints:
      - Which pieces could both be cut into?
      - 3/6 + 2/6 = 5/6.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor_shared.answers.block import Answer, Choice, Number, Output, Text
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.spoken import contains_words, numbers_in
from tutor_shared.syllabus.model import Question, Variant


def check(course: Course) -> Iterator[Problem]:
    """Look at every rung but the last, in every variant; a rung is told of once."""
    for path, question in course.questions():
        for index, number in sorted(_revealing(question).items()):
            which = f" (In variant {number}.)" if len(question.variants) > 1 else ""
            yield Problem(
                (*path, "hints", index),
                f"This hint gives the answer away, and only the last may. Say less here.{which}",
            )


def _revealing(question: Question) -> dict[int, int]:
    """Each revealing rung's index, with the first variant it reveals in."""
    found: dict[int, int] = {}
    for number, variant in enumerate(question.variants, start=1):
        for index, hint in enumerate(variant.hints[:-1]):
            if index not in found and reveals(hint, variant):
                found[index] = number
    return found


def reveals(hint: str, variant: Variant) -> bool:
    """Whether a hint contains the right answer of the variant."""
    return _reveals(hint, variant.block.answer, variant.prompt)


def _reveals(hint: str, answer: Answer, prompt: str) -> bool:
    match answer:
        case Number(value=value):
            asked = numbers_in(prompt)
            said = {number for text, number in numbers_in(hint).items() if text not in asked}
            return any(number in said for number in numbers_in(value).values())
        case Text(accept=accept):
            return any(_says(hint, word, prompt) for word in accept)
        case Output(value=value):
            return _says(hint, value, prompt)
        case Choice(options=options):
            right = [option.text for option in options if option.right]
            wrong = [option.text for option in options if not option.right]
            named = any(contains_words(hint, text) for text in wrong)
            return not named and all(_says(hint, text, prompt) for text in right)


def _says(hint: str, word: str, prompt: str) -> bool:
    return contains_words(hint, word) and not contains_words(prompt, word)


RULE = Rule("hint-reveals-answer", __doc__, course=check)
