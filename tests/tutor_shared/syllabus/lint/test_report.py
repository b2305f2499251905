"""Findings for people and for programs."""

from __future__ import annotations

import json

from tutor_shared.syllabus.finding import Finding, Position
from tutor_shared.syllabus.lint.report import as_github, as_json, as_sarif, as_text

ERROR = Finding(Position("a,b.yaml", 3, 7), "error", "bad-value", "100% wrong. Mend it.")
WARNING = Finding(Position("c.yaml"), "warning", "no-hints", "Add \x1b[31mhints.")


def test_text_has_a_line_a_finding_and_one_that_sums_up() -> None:
    assert as_text([ERROR, WARNING], 2).splitlines() == [
        "a,b.yaml:3:7: error: 100% wrong. Mend it. [bad-value]",
        "c.yaml:1:1: warning: Add [31mhints. [no-hints]",
        "2 courses: 1 error, 1 warning. More on a rule: tutor lint --explain RULE",
    ]
    assert as_text([], 1) == "1 course: no problems."


def test_json_is_one_object() -> None:
    found = json.loads(as_json([ERROR], 1))
    assert found["courses"] == 1
    assert found["findings"] == [
        {
            "file": "a,b.yaml",
            "line": 3,
            "column": 7,
            "severity": "error",
            "rule": "bad-value",
            "message": "100% wrong. Mend it.",
        }
    ]


def test_sarif_names_the_rules_it_uses() -> None:
    log = json.loads(as_sarif([ERROR, WARNING], 1))
    [run] = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["bad-value", "no-hints"]
    [first, second] = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("bad-value", "error", "warning")
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 7}


def test_github_s_commands_are_escaped() -> None:
    assert as_github([ERROR], 1) == (
        "::error file=a%2Cb.yaml,line=3,col=7,title=bad-value::100%25 wrong. Mend it."
    )
    assert as_github([], 1) == ""
