"""What an author may have meant."""

from __future__ import annotations

from tutor_shared.syllabus.lint.suggest import quoted, suggest


def test_the_nearest_word_is_suggested() -> None:
    assert suggest("prompts", ["prompt", "hints"]) == "Did you mean `prompt`?"


def test_without_a_near_word_there_is_a_list() -> None:
    assert suggest("zzz", ["a", "b"]) == "There are: a, b. Use one of them."
    assert suggest("zzz", map(str, range(20))).endswith("11, …. Use one of them.")


def test_without_any_word_it_says_so() -> None:
    assert suggest("zzz", []) == "There are none yet; define it first."


def test_foreign_text_is_cleaned_and_cut() -> None:
    assert quoted("a\x1b[31m\nb") == "`a[31m b`"
    assert quoted("x" * 100) == f"`{'x' * 60}…`"
