from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.fake_server import (
    END,
    JOINED,
    OPENING,
    QUESTION,
    RIGHT,
    numbered,
    own,
    said,
    state,
)
from tutor_shared.wire import frames
from tutor_shared.wire.frames import NumberedFrame
from tutor_tui import desk as desks
from tutor_tui.desk import Desk, take
from tutor_tui.link.events import Connected, Lost, Refused, TakenOver
from tutor_tui.screens.standing import box_title, standing, where

ASKED = [*OPENING, *QUESTION]
GUIDED = [
    *ASKED,
    state("guiding_student", "remediating_unknown_error", question="q1"),
    said("guidance", "?"),
]


def seated(*turns: NumberedFrame) -> Desk:
    desk = take(Desk(), Connected("ada", "fake"))
    for frame in (JOINED, *numbered(turns)):
        desk = take(desk, frame)
    return desk


CASES = [
    (Desk(), "Opening…", "Opening…"),
    (seated(*OPENING), "Reading", "Enter goes on · or ask something"),
    (seated(*ASKED), "Your turn", "Your answer"),
    (seated(*GUIDED), "Step by step", "Your answer · Enter alone has it told"),
    (seated(*ASKED, *RIGHT), "Solved", "Enter goes on · or ask something"),
    (seated(*ASKED, own("5/6"), RIGHT[0]), "Checking…", "Checking… esc stops"),
    (seated(*ASKED, *END), "Finished", "The lesson is finished"),
    (
        desks.pushed(seated(*ASKED), frames.Hint(id="frame-0000000001")),
        "Sending…",
        "Sending…",
    ),
    (take(seated(*ASKED), frames.Ack("x", 9)), "The tutor is at it…", "The tutor is at it…"),
    (
        take(seated(*ASKED), Lost("Lost.", 1.0)),
        "Not connected",
        "Not connected: what you send waits here",
    ),
    (
        take(seated(*ASKED), TakenOver("x")),
        "Continued elsewhere",
        "Continued elsewhere; r takes it back",
    ),
    (take(seated(*ASKED), Refused("closed", "x")), "Not connected", "Not connected; r tries again"),
]


@pytest.mark.parametrize(("desk", "stands", "title"), CASES)
def test_every_wait_says_what_for_and_every_turn_whose(desk: Desk, stands: str, title: str) -> None:
    assert standing(desk) == stands
    assert box_title(desk, asking=False) == title


def test_a_closed_question_says_that_nothing_is_counted() -> None:
    closed = replace(QUESTION[-1], closed=True)
    desk = seated(*ASKED[:-1], closed)
    assert standing(desk) == "Closed; go on when you like"
    assert box_title(desk, asking=False) == "Enter goes on · or answer, uncounted"


def test_a_question_of_ones_own_says_how_to_get_back() -> None:
    assert box_title(seated(*ASKED), asking=True).startswith("Your question")


def test_options_say_how_to_choose() -> None:
    asked = [*OPENING, QUESTION[0], said("question", "Which?", options=[("a", "x")]), QUESTION[-1]]
    assert box_title(seated(*asked), asking=False) == "Your answer · type it, or ↑ ↓"


def test_where_one_is_has_the_number_only_at_a_question() -> None:
    assert where(seated(*OPENING)) == ("Fractions", "Adding", "")
    assert where(seated(*ASKED)) == ("Fractions", "Adding", "question 1 of 2")
