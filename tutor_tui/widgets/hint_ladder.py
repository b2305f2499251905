"""The hint ladder: rungs taken and left, and what a hint costs, said before it is taken."""

from __future__ import annotations

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

TAKEN: Final = "●"
LEFT: Final = "○"
COST: Final = "A hint makes this question count less."
PAID: Final = "A hint was taken: this question counts less."


class HintLadder(Widget):
    """A glyph a rung. Nothing is drawn while no question is open."""

    DEFAULT_CSS = """
    HintLadder { height: auto; width: 1fr; }
    """

    used: reactive[int] = reactive(0, layout=True)
    """Rungs taken."""
    left: reactive[int] = reactive(0, layout=True)
    """Rungs left."""

    def __init__(self, *, brief: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._brief = brief

    def render(self) -> RenderResult:
        """The rungs, the count in words, and the cost."""
        if not self.used and not self.left:
            return Content("")
        rungs = Content.assemble((TAKEN * self.used, "$accent"), LEFT * self.left)
        if self._brief:
            words = f" {self.left} left, each costs a little" if self.left else " none left"
            return Content.assemble("Hints ", rungs, words)
        words = f"  {self.used} taken, {self.left} left"
        cost = PAID if self.used else COST
        return Content.assemble(rungs, words, "\n", (cost, "dim"))
