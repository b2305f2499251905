from __future__ import annotations

import pytest

from tutor_server.maintenance.finding import Finding, Inspection, Kind


def found(*kinds: Kind) -> Inspection:
    seen = Inspection()
    seen.read(1, 1_234)
    for kind in kinds:
        seen.add(Finding(kind, "ada in fractions", "something"))
    return seen


def test_a_finding_is_one_line_that_steers_no_terminal() -> None:
    finding = Finding("drift", "a\x1b[31mda\nin fractions", "state is\u202e empty")
    assert str(finding) == "drift: a[31mda in fractions: state is empty"


@pytest.mark.parametrize(
    ("kinds", "sound", "words"),
    [
        ((), True, "no problems"),
        (("note",), True, "no problems, note 1"),
        (("drift", "drift", "note"), False, "drift 2, note 1"),
        (("damage", "drift"), False, "damage 1, drift 1"),
    ],
)
def test_a_note_is_no_problem(kinds: tuple[Kind, ...], sound: bool, words: str) -> None:
    seen = found(*kinds)
    assert seen.sound is sound
    assert str(seen) == f"1 session, 1,234 events: {words}"


def test_what_was_looked_at_adds_up() -> None:
    seen = found()
    seen.read(2, 6)
    assert (seen.sessions, seen.events) == (3, 1_240)
