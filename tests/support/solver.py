"""A learner who knows the course by heart: the right answer, or a known wrong one, to what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from tutor_shared.answers.block import Answer, AnswerBlock, Choice, Number, Output, Text
from tutor_shared.syllabus.model import Syllabus, Variant


class Solver:
    """Finds questions and scaffold steps by their text."""

    def __init__(self, course: Syllabus) -> None:
        self._variants: dict[str, Variant] = {}
        self._steps: dict[str, AnswerBlock] = {}
        for topic in course.topics:
            for question in topic.questions:
                for variant in question.variants:
                    self._variants[_flat(variant.prompt)] = variant
                    for step in variant.scaffold:
                        self._steps[_flat(step.ask)] = step.block

    def variant(self, shown: str) -> Variant | None:
        """The variant whose prompt stands in the text, the longest first."""
        flat = _flat(shown)
        hits = [prompt for prompt in self._variants if prompt in flat]
        return self._variants[max(hits, key=len)] if hits else None

    def step(self, shown: str) -> AnswerBlock | None:
        """The scaffold step whose question stands in the text."""
        flat = _flat(shown)
        hits = [ask for ask in self._steps if ask in flat]
        return self._steps[max(hits, key=len)] if hits else None


def right(block: AnswerBlock, options: Mapping[str, str]) -> str:
    """A right answer; `options` are the shown ones, key to text."""
    match block.answer:
        case Choice():
            texts = {_flat(option.text) for option in block.answer.options if option.right}
            return ", ".join(key for key, text in options.items() if _flat(text) in texts)
        case Number(forms=forms, value=value) if forms:
            return in_form(value, forms[0])
        case Number(value=value) | Output(value=value):
            return value
        case Text(accept=accept):
            return accept[0]
        case _:
            raise AssertionError(block.answer)


def known_error(block: AnswerBlock, options: Mapping[str, str]) -> str | None:
    """An answer that shows a known error, if the question has one."""
    if isinstance(block.answer, Choice):
        texts = {_flat(option.text) for option in block.answer.options if option.misconception}
        return next((key for key, text in options.items() if _flat(text) in texts), None)
    for error in block.known_errors:
        return _written(error.match)
    return None


def _written(answer: Answer) -> str | None:
    match answer:
        case Number(value=value) | Output(value=value):
            return value
        case Text(accept=accept):
            return accept[0]
        case _:
            return None


def in_form(value: str, form: str) -> str:
    """A value as the question wants it written."""
    from fractions import Fraction

    if form == "mixed" and "/" in value and " " not in value:
        whole, rest = divmod(Fraction(value), 1)
        return f"{whole} {rest}" if whole else str(rest)
    return value


def _flat(text: str) -> str:
    return " ".join(text.split())
