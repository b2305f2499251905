r"""The characters beyond ASCII that people and their keyboards put in place of ASCII ones.

Written as escapes, because most cannot be told apart on the page.
"""

from __future__ import annotations

from typing import Final

TIMES: Final = "\N{MULTIPLICATION SIGN}"
FRACTION_SLASH: Final = "\N{FRACTION SLASH}"

#: minus, en and em dash, hyphen, non-breaking hyphen, figure dash, small and full-width hyphen,
#: superscript minus
DASHES: Final = "\u2212\u2013\u2014\u2010\u2011\u2012\ufe63\uff0d\u207b"
#: times, dot operator, middle dot, bullet operator, asterisk operator, multiplication x
PRODUCTS: Final = "\u00d7\u22c5\u00b7\u2219\u2217\u2715"
#: division sign, division slash, fraction slash, full-width solidus
SLASHES: Final = "\u00f7\u2215\u2044\uff0f"
#: right and left single quote, modifier apostrophe, acute accent
APOSTROPHES: Final = "\u2019\u2018\u02bc\u00b4"
#: left, right and low double quote
DOUBLE_QUOTES: Final = "\u201c\u201d\u201e"
#: question mark, and the full-width one
QUESTION_MARKS: Final = ("?", "\uff1f")

#: For `str.translate`: words as a plain keyboard types them.
TYPEWRITER: Final[dict[int, str]] = {
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, DASHES), "-"),
}
