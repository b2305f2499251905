"""A YAML scanner's complaint in a teacher's words.

The left column is what libyaml or PyYAML's own scanner says (a part of it is enough), the right
one what an author should do. The first line that fits is taken.
"""

from __future__ import annotations

from typing import Final

_TAB: Final = "A tab is used for indentation here. Use spaces."
_QUOTE_IT: Final = "Put the text in single quotes, or on the next line in block style after a |."

_WORDS: Final = (
    ("tab character", _TAB),
    (
        "mapping values are not allowed",
        (
            "There is a colon too many, or a line that is indented too far or misses its colon. "
            "Text that holds a colon and a space goes in single quotes, or on the next line after a |."
        ),
    ),
    ("could not find expected ':'", "This line has no colon after its key. Write key: value."),
    (
        "block sequence entries are not allowed",
        "A list cannot begin on the line of its key. Put each `- item` on a line of its own.",
    ),
    (
        "unexpected end of stream",
        "A quote is opened here and not closed. Close it; a quote inside single quotes is doubled.",
    ),
    (
        "unknown escape character",
        (
            "A backslash means something inside double quotes. Use single quotes, or block style after"
            " a |."
        ),
    ),
    ("while scanning an alias", f"Text cannot begin with * here. {_QUOTE_IT}"),
    ("while scanning an anchor", f"Text cannot begin with & here. {_QUOTE_IT}"),
    ("tag", f"Text cannot begin with ! here. {_QUOTE_IT}"),
    (
        "expected ',' or ']'",
        (
            "A bracket [ is opened here and its list is not right. Close it with ], and write a list "
            "whose items hold commas, colons or brackets with one `- item` a line."
        ),
    ),
    (
        "expected ',' or '}'",
        (
            "A brace { is opened here and its mapping is not right. Close it with }, and write one "
            "whose values hold commas, colons or braces with one `key: value` a line."
        ),
    ),
    (
        "did not find expected key",
        (
            "This line does not fit: it is indented otherwise than the lines above it, or text follows "
            "a closing quote or bracket. Indent the keys of one mapping alike, and put text that holds "
            "quotes in block style after a |."
        ),
    ),
    (
        "expected '-' indicator",
        (
            "This line stands in a list and does not begin with a dash. Begin it with `- `, or indent "
            "it to belong to the item above."
        ),
    ),
    (
        "expected comment or line break",
        "Nothing may follow | or > on its line. Put the text on the next line, indented.",
    ),
    ("expected <document start>", "Text follows the end of the document. Remove it."),
    ("incompatible YAML document", "The %YAML line is not needed. Remove it."),
    ("expected node content", "Something is missing or one bracket too many stands here."),
    (
        "mapping keys are not allowed",
        f"Text cannot begin with a question mark and a space. {_QUOTE_IT}",
    ),
    ("indentation", "This line's indentation does not fit. Indent the lines of a text alike."),
    ("not allowed", "This file holds a character YAML does not allow. Remove it."),
)


def in_words(complaint: str, character: str) -> str:
    """What to tell an author.

    `complaint` is the scanner's context and problem; `character` is what stands at its place.
    """
    if "cannot start any token" in complaint:
        return _TAB if character == "\t" else _cannot_begin(character)
    for part, words in _WORDS:
        if part in complaint:
            return words
    return "This is not YAML as a course uses it. Look at the quotes, colons and indentation here."


def _cannot_begin(character: str) -> str:
    return f"Text cannot begin with {character or 'this'} in YAML. {_QUOTE_IT}"
