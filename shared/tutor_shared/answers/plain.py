r"""Typed mathematics in plain ASCII: what Unicode and LaTeX offer beyond a keyboard is spelled out.

`½` becomes ` 1/2`, the minus sign a hyphen, `10⁸` becomes `10^8`, `\frac{5}{6}` becomes ` 5/6`, `π` and
`\pi` become `pi`. What has no such spelling stays, and no grammar reads it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from tutor_shared.answers.glyphs import APOSTROPHES, DASHES, FRACTION_SLASH, PRODUCTS, SLASHES

_SYMBOLS: Final = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(PRODUCTS, "*"),
    **dict.fromkeys(SLASHES, "/"),
    **dict.fromkeys(APOSTROPHES, "'"),
    "⁺": "+",
    "π": "pi",
    "τ": "tau",
    "٪": "%",
}
_RAISED: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
_COMMANDS: Final = (
    ("\\displaystyle", ""),
    ("\\textstyle", ""),
    ("\\left", ""),
    ("\\right", ""),
    ("\\times", "*"),
    ("\\cdot", "*"),
    ("\\pi", "pi"),
    ("\\tau", "tau"),
    ("\\log", "log"),
    ("\\%", "%"),
    ("\\,", " "),
    ("\\;", " "),
    ("\\:", " "),
    ("\\!", ""),
    ("\\ ", " "),
    ("\\(", ""),
    ("\\)", ""),
    ("\\[", ""),
    ("\\]", ""),
)
_MAX_FRACTIONS: Final = 8


def plain(text: str) -> str:
    """The text in lower case, stripped, with mathematics spelled in ASCII."""
    if not text.isascii():
        text = _spelled(text)
    if "\\" in text or "$" in text or "{" in text:
        text = _unlatexed(text)
    return text.strip().lower()


def _spelled(text: str) -> str:
    out: list[str] = []
    raised = False
    for char in text:
        if char in _RAISED and not raised:
            out.append("^")
        raised = char in _RAISED
        out.append(char if char.isascii() else _ascii(char))
    return "".join(out)


def _ascii(char: str) -> str:
    if (symbol := _SYMBOLS.get(char)) is not None:
        return symbol
    if char.isspace():
        return " "
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", char)
    # A vulgar fraction stands apart from the whole number before it.
    return " " + folded.replace(FRACTION_SLASH, "/") if FRACTION_SLASH in folded else folded


def _unlatexed(text: str) -> str:
    text = text.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac").replace("{,}", ",")
    for _ in range(_MAX_FRACTIONS):
        # From the right: then an argument holds no fraction any more.
        at = text.rfind("\\frac")
        if at < 0:
            break
        text = _unfractioned(text, at)
    for command, symbol in _COMMANDS:
        if command in text:
            text = text.replace(command, symbol)
    return text.replace("$", "").replace("{", "").replace("}", "")


def _unfractioned(text: str, at: int) -> str:
    over, after = _argument(text, at + len("\\frac"))
    under, after = _argument(text, after)
    return f"{text[:at]} {over}/{under} {text[after:]}"


def _argument(text: str, at: int) -> tuple[str, int]:
    """A LaTeX argument, in braces or one character, and where it ends."""
    while text[at : at + 1] == " ":
        at += 1
    if text[at : at + 1] != "{":
        return text[at : at + 1], at + 1
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] == "{") - (text[end] == "}")
        if not depth:
            return text[at + 1 : end], end + 1
    return text[at + 1 :], len(text)
