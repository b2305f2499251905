r"""What LaTeX stacks, on one line: fractions, roots, scripts, accents, with the brackets they need."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from msgspec.structs import replace

from tutor_tui.mathematics.box import Box, Level, Unsure, bracketed, within
from tutor_tui.mathematics.commands import DOUBLE_STRUCK
from tutor_tui.mathematics.scripts import lowered, raised

_ROOTS: Final = {"2": "√", "3": "∛", "4": "∜"}
_SCRIPTABLE: Final = frozenset({"operand", "word", "function", "big", "close"})
_PRIME: Final = "\N{PRIME}"
_OVERLINE: Final = "\N{COMBINING OVERLINE}"
_STROKE: Final = "\N{COMBINING LONG SOLIDUS OVERLAY}"


def fraction(top: Box, bottom: Box) -> Box:
    """`top/bottom`; brackets where either would fall apart."""
    if not (top.text and bottom.text):
        raise Unsure
    airy = " " in top.text and top.level > Level.PRIME
    over = bracketed(top) if airy else within(top, Level.PRODUCT)
    under = bottom.text if _is_derivative(top, bottom) else within(bottom, Level.POWER)
    text = f"{over}/{under}"
    return Box(text, level=Level.QUOTIENT, shut=f"({text})", open_left=True)


def _is_derivative(top: Box, bottom: Box) -> bool:
    """Whether it is `dy/dx`, which nobody reads as d·y/d·x."""
    sign, name, power = bottom.text[:1], bottom.text[1:2], bottom.text[2:]
    signed = sign in {"d", "∂"} and top.text.startswith(sign)
    return signed and name.isalpha() and power in {"", "²", "³", "ⁿ"}


def root(radicand: Box, index: Box | None = None) -> Box:
    """`√x`, `∛8`, `⁵√(x+1)`."""
    if not radicand.text:
        raise Unsure
    degree = index.text if index else "2"
    sign = _ROOTS.get(degree) or _sign_of(degree)
    text = sign + within(radicand, Level.PRIME)
    if sign in _ROOTS.values():
        return Box(text, level=Level.POWER, shut=sign + bracketed(radicand))
    return Box(text, level=Level.POWER, shut=f"({text})", open_left=True)


def _sign_of(degree: str) -> str:
    high = raised(degree)
    if not high:
        raise Unsure
    return high + _ROOTS["2"]


def scripted(base: Box, low: Box | None, high: Box | None) -> Box:
    """The base with what stands below and above it: `xₙ²`, `x^(2/3)`, `x_b`."""
    stem = _stem(base)
    under, under_shut = _script(low, "_") if low else ("", "")
    over, over_shut = _script(high, "^") if high else ("", "")
    if over:
        under = under_shut
    text, shut = stem + under + over, stem + under_shut + over_shut
    level = Level.POWER if over or under.startswith("_") else Level.PRIME
    return replace(base, text=text, level=level, shut=shut if shut != text else "", open_left=False)


def _stem(base: Box) -> str:
    """The base's text; a page shows no brackets around `{a+b}^2`, so what it means is not known."""
    if base.kind not in _SCRIPTABLE or base.level in {Level.PRODUCT, Level.SUM}:
        raise Unsure
    return within(base, Level.PRIME)


def _script(box: Box, mark: str) -> tuple[str, str]:
    """The script alone, and as it must be where something follows."""
    if not box.text:
        return "", ""
    small = raised(box.text) if mark == "^" else lowered(box.text)
    if small:
        return small, small
    shut = mark + bracketed(box)
    single = len(box.text) == 1 or (box.text.isascii() and box.text.isdigit())
    return (mark + box.text if single else shut), shut


def marked(base: Box, mark: str) -> Box:
    """The base with a mark behind it, as in `n!`, `50%` and `f″`; a prime changes no level."""
    stem = _stem(base)
    level = Level.PRIME if mark[0] == _PRIME else Level.POWER
    sign = mark.replace(_PRIME * 3, "‴").replace(_PRIME * 2, "″")
    return replace(base, text=stem + sign, level=level, shut="", open_left=False)


def accented(base: Box, mark: str) -> Box:
    """Each character under the combining mark; only a line may go over more than one."""
    text = base.text
    if not (text.isalnum() and (len(text) == 1 or mark == _OVERLINE)):
        raise Unsure
    return Box("".join(normalize("NFC", sign + mark) for sign in text))


def negated(box: Box) -> Box:
    """The relation struck out: `∉`, `≠`."""
    if box.kind != "relation":
        raise Unsure
    return replace(box, text=normalize("NFC", box.text + _STROKE))


def word(text: str) -> Box:
    """Words for people: a product of no letters, and more than one fall apart."""
    return Box(text, "word", Level.SUM if " " in text.strip() else Level.PRIME)


def upright(box: Box) -> Box:
    """Letters in another face: more than one are a word, with no product between them."""
    return word(box.text) if box.text.isalpha() and len(box.text) > 1 else box


def double_struck(box: Box) -> Box:
    """The letter of a set of numbers."""
    sign = DOUBLE_STRUCK.get(box.text)
    if sign is None:
        raise Unsure
    return Box(sign)
