"""The plain client's lines: what is printed for a frame, a course list, a record, the help.

Pure: values in, lines out, each cleaned of what could steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tutor_shared.wire import frames
from tutor_shared.wire.clean import clean
from tutor_shared.wire.frames import NumberedFrame, StateName, VerdictName
from tutor_tui.commands import COMMANDS, typed

VERDICTS: Final[dict[VerdictName, str]] = {
    "correct": "Correct.",
    "partial": "Partly.",
    "incorrect": "Not yet.",
    "ungraded": "Not graded:",
}
RESUMING: Final = "Resuming."
CHOOSE: Final = "Choose a course by its number, or by how its id or its title begins."


def frame_lines(frame: NumberedFrame, before: StateName | None, *, echo: bool = False) -> list[str]:
    """The lines of one frame; `before` is the state that was printed last.

    The learner's own words are known to the learner; `echo` shows them all the same, for a replay.
    """
    match frame:
        case frames.State():
            return [f"[{frame.state}]"] if frame.state != before else []
        case frames.Message(author="learner"):
            return [f"> {line}" for line in _text(frame).split("\n")] if echo else []
        case frames.Message():
            return _message_lines(frame)
        case frames.Progress():
            return []


def last_part(history: Sequence[NumberedFrame]) -> Sequence[NumberedFrame]:
    """What a learner who comes back is shown: from the last question or block on, and its state."""
    starts = [at for at, frame in enumerate(history) if _opens(frame)]
    if not starts:
        return history
    before = [frame for frame in history[: starts[-1]] if isinstance(frame, frames.State)]
    return [*before[-1:], *history[starts[-1] :]]


def course_lines(items: Iterable[frames.SyllabusItem]) -> list[str]:
    """The courses on offer, numbered from 1."""
    lines = []
    for number, item in enumerate(items, 1):
        lines.append(f"{number}) {_one_line(item.title)} [{_one_line(item.id)}] {_standing(item)}")
        if item.description.strip():
            lines.append(f"   {_one_line(item.description)}")
    return lines


def chosen(items: Sequence[frames.SyllabusItem], line: str) -> list[str]:
    """The ids of the courses a line may name: one by its number, its id or its title in any case.

    Else those whose id or title begins with it; none for an empty line.
    """
    wanted = " ".join(typed(line).split()).casefold()
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6:
        return [item.id for item in items[max(0, int(wanted) - 1) : int(wanted)]]
    names = [(item.id, (item.id.casefold(), _one_line(item.title).casefold())) for item in items]
    whole = [id for place in (0, 1) for id, name in names if name[place] == wanted]
    begun = [id for id, name in names if wanted and any(part.startswith(wanted) for part in name)]
    return whole[:1] or begun


def unchosen(courses: Sequence[str]) -> str:
    """What is said where a line names none of the courses, or may name these."""
    if not courses:
        return f"There is no such course. {CHOOSE}"
    return f"Several courses begin so: {', '.join(courses[:5])}. Type more of one."


def record_lines(courses: Iterable[frames.CourseRecord]) -> list[str]:
    """The learner's record, a paragraph a course."""
    lines = [line for course in courses for line in _course_record(course)]
    return lines or ["Nothing is recorded yet."]


def help_lines() -> list[str]:
    """The commands, one a line."""
    width = max(len(command.usage) for command in COMMANDS.values())
    lines = [f"{command.usage:<{width}}  {command.does}" for command in COMMANDS.values()]
    return [*lines, "Anything else is said to the tutor; //… says what begins with a slash."]


def error_line(sentence: str) -> str:
    """Something went wrong, told in one line."""
    return f"! {_one_line(sentence)}"


def _message_lines(message: frames.Message) -> list[str]:
    text = _text(message)
    if message.verdict is not None:
        text = f"{VERDICTS[message.verdict]} {text}".rstrip()
    parts = [f"{_one_line(p.key)}) {VERDICTS[p.verdict]}" for p in message.parts or ()]
    options = [f"{_one_line(o.key)}) {_one_line(o.text)}" for o in message.options or ()]
    return [*text.split("\n"), *parts, *options]


def _text(message: frames.Message) -> str:
    return clean(message.text).rstrip("\n")


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _opens(frame: NumberedFrame) -> bool:
    return isinstance(frame, frames.Message) and frame.kind in ("question", "exposition")


def _standing(item: frames.SyllabusItem) -> str:
    if item.status == "new":
        return "new"
    status = "complete" if item.status == "complete" else "begun"
    return f"{status}, {item.mastered} of {_counted(item.skills, 'skill')} mastered"


def _course_record(course: frames.CourseRecord) -> list[str]:
    done = _counted(course.questions_done, "question")
    hints = _counted(course.hints_used, "hint")
    lines = [f"{_one_line(course.title)} ({course.status}): {done} done, {hints} used"]
    lines.extend(_skill_line(skill) for skill in course.skills)
    lines.extend(
        f"  met {_counted(known.count, 'time')}: {_one_line(known.title)}"
        for known in course.misconceptions
    )
    return lines


def _skill_line(skill: frames.SkillRecord) -> str:
    title = _one_line(skill.title)
    if not skill.first_attempts:
        return f"  {title}: not tried yet"
    mastered = " · mastered" if skill.mastered else ""
    tried = f"{skill.right} of {skill.first_attempts} right at first try"
    return f"  {title}: known {round(skill.mastery * 100)} % · {tried}{mastered}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
