"""What all screens share: a desk that comes down, a line that says what waits, and a key line."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import Screen

from tutor_tui import keymap
from tutor_tui.desk import Desk
from tutor_tui.keymap import Key, Need
from tutor_tui.widgets.key_line import KeyLine

WIDE: Final = 100
TALL: Final = 14


class DeskScreen(Screen[None]):
    """A screen that is drawn from the desk. `KEYS` is its part of the key table."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]
    KEYS: ClassVar[tuple[Key, ...]] = ()

    desk: reactive[Desk] = reactive(Desk())
    """All that is known, whole."""

    stands = False
    """Whether all widgets are there, so that there is something to draw on."""

    def on_mount(self) -> None:
        """Draw what is known already."""
        self.stands = True
        self.draw(self.desk)

    def watch_desk(self, desk: Desk) -> None:
        """Draw a new desk, once there is something to draw it on."""
        if self.stands:
            self.draw(desk)

    def draw(self, desk: Desk) -> None:
        """Hand the parts of the desk down."""
        del desk
        self.show_keys()

    @property
    def possible(self) -> frozenset[Need]:
        """What can be done now."""
        return self.desk.possible

    def show_keys(self) -> None:
        """Let the key line say what can be done now."""
        keys = keymap.allowed((*self.KEYS, *keymap.ANYWHERE), self.possible)
        for line in self.query(KeyLine):
            line.keys = tuple(keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is possible is done."""
        del parameters
        return keymap.permits(self.KEYS, action, self.possible)

    def on_resize(self) -> None:
        """A wider screen has room for more keys."""
        self.show_keys()


def bindings(keys: tuple[Key, ...]) -> list[Binding]:
    """The keys that have an action, once each. Those that type nothing come before the answer box."""
    actions = dict.fromkeys((key.key, key.action) for key in keys if key.action)
    return [
        Binding(key, action, show=False, priority=key.startswith(("f", "ctrl")))
        for key, action in actions
    ]
