from __future__ import annotations

from tutor_shared.answers.block import AnswerBlock, Text
from tutor_shared.answers.kind import no_label, no_options, unarranged, ungraded

ANSWER = Text(("mitosis",))


def test_what_the_checker_found_by_itself_is_unsure() -> None:
    judged = ungraded("Write it so.", readable=False)
    assert judged.verdict.verdict == "ungraded"
    assert not judged.sure
    assert not judged.verdict.readable


def test_a_type_without_options_has_none_and_no_labels() -> None:
    assert no_options(ANSWER) == ()
    assert no_label(ANSWER, "meiosis", AnswerBlock(ANSWER)) is None
    assert unarranged(ANSWER, 1) is ANSWER
