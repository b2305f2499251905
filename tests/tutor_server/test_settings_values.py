"""One value at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tutor_server import settings_values as values


@pytest.mark.parametrize(("raw", "port"), [(0, 0), ("65535", 65535), (" 80 ", 80)])
def test_a_port_is_read(raw: Any, port: int) -> None:
    assert values.read_port(raw) == port


@pytest.mark.parametrize("raw", [-1, 65536, "x", "", 1.5, True, None, []])
def test_what_is_no_port_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="a port"):
        values.read_port(raw)


@pytest.mark.parametrize("raw", [0, -1, "-0", True, 2.0])
def test_a_limit_of_nothing_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="from 1 on"):
        values.read_count(raw)


@pytest.mark.parametrize("raw", [0, -1, "soon", True, float("nan"), float("inf"), None])
def test_seconds_are_a_length_of_time(raw: Any) -> None:
    assert values.read_seconds("1.5") == 1.5
    with pytest.raises(ValueError, match="seconds"):
        values.read_seconds(raw)


@pytest.mark.parametrize(("raw", "flag"), [(True, True), ("YES", True), ("0", False), ("", False)])
def test_a_flag_is_read(raw: Any, flag: bool) -> None:
    assert values.read_flag(raw) is flag


@pytest.mark.parametrize("raw", ["maybe", 1, None])
def test_what_is_no_flag_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="true or false"):
        values.read_flag(raw)


@pytest.mark.parametrize(("raw", "items"), [("a, b,,", ("a", "b")), (["a"], ("a",)), ("", ())])
def test_a_list_is_read(raw: Any, items: tuple[str, ...]) -> None:
    assert values.read_list(raw) == items


@pytest.mark.parametrize("raw", [[1], 5, {"a": 1}])
def test_what_is_no_list_of_texts_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="list of texts"):
        values.read_list(raw)


def test_a_path_knows_the_home_folder() -> None:
    assert values.read_path("~/x") == Path.home() / "x"
    assert values.read_path(Path("y")) == Path("y")
    with pytest.raises(ValueError, match="a path"):
        values.read_path("")


def test_a_word_is_one_of_a_few() -> None:
    assert values.read_word(("a", "b"))("B") == "b"
    with pytest.raises(ValueError, match="one of a, b"):
        values.read_word(("a", "b"))(3)


def test_text_is_not_empty() -> None:
    assert values.read_text("x") == "x"
    with pytest.raises(ValueError, match="a text"):
        values.read_text("")
