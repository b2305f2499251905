from __future__ import annotations

import pytest

from tutor_shared.answers.tree import (
    MAX_ITEMS,
    MAX_SCALAR,
    check_keys,
    count,
    flag,
    scalar,
    scalars,
)
from tutor_shared.errors import AnswerError


def test_a_scalar_is_the_text_as_written() -> None:
    assert scalar("1.50", "A number") == "1.50"
    assert scalar(3, "A number") == "3"


@pytest.mark.parametrize("value", ["", "  ", None, True, [], {}, "x" * (MAX_SCALAR + 1)])
def test_what_is_no_scalar_is_refused_in_words(value: object) -> None:
    with pytest.raises(AnswerError, match="A number"):
        scalar(value, "A number")


def test_one_scalar_is_a_list_of_one() -> None:
    assert scalars("a", "x") == ("a",)
    assert scalars(["a", "b"], "x") == ("a", "b")


@pytest.mark.parametrize("value", [[], ["a"] * (MAX_ITEMS + 1), [["a"]]])
def test_a_list_has_some_values_and_not_too_many(value: object) -> None:
    with pytest.raises(AnswerError):
        scalars(value, "x")


@pytest.mark.parametrize(("value", "meant"), [("true", True), ("no", False), (True, True)])
def test_a_flag_is_said_in_yaml_s_words(value: object, meant: bool) -> None:
    assert flag({"strict": value}, "strict") is meant
    assert flag({}, "strict") is False


def test_a_flag_that_is_none_is_refused() -> None:
    with pytest.raises(AnswerError, match="true or false"):
        flag({"strict": "maybe"}, "strict")


def test_a_count_stays_in_its_bounds() -> None:
    assert count({"distance": "2"}, "distance", low=0, high=5) == 2
    assert count({}, "distance", low=0, high=5) is None
    for wrong in ("6", "-1", "1.5", "9" * 9, "²"):
        with pytest.raises(AnswerError, match="0 to 5"):
            count({"distance": wrong}, "distance", low=0, high=5)


def test_an_unknown_key_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(AnswerError, match="did you mean `forms`"):
        check_keys(["form"], {"forms", "strict"}, "A number")
    with pytest.raises(AnswerError, match="it may have: forms, strict"):
        check_keys(["zzz"], {"forms", "strict"}, "A number")
    check_keys(["forms"], {"forms"}, "A number")
