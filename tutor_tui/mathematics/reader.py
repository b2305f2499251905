r"""LaTeX mathematics to one line, by recursive descent over its tokens.

.. code-block:: text

    lines  = row { "\\" row }
    row    = { atom { "'" | "!" | "%" } [ "^" argument ] [ "_" argument ] }
    atom   = "{" row "}" | number | sign | command { argument }
           | "\left" delimiter row "\right" delimiter
           | "\begin{name}" row { ("&" | "\\") row } "\end{name}"

Each token is read once. What the grammar does not hold raises `Unsure`: nothing is guessed and
nothing dropped.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from tutor_tui.mathematics import build, commands, symbols
from tutor_tui.mathematics.box import Box, Level, Unsure
from tutor_tui.mathematics.cursor import Cursor
from tutor_tui.mathematics.grid import environment
from tutor_tui.mathematics.row import join
from tutor_tui.mathematics.tokens import is_number

MAX_SOURCE: Final = 2_000
MAX_DEPTH: Final = 16
_ROW_ENDS: Final = frozenset({"", "}", "&", r"\\", r"\right", r"\end"})
_MARKS: Final = {"'": "\N{PRIME}", "!": "!", "%": "%", r"\%": "%"}
_SYNTAX: Final = frozenset("^_{}&#$~")


def read(source: str) -> str:
    """The mathematics on one line.

    Raises:
        Unsure: too long, too deep, unbalanced, empty, or with a command that is not known.
    """
    if len(source) > MAX_SOURCE:
        raise Unsure
    line = _Reader(source).lines()
    if not (line.strip() and line.isprintable()):
        raise Unsure
    return line.strip()


class _Reader(Cursor):
    """One piece of mathematics, and how deep the reading is in it."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._depth = 0

    def lines(self) -> str:
        """The whole piece; the lines of a display, separated by semicolons."""
        found = [self._row().text]
        while self.take_if(r"\\"):
            found.append(self._row().text)
        self.expect("")
        return "; ".join(line for line in found if line)

    def _row(self, end: str = "") -> Box:
        """Everything up to what ends a row, or to `end`, which is left standing."""
        boxes: list[Box] = []
        bars: set[str] = set()
        gap = False
        while (token := self.peek()).text not in _ROW_ENDS and token.text != end:
            gap = gap or token.gap
            if token.text in commands.SILENT:
                self.take()
            elif token.text in commands.BLANKS:
                gap = bool(self.take())
            else:
                box = self._bar(bars) if token.text in symbols.BARS else self._atom()
                boxes.append(self._scripted(self._marked(replace(box, gap=gap))))
                gap = False
        return join(boxes)

    def _bar(self, open_bars: set[str]) -> Box:
        """A bar opens, and the next one like it closes; with blanks on both sides it stands between."""
        token = self.take()
        sign = symbols.BARS[token.text]
        if token.gap and self.peek().gap:
            return Box(sign, "relation", Level.SUM)
        open_bars ^= {sign}
        return Box(sign, "open" if sign in open_bars else "close")

    def _marked(self, box: Box) -> Box:
        """The atom with the primes, the factorial or percent sign that touch it."""
        token = self.peek()
        if token.gap or token.text not in _MARKS:
            return box
        count = 0
        while self.take_if(token.text):
            count += 1
        return build.marked(box, _MARKS[token.text] * count)

    def _scripted(self, box: Box) -> Box:
        """The atom with what stands above and below it."""
        found: dict[str, Box] = {}
        while (mark := self.peek().text) in {"^", "_"}:
            if mark in found:
                raise Unsure
            self.take()
            found[mark] = self._argument()
        return build.scripted(box, found.get("_"), found.get("^")) if found else box

    def _argument(self) -> Box:
        """What a command or a script takes: a group, or one token and its own arguments."""
        if is_number(self.peek().text):
            return Box(self.take_digit())
        if self.peek().text in _ROW_ENDS:
            raise Unsure
        return self._atom()

    def _atom(self) -> Box:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unsure
        box = self._read_atom()
        self._depth -= 1
        return box

    def _read_atom(self) -> Box:
        text = self.peek().text
        if text in {"^", "_"}:
            return Box("")  # a script before its base, as in an isotope
        self.take()
        if text == "{":
            return self._group()
        if sign := symbols.SIGNS.get(text):
            return sign
        if text.startswith("\\"):
            return self._command(text)
        if text in _SYNTAX or not text.isprintable():
            raise Unsure
        return Box(text)

    def _group(self) -> Box:
        box = self._row()
        self.expect("}")
        return box if box.kind in {"word", "function"} else replace(box, kind="operand")

    def _command(self, name: str) -> Box:
        if name in commands.FRACTIONS:
            return build.fraction(self._argument(), self._argument())
        if name in commands.TEXTS:
            return build.word(self.words())
        if name in commands.FACES:
            return build.upright(self._argument())
        if mark := commands.ACCENTS.get(name):
            return build.accented(self._argument(), mark)
        match name:
            case r"\sqrt":
                return self._root()
            case r"\left":
                return self._delimited()
            case r"\begin":
                return self._environment()
            case r"\binom" | r"\dbinom" | r"\tbinom":
                return Box(f"C({self._argument().text}, {self._argument().text})")
            case r"\mathbb":
                return build.double_struck(self._argument())
            case r"\not":
                return build.negated(self._atom())
            case r"\operatorname":
                return Box(self.words(), "function")
            case r"\pmod":
                return build.word(f" (mod {self._argument().text})")
            case _:
                raise Unsure

    def _root(self) -> Box:
        index = None
        if self.take_if("["):
            index = self._row(end="]")
            self.expect("]")
        return build.root(self._argument(), index)

    def _delimited(self) -> Box:
        left = self._delimiter()
        inner = self._row()
        self.expect(r"\right")
        right = self._delimiter()
        level = Level.PRIME if left and right else Level.POWER
        return Box(left + inner.text + right, level=level)

    def _delimiter(self) -> str:
        sign = symbols.DELIMITERS.get(self.take().text)
        if sign is None:
            raise Unsure
        return sign

    def _environment(self) -> Box:
        name = self.words()
        if name == "array":
            self.words()
        rows = self._rows()
        self.expect(r"\end")
        if self.words() != name:
            raise Unsure
        return environment(name, rows)

    def _rows(self) -> list[list[str]]:
        rows = [[self._row().text]]
        while True:
            if self.take_if("&"):
                rows[-1].append(self._row().text)
            elif self.take_if(r"\\"):
                rows.append([self._row().text])
            else:
                return rows if rows[-1] != [""] else rows[:-1]
