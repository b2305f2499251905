"""The tutor's own sentences."""

from __future__ import annotations

from tutor_server.pedagogy import phrases


def test_no_sentence_stands_twice_in_a_list() -> None:
    for sentences in (phrases.NOT_YET, phrases.SAME_SLIP, phrases.STUCK):
        assert len(set(sentences)) == len(sentences)


def test_the_summary_names_what_was_learned_and_what_to_look_at_again() -> None:
    text = phrases.summary("Fractions", solved=3, asked=4, mastered=["Add"], review=["Compare"])
    assert "3 of 4" in text
    assert "mastered: Add" in text
    assert "another look: Compare" in text


def test_the_summary_leaves_out_what_is_empty() -> None:
    text = phrases.summary("Fractions", solved=0, asked=0, mastered=[], review=[])
    assert "mastered" not in text
    assert "another look" not in text
