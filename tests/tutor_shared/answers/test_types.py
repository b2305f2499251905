from __future__ import annotations

from typing import Any

import pytest

from tutor_shared.answers import types
from tutor_shared.answers.block import (
    Answer,
    AnswerBlock,
    Choice,
    Number,
    NumberFormat,
    Output,
    Text,
)
from tutor_shared.errors import AnswerError

OPTIONS = [{"right": "x"}, {"wrong": "y"}, {"wrong": "z"}]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ({"number": "5/6", "forms": ["proper"]}, {"type": "number", "value": "5/6", "forms": ["proper"]}),
        ({"text": "mitosis", "distance": "1"}, {"type": "text", "value": "mitosis", "distance": "1"}),
        ({"output": "3"}, {"type": "output", "value": "3"}),
        ({"choice": OPTIONS, "shuffle": "true"}, {"type": "choice", "value": OPTIONS, "shuffle": "true"}),
    ],
)  # fmt: skip
def test_the_short_and_the_long_form_mean_the_same(
    short: dict[str, Any], long: dict[str, Any]
) -> None:
    answer = types.read_answer(short)
    assert types.read_answer(long) == answer
    assert types.name_of(answer) in short


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ("5/6", "An answer is a mapping"),
        ({}, "names one type"),
        ({"number": "1", "text": "one"}, "names one type"),
        ({"type": "colour", "value": "red"}, "names one type"),
        ({"type": "number"}, "`value` of the number is missing"),
        ({"number": "1", "form": ["mixed"]}, "did you mean `forms`"),
        ({"number": "1", "distance": "1"}, "has no key `distance`"),
    ],
)
def test_what_is_no_answer_is_refused_in_a_teacher_s_words(tree: object, said: str) -> None:
    with pytest.raises(AnswerError, match=said):
        types.read_answer(tree)


def test_a_bare_match_is_of_the_question_s_own_type() -> None:
    number: Answer = Number("5/6")
    assert types.read_match("2/5", number) == Number("2/5")
    assert types.read_match("mitosis", Text(("meiosis",), distance=1)) == Text(("mitosis",))
    assert types.read_match({"text": "five sixths"}, number) == Text(("five sixths",))
    assert types.read_match({"number": "2/5", "strict": "true"}, number) == Number(
        "2/5", strict=True
    )
    choice = types.read_answer({"choice": OPTIONS})
    for tree in ("y", {"choice": "y"}):
        match = types.read_match(tree, choice)
        assert isinstance(match, Choice)
        assert [option.text for option in match.options if option.right] == ["y"]


def test_the_known_keys_are_those_of_the_type() -> None:
    assert types.known_keys({"output": "3"}) == {"output"}
    assert types.known_keys({"type": "output"}) == {"type", "value"}
    assert types.known_keys({"text": "x"}) == {"text"} | types.KEYS["text"]
    assert types.TYPES.keys() <= types.known_keys({})


def test_every_type_shows_itself_and_an_example() -> None:
    comma = NumberFormat(",", ".")
    assert types.show(Number("5/6")) == "5/6"
    assert types.example(Number("5/6"), comma) == "3/4 or 0,75"
    assert types.show(Output("3")) == "```text\n3\n```"


def test_options_are_shown_as_they_stand_or_as_a_seed_arranges_them() -> None:
    answer = types.read_answer({"choice": OPTIONS, "shuffle": True})
    assert types.options(answer) == (("a", "x"), ("b", "y"), ("c", "z"))
    block = types.arranged(AnswerBlock(answer), "session 7")
    assert types.options(answer, "session 7") == types.options(block.answer)
    assert types.options(Number("1"), 7) == ()


def test_a_block_without_options_is_arranged_already() -> None:
    block = AnswerBlock(Number("1"))
    assert types.arranged(block, 1) is block


def test_only_what_has_parts_to_move_is_arranged() -> None:
    assert types.is_arranged(types.read_answer({"choice": OPTIONS}))
    assert not types.is_arranged(types.read_answer({"number": "7"}))
