"""`tutor lint` and `tutor courses`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from tutor_shared.errors import UsageError
from tutor_shared.syllabus.finding import Finding, Position
from tutor_shared.syllabus.lint.fix import FIXED, mend
from tutor_shared.syllabus.lint.report import FORMATS
from tutor_shared.syllabus.lint.rules import RULES
from tutor_shared.syllabus.lint.suggest import suggest
from tutor_shared.syllabus.lint.targets import Target, targets
from tutor_shared.syllabus.loader import Loaded, load
from tutor_shared.syllabus.shelf import Shelf
from tutor_shared.wire.clean import clean


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH…", help="Courses, files, or folders of them."),
    ] = None,
    report: Annotated[str, typer.Option("--format", help="text, json, sarif or github.")] = "text",
    select: Annotated[str, typer.Option(metavar="RULE,…", help="Only these rules.")] = "",
    ignore: Annotated[str, typer.Option(metavar="RULE,…", help="All but these rules.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count too.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is safe to mend, and say what was.")
    ] = False,
    explain: Annotated[
        str, typer.Option(metavar="RULE", help="Tell about a rule; `all` lists them.")
    ] = "",
) -> None:
    """Look for what is wrong with a course before learners find it."""
    if explain:
        typer.echo(explanation(explain))
        return
    if not paths:
        raise UsageError("No course was named. Give one: tutor lint PATH")
    if report not in FORMATS:
        raise UsageError(f"There is no format {clean(report)}. {suggest(report, FORMATS)}")
    wanted = chosen(select, ignore)
    courses = [target for path in paths for target in targets(path)]
    if fix:
        mended = sorted(place for course in courses for place in mend_what_can_be(course))
        for line in dict.fromkeys(f"{one.file}:{one.line}: mended [{FIXED}]" for one in mended):
            typer.echo(clean(line), err=True)
    findings = [one for course in courses for one in look_at(course) if one.rule in wanted]
    shown = FORMATS[report](findings, len(courses))
    if shown:
        typer.echo(shown)
    if any(strict or finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def courses(
    syllabi: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of courses of your own.")
    ] = None,
) -> None:
    """List the courses on offer."""
    if syllabi is not None and not syllabi.is_dir():
        raise UsageError(
            f"There is no folder {clean(str(syllabi))}. Give the folder of your courses."
        )
    rows = [_course_row(path, loaded) for path, loaded in Shelf(syllabi).all()]
    if not rows:
        typer.echo("There are no courses. Give a folder of courses: tutor courses --syllabi DIR")
        return
    for line in table(("course", "title", "topics", "questions", "skills", "status"), rows):
        typer.echo(line)


def explanation(rule: str) -> str:
    """A rule's manual, or with `all` every rule's first line.

    Raises:
        UsageError: there is no such rule.
    """
    if rule == "all":
        width = max(map(len, RULES))
        return "\n".join(
            f"{one.id:{width}}  {one.severity:7}  {one.summary}" for one in RULES.values()
        )
    _known((rule,))
    found = RULES[rule]
    return f"{found.id} ({found.severity})\n\n{found.manual.strip()}"


def chosen(select: str, ignore: str) -> frozenset[str]:
    """The rules that are told of.

    Raises:
        UsageError: one of the names is no rule.
    """
    selected, ignored = _names(select), _names(ignore)
    _known((*selected, *ignored))
    return frozenset(selected or RULES) - frozenset(ignored)


def look_at(target: Target) -> Sequence[Finding]:
    """The findings about one target."""
    return [one for one in load(target.course).findings if _is_told(one, target)]


def mend_what_can_be(target: Target) -> Iterator[Position]:
    """Write every file of a target back that could be mended; the places, as they were before."""
    loaded = load(target.course)
    for file, text in loaded.texts.items():
        told = (one for one in loaded.findings if one.rule == FIXED and one.position.file == file)
        after, places = mend(text, [one.position for one in told if _is_told(one, target)])
        if places:
            Path(file).write_bytes(after.encode())
            yield from places


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table in plain text, each column as wide as its widest cell."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _known(names: Iterable[str]) -> None:
    for name in names:
        if name not in RULES:
            raise UsageError(
                f"There is no rule {clean(name)}. {suggest(name, RULES)} "
                "All of them: tutor lint --explain all"
            )


def _is_told(finding: Finding, target: Target) -> bool:
    return target.only is None or Path(finding.position.file) == target.only


def _course_row(path: Path, loaded: Loaded) -> tuple[str, ...]:
    errors, course = len(loaded.errors), loaded.syllabus
    if course is None:
        status = f"{errors} error{'' if errors == 1 else 's'}: tutor lint {path}"
        return path.name, "", "", "", "", status
    questions = sum(len(topic.questions) for topic in course.topics)
    counts = (len(course.topics), questions, len(course.skills))
    return path.name, clean(course.title), *map(str, counts), "ok"
