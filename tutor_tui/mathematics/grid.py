r"""What stands between `\begin` and `\end`, on one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tutor_tui.mathematics.box import Box, Level, Unsure

_MATRICES: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(("matrix", "pmatrix", "bmatrix", "smallmatrix", "array"), ("[", "]")),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}
_LINED_UP: Final = frozenset(
    {
        "aligned",
        "align",
        "align*",
        "gathered",
        "gather",
        "gather*",
        "split",
        "equation",
        "equation*",
    }
)


def environment(name: str, rows: Sequence[Sequence[str]]) -> Box:
    """A matrix `[1 2; 3 4]`, cases `{x, x ≥ 0; -x, x < 0}`, or lines `x = 1; y = 2`."""
    if name in _MATRICES:
        return _matrix(rows, *_MATRICES[name])
    if name == "cases":
        return Box("{" + "; ".join(", ".join(_told(row)) for row in rows) + "}")
    if name in _LINED_UP:
        return Box("; ".join(" ".join(filter(None, row)) for row in rows), level=Level.SUM)
    raise Unsure


def _matrix(rows: Sequence[Sequence[str]], left: str, right: str) -> Box:
    """Commas between the cells if any of them holds blanks. A cell left empty would lose its place."""
    cells = [cell for row in rows for cell in row]
    if not cells or not all(cells):
        raise Unsure
    between = ", " if any(" " in cell for cell in cells) else " "
    return Box(left + "; ".join(between.join(row) for row in rows) + right)


def _told(row: Sequence[str]) -> list[str]:
    """The value and when it holds, without the commas their author wrote between them."""
    return [cell.strip(" ,") for cell in row if cell.strip(" ,")]
