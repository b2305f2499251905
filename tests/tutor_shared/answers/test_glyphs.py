from __future__ import annotations

from tutor_shared.answers import glyphs


def test_no_character_stands_for_two_things() -> None:
    groups = [glyphs.DASHES, glyphs.PRODUCTS, glyphs.SLASHES, glyphs.APOSTROPHES]
    groups.append(glyphs.DOUBLE_QUOTES)
    every = "".join(groups)
    assert len(set(every)) == len(every)


def test_typographic_words_become_typewritten() -> None:
    typeset = "\u201cit\u2019s well\u2011known\u201d"
    assert typeset.translate(glyphs.TYPEWRITER) == '"it\'s well-known"'
