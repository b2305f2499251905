"""What a screen asks of the app, one message each. They go up; attributes come down."""

from __future__ import annotations

from textual.message import Message

from tutor_shared.wire.frames import LessonFrame


class Push(Message):
    """Send this to the lesson."""

    def __init__(self, frame: LessonFrame) -> None:
        super().__init__()
        self.frame = frame


class TakeSeat(Message):
    """Take a seat in a course; `restart` begins it anew."""

    def __init__(self, course: str, *, restart: bool = False) -> None:
        super().__init__()
        self.course = course
        self.restart = restart


class Mistake(Message):
    """What was typed cannot be sent; the sentence says what can."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class ShowRecord(Message):
    """Show what is known of the learner."""


class ShowCourses(Message):
    """Leave the lesson, if there is one, and show the courses."""


class TakeBack(Message):
    """Continue here what was continued elsewhere."""


class Finished(Message):
    """The lesson has come to its end."""
