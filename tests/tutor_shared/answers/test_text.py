from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor_shared.answers import text as words
from tutor_shared.answers.block import AnswerBlock, KnownError, Number, NumberFormat, Text
from tutor_shared.answers.kind import Judged
from tutor_shared.errors import AnswerError

MEIOSIS = Text(("meiosis",), distance=1)
RIVAL = (KnownError(Number("2"), "counts"), KnownError(Text(("mitosis",)), "confuses"))


def judged(answer: Text, text: str, known: tuple[KnownError, ...] = ()) -> Judged:
    return words.judge(answer, text, AnswerBlock(answer, known_errors=known))


@pytest.mark.parametrize("text", ["Málaga", "malaga", " MALAGA. ", "Ma\u0301laga", "is it Málaga?"])
def test_case_accents_blanks_and_closing_marks_do_not_matter(text: str) -> None:
    assert judged(Text(("Málaga",)), text).verdict.verdict == "correct"


def test_case_and_accents_matter_where_the_author_says_so() -> None:
    assert judged(Text(("Él",), case=True, accents=True), "Él").verdict.verdict == "correct"
    assert judged(Text(("Él",), case=True), "él").verdict.verdict == "incorrect"
    assert judged(Text(("él",), accents=True), "el").verdict.verdict == "incorrect"


def test_apostrophes_and_dashes_are_one() -> None:
    assert judged(Text(("it's well-known",)), "It\u2019s well\u2011known").sure


def test_a_slip_is_forgiven_and_the_spelling_told() -> None:
    found = judged(MEIOSIS, "meosis")
    assert (found.verdict.verdict, found.sure) == ("correct", False)
    assert found.verdict.message == "It is spelled: meiosis"
    assert judged(MEIOSIS, "meoiss").verdict.verdict == "incorrect"


@pytest.mark.parametrize(
    ("right", "typed"), [("DNA", "RNA"), ("cat", "bat"), ("in 1914", "in 1915")]
)
def test_no_slip_is_forgiven_where_it_makes_another_word(right: str, typed: str) -> None:
    assert judged(Text((right,), distance=2), typed).verdict.verdict == "incorrect"


def test_a_slip_that_lies_as_near_to_a_known_error_is_not_graded() -> None:
    assert judged(MEIOSIS, "miosis", RIVAL).verdict.verdict == "ungraded"
    assert judged(MEIOSIS, "meiosiss", RIVAL).verdict.verdict == "correct"


def test_a_match_is_exact_unless_it_names_a_distance() -> None:
    block = AnswerBlock(MEIOSIS)
    exact = words.read_match("mitosis", {}, MEIOSIS)
    assert words.matches(exact, "Mitosis", block)
    assert not words.matches(exact, "mitossis", block)
    assert words.matches(words.read_match("mitosis", {"distance": "1"}, MEIOSIS), "mitossis", block)


def test_an_answer_is_read_with_all_its_options() -> None:
    options = {"accept": ["5 sixths"], "case": "true", "accents": "yes", "distance": "2"}
    assert words.read("five sixths", options) == Text(
        ("five sixths", "5 sixths"), case=True, accents=True, distance=2
    )
    with pytest.raises(AnswerError, match="`distance`"):
        words.read("x", {"distance": "far"})


def test_what_is_shown_and_how_to_write_it() -> None:
    assert words.show(MEIOSIS, NumberFormat()) == "meiosis"
    assert words.example(MEIOSIS, NumberFormat()) == "one word"
    assert words.example(Text(("five sixths",)), NumberFormat()) == "a few words"


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert judged(MEIOSIS, text, RIVAL).verdict.verdict in {"correct", "incorrect", "ungraded"}


@given(st.text(alphabet="abcdefgé ", min_size=1).filter(str.strip))
def test_a_text_is_right_for_itself(text: str) -> None:
    assert judged(Text((text,)), text).sure
