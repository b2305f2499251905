"""Numbers: equal values are right, in the form that is asked for, and exact unless said otherwise.

A right value in an unasked form, or a rounded one, is not graded and told how to write it; with
`strict` it is wrong. Arithmetic is exact throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from tutor_shared.answers.block import AnswerBlock, Form, Number, NumberFormat, Tolerance
from tutor_shared.answers.forms import FORMS, asked, examples, is_asked, is_tidy, written
from tutor_shared.answers.kind import (
    CORRECT,
    INCORRECT,
    Judged,
    no_label,
    no_options,
    unarranged,
    ungraded,
)
from tutor_shared.answers.misread import misread
from tutor_shared.answers.reading import UNITS, UNITS_AND_LETTERS, Reading, readings
from tutor_shared.answers.rounding import is_rounded, places_for, rounded
from tutor_shared.answers.target import Target, equals, number_of, target
from tutor_shared.answers.tree import count, flag, scalar, scalars
from tutor_shared.answers.verdict import Verdict
from tutor_shared.answers.words import bare, quote
from tutor_shared.errors import AnswerError

KEYS: Final = frozenset(("forms", "strict", "tolerance", "decimal_places", "significant_figures"))
_DEFAULT_FORMAT: Final = NumberFormat()
_CORRECT: Final = Judged(CORRECT)
_LIKELY_CORRECT: Final = Judged(CORRECT, sure=False)
_INCORRECT: Final = Judged(INCORRECT)

label = no_label
options = no_options
arranged = unarranged


def read(value: object, options: Mapping[str, object]) -> Number:
    """`5/6`, with `forms`, `strict`, `tolerance`, `decimal_places`, `significant_figures`."""
    text = scalar(value, "A number").strip()
    if not readings(text, _DEFAULT_FORMAT):
        raise AnswerError(f"'{text}' cannot be read as a number; write it like 5/6, 0.75 or 2pi/3.")
    return Number(
        value=text,
        forms=_read_forms(options),
        strict=flag(options, "strict"),
        tolerance=_read_tolerance(options.get("tolerance")),
        decimal_places=count(options, "decimal_places", low=0, high=30),
        significant_figures=count(options, "significant_figures", low=1, high=30),
    )


def read_match(value: object, options: Mapping[str, object], own: Number) -> Number:
    """A number to recognise by its value; rounded as the question rounds."""
    match = read(value, options)
    if options:
        return match
    return msgspec.structs.replace(
        match, decimal_places=own.decimal_places, significant_figures=own.significant_figures
    )


def _read_forms(options: Mapping[str, object]) -> tuple[Form, ...]:
    if "forms" not in options:
        return ()
    names = scalars(options["forms"], "`forms`")
    for name in names:
        if name not in FORMS:
            raise AnswerError(f"There is no form '{name}'; there are: {', '.join(FORMS)}.")
    return tuple(form for form in FORMS if form in names)


def _read_tolerance(tree: object) -> Tolerance | None:
    if tree is None:
        return None
    if isinstance(tree, Mapping) and len(tree) == 1:
        ((kind, size),) = tree.items()
        found = readings(scalar(size, "A tolerance").strip(), _DEFAULT_FORMAT)
        if kind in ("abs", "rel") and found and found[0].kind == "plain" and found[0].value >= 0:
            return Tolerance(kind, found[0].value)
    raise AnswerError("A tolerance is {abs: 0.01} or {rel: 1%}, not below zero.")


def judge(answer: Number, text: str, block: AnswerBlock) -> Judged:
    """Held against the right value: exactly, then for what is nearly right."""
    number_format = block.number_format
    right = target(answer, number_format)
    found = readings(text, number_format, UNITS_AND_LETTERS if "pi" in answer.forms else UNITS)
    if right is None or not found:
        like = examples(answer.forms, right or Target(None), number_format)
        return misread(text, number_format, like)
    for index, reading in enumerate(found):
        if _is_right(answer, reading, right):
            fault = _fault(answer, reading, right, number_format)
            if fault:
                return _refused(answer, f"Right value; {fault}")
            return _LIKELY_CORRECT if index else _CORRECT
    return _nearly(answer, text, found[0], right, number_format)


def matches(match: Number, text: str, block: AnswerBlock) -> bool:
    """Whether the likeliest reading has the match's value, in its form where it asks for one.

    A match that has the right answer's own value stands for the way it is written, so that only
    the same writing matches.
    """
    number_format = block.number_format
    found = readings(text, number_format)
    named = target(match, number_format)
    if named is None or not found or not _is_right(match, found[0], named):
        return False
    own = block.answer
    if isinstance(own, Number) and not match.forms:
        right = target(own, number_format)
        if right is not None and equals(found[0], right, None):
            return found[0] == readings(match.value, number_format)[0]
    return is_asked(found[0], match.forms, named)


def example(answer: Number, number_format: NumberFormat) -> str:
    """A number or two in the asked forms: "3/4 or 0.75"."""
    return examples(answer.forms, target(answer, number_format) or Target(None), number_format)


def show(answer: Number, number_format: NumberFormat) -> str:
    """The value in the first asked form it has; as the author wrote it where none is asked."""
    right = target(answer, number_format)
    for form in answer.forms if right is not None else ():
        face = {"pi": right.turns, "log": right.log}.get(form, right.number) if right else None
        text = None if face is None else written(face, form, number_format)
        if text:
            return text
    return answer.value


def _is_right(answer: Number, reading: Reading, right: Target) -> bool:
    if equals(reading, right, answer.tolerance):
        return True
    places = _places(answer, right)
    number = number_of(reading)
    if places is None or number is None or right.number is None:
        return False
    return number in rounded(right.number, places)


def _places(answer: Number, right: Target) -> int | None:
    """The places after the mark a value is to be rounded to, if it is."""
    if answer.significant_figures is not None and right.number is not None:
        return places_for(right.number, answer.significant_figures)
    return answer.decimal_places


def _fault(
    answer: Number, reading: Reading, right: Target, number_format: NumberFormat
) -> str | None:
    """What is missing in a right value: its form, lowest terms, or its rounding."""
    if not is_asked(reading, answer.forms, right):
        return f"write it as {asked(answer.forms, right, number_format)}."
    if not is_tidy(reading, answer.forms):
        if reading.form == "scientific":
            return "write it with one digit before the decimal mark."
        return "write it in lowest terms."
    return _unrounded(answer, reading, right)


def _unrounded(answer: Number, reading: Reading, right: Target) -> str | None:
    wanted = answer.significant_figures
    places = _places(answer, right)
    number = number_of(reading)
    if places is None or number is None or right.number is None:
        return None
    is_plain = reading.form in ("integer", "decimal", "percent", "scientific")
    if wanted is not None:
        fits = is_plain and reading.least <= wanted <= reading.figures
        return None if fits else f"write it with {wanted} significant figures."
    fits = is_plain and reading.places <= places
    if fits and (number == right.number or number in rounded(right.number, places)):
        return None
    return f"write it rounded to {places} decimal places."


def _nearly(
    answer: Number, text: str, reading: Reading, right: Target, number_format: NumberFormat
) -> Judged:
    """Not the right value; perhaps it lacks the percent sign, or it is a rounded one."""
    if "percent" in answer.forms and _lacks_percent(reading, right):
        like = examples(("percent",), right, number_format)
        return ungraded(f"The percent sign is missing; write it like {like}.")
    if answer.tolerance is None and is_rounded(reading, right):
        typed = quote(bare(text)).strip("'")
        if fault := _unrounded(answer, reading, right):
            return _refused(answer, f"Right value; {fault}")
        how = asked(answer.forms or _exact_forms(right), right, number_format)
        return ungraded(f"{typed} is close, but rounded; give {how}.")
    return _INCORRECT


def _lacks_percent(reading: Reading, right: Target) -> bool:
    if reading.kind != "plain" or reading.form == "percent":
        return False
    return reading.value / 100 == right.number


def _exact_forms(right: Target) -> tuple[Form, ...]:
    return ("pi",) if right.turns else ("proper", "improper", "decimal")


def _refused(answer: Number, message: str) -> Judged:
    if answer.strict:
        return Judged(Verdict("incorrect", message), sure=False)
    return ungraded(message)
