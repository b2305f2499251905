"""`tutor lint` and `tutor courses`."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.courses import course_text, line_of, write_course
from tests.support.hostile_yaml import REFUSED
from tutor_shared.cli import group as tutor
from tutor_shared.cli import run
from tutor_shared.errors import UsageError
from tutor_shared.syllabus.cli import chosen, explanation, table
from tutor_shared.syllabus.lint.rules import RULES

FLOW = course_text(question="hints: [Think of it., Cut it.]  # why")


def command(*arguments: str | Path) -> int:
    return run(lambda: tutor().main(args=list(map(str, arguments)), prog_name="tutor"))


def test_a_course_without_problems_ends_in_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("lint", write_course(tmp_path, course_text())) == 0
    assert capsys.readouterr().out == "1 course: no problems.\n"


def test_a_course_with_errors_ends_in_1_and_names_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = write_course(tmp_path, course_text(course="colour: red"))
    assert command("lint", course) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{course}/syllabus.yaml:8:1: error: `colour` is no key of a course.")
    assert first.endswith("[unknown-key]")
    assert last.startswith("1 course: 1 error, 0 warnings.")


def test_warnings_count_only_when_strict(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text(without=["hints"]))
    assert command("lint", course) == 0
    assert command("lint", "--strict", course) == 1


def test_rules_are_selected_and_ignored(tmp_path: Path) -> None:
    course = write_course(tmp_path, course_text(course="colour: red", question="difficulty: x"))
    assert command("lint", course, "--ignore", "unknown-key,bad-value") == 0
    assert command("lint", course, "--select", "duplicate-id") == 0
    assert command("lint", course, "--select", "bad-value, unknown-key") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "No course was named."),
        (["nowhere"], "There is no nowhere."),
        ([".", "--format", "xml"], "There is no format xml."),
        ([".", "--select", "bad-valeu"], "Did you mean `bad-value`?"),
        (["--explain", "nothing"], "There is no rule nothing."),
        (["--no-such-option"], "No such option"),
    ],
)
def test_wrong_usage_ends_in_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("lint", *arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


def test_fix_mends_and_tells_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = write_course(tmp_path, FLOW)
    assert command("lint", course) == 1
    capsys.readouterr()
    assert command("lint", "--fix", course) == 0
    assert "- Think of it.\n          - Cut it.  # why\n" in (course / "syllabus.yaml").read_text()
    shown = capsys.readouterr()
    assert shown.out == "1 course: no problems.\n"
    line = line_of(FLOW, "Think of it.")
    assert shown.err == f"{course}/syllabus.yaml:{line}: mended [flow-prose]\n"
    assert command("lint", "--fix", course) == 0
    assert capsys.readouterr().err == ""


def test_a_topic_s_file_is_told_of_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = write_course(tmp_path, course_text(course="colour: red\ntopics: [sums]"))
    (course / "topics").mkdir()
    topic = course / "topics" / "sums.yaml"
    topic.write_text("id: sums\ntitle: Sums\nsize: 3\n")
    assert command("lint", topic, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["file"] for finding in told} == {str(topic)}


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_the_formats_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert command("lint", "--format", form, write_course(tmp_path, FLOW)) == 1
    assert "flow-prose" in capsys.readouterr().out


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_explained(rule: str) -> None:
    assert explanation(rule).startswith(f"{rule} ({RULES[rule].severity})\n\n")
    assert rule in explanation("all")


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="Did you mean `no-hints`"):
        chosen("", "no-hint")


def test_the_courses_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_course(tmp_path, course_text())
    write_course(tmp_path, course_text(course="x: y").replace("id: example", "id: b"), "b")
    assert command("courses", "--syllabi", tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["course", "title", "topics", "questions", "skills", "status"]
    assert any(
        line.split() == ["example", "Adding", "fractions", "1", "1", "1", "ok"] for line in lines
    )
    assert any(f"1 error: tutor lint {tmp_path / 'b'}" in line for line in lines)


def test_a_folder_of_courses_must_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("courses", "--syllabi", "/nowhere") == 2
    assert "There is no folder /nowhere." in capsys.readouterr().err


def test_a_table_s_columns_stand_under_each_other() -> None:
    assert list(table(("a", "b"), [("long", "x")])) == ["a     b", "long  x"]


def test_p_40_a_hostile_file_stays_within_2_s_and_200_mib(tmp_path: Path) -> None:
    """The kernel holds the limits, on a process of its own for each of the big files."""
    big = [data for data in REFUSED.values() if len(data) > 100_000]
    assert big
    for number, data in enumerate(big):
        course = write_course(tmp_path, "", f"course-{number}")
        (course / "syllabus.yaml").write_bytes(data)
        ended = _limited("lint", str(course), "--format", "github")
        assert ended.returncode == 1, ended.stderr
        assert ended.stdout.startswith("::error file=")
        assert "Traceback" not in ended.stderr


def test_a_8_a_finding_reads_the_same_in_every_run(tmp_path: Path) -> None:
    """The order of a set differs from run to run; no message may show it."""
    part = "known_errors:\n  - {misconception: adds-across, match: [x, y, z, w]}\n"
    choice = "answer:\n  choice:\n    - right: 5/6\n    - wrong: 2/5\ntests: {}\n"
    topic = "exposition:\n  - ask: zzzz\nquestions:\n" + "".join(
        f"  - {{id: q-{name}, skills: [adding], prompt: Why?, answer: {{text: x}}}}\n"
        for name in "abcdefgh"
    )
    write_course(tmp_path, course_text(question=choice + part), "one")
    write_course(tmp_path, course_text(topic=topic), "two")
    shown = {_limited("lint", str(tmp_path), seed=str(seed)).stdout for seed in range(4)}
    assert len(shown) == 1
    assert "There are: q-a, q-b, q-c" in next(iter(shown))


def _limited(*arguments: str, seed: str = "random") -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
        resource.setrlimit(resource.RLIMIT_DATA, (200 << 20, 200 << 20))

    return subprocess.run(
        [sys.executable, "-m", "tutor_shared", *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
