r"""Mathematics in a text whose `$` or whose braces do not close: a learner would see the source.

Mathematics stands between `$` and `$`, or `$$` and `$$`, without a blank just inside them and
without an empty line. The sign of a currency is `\$`; a plain price like `$5` passes too.

Fails:

.. code-block:: yaml

    # in a question
    prompt: What is $\frac{1}{2 + \frac{1}{3}$?

Passes:

.. code-block:: yaml

    # in a question
    prompt: What is $\frac{1}{2} + \frac{1}{3}$?
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tutor_shared.syllabus.kinds import Answer, Text
from tutor_shared.syllabus.lint.course import Course
from tutor_shared.syllabus.lint.rule import Problem, Rule
from tutor_shared.syllabus.lint.suggest import quoted
from tutor_shared.syllabus.node import Scalar, walk
from tutor_shared.syllabus.schema import Place

_MARK: Final = re.compile(r"\\.|`+|\$\$?|\n[ \t]*\n", re.DOTALL)
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_PRICE: Final = re.compile(r"\d[\d.,]*(?![^\s!?:;)\]'\"-])")
_SHOWN: Final = 64
#: The keys of an answer that hold text for a learner to read.
_READ: Final = frozenset(("right", "wrong", "why"))


def check(place: Place, _course: Course) -> Iterator[Problem]:
    """Look at one text, or at those of an answer's options."""
    match place.kind, place.node:
        case Text(prose=True), Scalar(text=text) if message := unbalanced(text):
            yield Problem(place.path, message)
        case Answer(), node:
            for path, found in walk(node, place.path):
                read = isinstance(found, Scalar) and path[-1] in _READ
                if read and isinstance(found, Scalar) and (message := unbalanced(found.text)):
                    yield Problem(path, message)


def unbalanced(text: str) -> str:
    """What is wrong with the first mathematics of a text that does not close; empty if all does."""
    marks = [mark for mark in _MARK.finditer(text) if not mark[0].startswith("\\")]
    at = 0
    while at < len(marks):
        close = _closing(text, marks, at)
        message = _wrong(text, marks[at], marks[close] if close is not None else None)
        if message:
            return message
        at = (at if close is None else close) + 1
    return ""


def _wrong(text: str, opener: re.Match[str], closer: re.Match[str] | None) -> str:
    if not opener[0].startswith("$"):
        return ""
    if closer is None:
        start = text[opener.start() : opener.start() + _SHOWN].partition("\n")[0]
        message = rf"This does not close: {quoted(start)}. Put a `{opener[0]}` right behind it; "
        return "" if _is_price(text, opener) else rf"{message}the sign of a currency is `\$`."
    inner = text[opener.end() : closer.start()]
    return "" if _braces_match(inner) else f"Braces do not match: {quoted(inner)}. Mend them."


def _closing(text: str, marks: list[re.Match[str]], at: int) -> int | None:
    """The mark that closes this one: a run of backticks as long, or the next dollars."""
    opener = marks[at]
    if opener[0].startswith("`"):
        return next((n for n in range(at + 1, len(marks)) if marks[n][0] == opener[0]), None)
    if at + 1 == len(marks) or not opener[0].startswith("$") or marks[at + 1][0] != opener[0]:
        return None
    inner = text[opener.end() : marks[at + 1].start()]
    touches = opener[0] == "$$" or not (inner[0].isspace() or inner[-1].isspace())
    return at + 1 if touches else None


def _is_price(text: str, mark: re.Match[str]) -> bool:
    """Whether it is a lone currency's sign, before its number or behind it."""
    before = text[max(0, mark.start() - 2) : mark.start()].rstrip()
    behind = before[-1:].isdigit() and not text[mark.end() : mark.end() + 1].isalnum()
    return mark[0] == "$" and (behind or _PRICE.match(text, mark.end()) is not None)


def _braces_match(inner: str) -> bool:
    depth = 0
    for brace in _BRACE.finditer(inner):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth < 0:
            return False
    return not depth


RULE = Rule("latex-unbalanced", __doc__, severity="warning", place=check)
