"""The examples in a rule's manual, made into courses and linted."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Literal

from tests.support.courses import course_text, load_text, rules_of
from tutor_shared.syllabus.finding import Finding
from tutor_shared.syllabus.lint.rule import Rule


def example(rule: Rule, which: Literal["Fails", "Passes"]) -> str:
    """The course an example of a manual stands for; its first line tells where it belongs."""
    _, _, after = rule.manual.partition(f"{which}:\n\n.. code-block:: yaml\n\n")
    lines: list[str] = []
    for line in after.splitlines():
        if line.strip() and not line.startswith("    "):
            break
        lines.append(line)
    where, _, part = textwrap.dedent("\n".join(lines)).strip("\n").partition("\n")
    match where:
        case "# in a course":
            return course_text(course=part)
        case "# in a topic":
            return course_text(topic=part)
        case "# in a question":
            without = ("solution",) if rule.id == "no-solution" else ()
            return course_text(question=part, without=without)
        case "# a whole file":
            return part
        case _:
            raise AssertionError(f"{rule.id} has no example that {which.lower()}")


def found(folder: Path, text: str, rule: Rule) -> list[Finding]:
    """What a rule tells of a course in one file."""
    return [one for one in load_text(folder, text).findings if one.rule == rule.id]


def check_manual(folder: Path, rule: Rule) -> None:
    """The failing example is told of by its rule; the passing one is not, and is a course."""
    assert found(folder, example(rule, "Fails"), rule)
    passing = load_text(folder, example(rule, "Passes"))
    assert passing.errors == ()
    assert rule.id not in rules_of(passing.findings)
