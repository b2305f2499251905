"""Findings as text for people, and as JSON, SARIF 2.1.0 and GitHub annotations for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from tutor_shared.syllabus.finding import Finding
from tutor_shared.syllabus.lint.rules import RULES
from tutor_shared.wire.clean import clean

_SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Sequence[Finding], courses: int) -> str:
    """One line a finding, and a closing line that sums up."""
    lines = [clean(str(finding)) for finding in findings]
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    looked_at = _count(courses, "course")
    if findings:
        counts = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
        lines.append(f"{looked_at}: {counts}. More on a rule: tutor lint --explain RULE")
    else:
        lines.append(f"{looked_at}: no problems.")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding], courses: int) -> str:
    """One object: how many courses were looked at, and the findings in order."""
    found = [
        {
            "file": finding.position.file,
            "line": finding.position.line,
            "column": finding.position.column,
            "severity": finding.severity,
            "rule": finding.rule,
            "message": finding.message,
        }
        for finding in findings
    ]
    return _json({"courses": courses, "findings": found})


def as_sarif(findings: Sequence[Finding], courses: int) -> str:  # noqa: ARG001 - one shape for all
    """A SARIF log with one run."""
    used = sorted({finding.rule for finding in findings})
    driver = {
        "name": "tutor lint",
        "rules": [
            {"id": rule, "shortDescription": {"text": RULES[rule].summary}}
            for rule in used
            if rule in RULES
        ],
    }
    run = {"tool": {"driver": driver}, "results": [_sarif_result(one) for one in findings]}
    return _json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_github(findings: Sequence[Finding], courses: int) -> str:  # noqa: ARG001 - one shape for all
    """Workflow commands that annotate a pull request."""
    return "\n".join(_github_line(finding) for finding in findings)


Report = Callable[[Sequence[Finding], int], str]
FORMATS: Final[dict[str, Report]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}


def _sarif_result(finding: Finding) -> dict[str, object]:
    at = finding.position
    region = {"startLine": at.line, "startColumn": at.column}
    location = {"artifactLocation": {"uri": at.file}, "region": region}
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def _github_line(finding: Finding) -> str:
    at = finding.position
    where = f"file={_escaped(at.file)},line={at.line},col={at.column},title={finding.rule}"
    message = clean(finding.message).replace("%", "%25").replace("\n", "%0A")
    return f"::{finding.severity} {where}::{message}"


def _escaped(value: str) -> str:
    text = clean(value).replace("%", "%25").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C")


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
