from __future__ import annotations

import pytest

from tutor_tui.mathematics.box import Unsure
from tutor_tui.mathematics.grid import environment


def test_a_matrix_is_its_rows_on_one_line() -> None:
    assert environment("pmatrix", [["1", "2"], ["3", "4"]]).text == "[1 2; 3 4]"
    assert environment("vmatrix", [["a", "b"], ["c", "d"]]).text == "|a b; c d|"


def test_cells_with_blanks_are_kept_apart_by_commas() -> None:
    assert environment("bmatrix", [["a + b", "c"]]).text == "[a + b, c]"


def test_a_cell_left_empty_would_lose_its_place() -> None:
    for rows in ([["1", ""], ["", "1"]], []):
        with pytest.raises(Unsure):
            environment("matrix", rows)


def test_cases_are_told_one_after_the_other() -> None:
    rows = [["x,", "x ≥ 0"], ["-x", "x < 0"]]
    assert environment("cases", rows).text == "{x, x ≥ 0; -x, x < 0}"


def test_lines_that_are_lined_up_are_lines() -> None:
    assert environment("align*", [["x", "= 1"], ["", "= y"]]).text == "x = 1; = y"


def test_another_environment_is_not_understood() -> None:
    with pytest.raises(Unsure):
        environment("tikzpicture", [["x"]])
