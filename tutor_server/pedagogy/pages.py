"""A topic's exposition as the pages a learner turns, one at a time.

A block of text is a page. A worked example is a page up to its first step with `ask`; that step is
left to the learner, and the next page begins with how it is done.
"""

from __future__ import annotations

import msgspec

from tutor_shared.syllabus.model import AskBlock, TextBlock, Topic, WorkedBlock, WorkedStep


class Prose(msgspec.Struct, frozen=True):
    """Something to read; `again` says it in other words where the author wrote them.

    `asks` when it ends with a step of a worked example that is left to the learner.
    """

    text: str
    again: str = ""
    worked: bool = False
    asks: bool = False


class AskPage(msgspec.Struct, frozen=True):
    """A question between pages."""

    question: str


Page = Prose | AskPage


def pages(topic: Topic) -> tuple[Page, ...]:
    """Every page of the topic's exposition, in order."""
    turned: list[Page] = []
    for block in topic.exposition:
        match block:
            case TextBlock():
                turned.append(Prose(block.text, block.again))
            case WorkedBlock():
                *before, last = _worked(block)
                turned.extend(Prose(text, block.again, worked=True, asks=True) for text in before)
                turned.append(Prose(last, block.again, worked=True))
            case AskBlock():
                turned.append(AskPage(block.question))
    return tuple(turned)


def heading(topic: Topic) -> str:
    """What stands above a topic's first page."""
    objective = f"\n\n*{topic.objective.strip()}*" if topic.objective.strip() else ""
    return f"## {topic.title.strip()}{objective}"


def example(block: WorkedBlock) -> str:
    """A worked example in one piece."""
    steps = "\n".join(_done(n, step) for n, step in enumerate(block.steps, 1))
    return f"**Example.** {block.problem.strip()}\n\n{steps}"


def _worked(block: WorkedBlock) -> list[str]:
    texts: list[str] = []
    lines = [f"**Example.** {block.problem.strip()}", ""]
    for number, step in enumerate(block.steps, 1):
        if step.ask:
            lines += ["", f"**Your turn:** {step.ask.strip()} Think about it, then go on."]
            texts.append("\n".join(lines))
            lines = []
        lines.append(_done(number, step))
    texts.append("\n".join(lines))
    return texts


def _done(number: int, step: WorkedStep) -> str:
    why = f" *{step.why.strip()}*" if step.why.strip() else ""
    return f"{number}. {step.do.strip()}{why}"
