"""A small course for tests of the lesson, built as values, with one of everything."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tutor_shared.answers.block import (
    AnswerBlock,
    Choice,
    ChoiceOption,
    KnownError,
    Number,
    NumberFormat,
)
from tutor_shared.syllabus.model import (
    AskBlock,
    Block,
    MasteryPolicy,
    Misconception,
    Policy,
    Question,
    ScaffoldStep,
    Skill,
    Syllabus,
    TextBlock,
    Topic,
    Variant,
    WorkedBlock,
    WorkedStep,
)

ADDS_ACROSS = Misconception(
    "adds-across", "Adds across", ("adding",), "The denominators say how big a piece is."
)


def number(value: str) -> AnswerBlock:
    """A block for a plain number."""
    return AnswerBlock(Number(value))


def half_plus_third(**changes: object) -> Question:
    """The question with everything: a known error, three rungs, two steps, a solution."""
    variant = Variant(
        prompt="What is 1/2 + 1/3?",
        block=AnswerBlock(
            Number("5/6"),
            known_errors=(
                KnownError(
                    Number("2/5"),
                    "adds-across",
                    "You added the tops and the bottoms.",
                    "Is 2/5 more than a half?",
                ),
            ),
        ),
        right="Sixths, because both 2 and 3 go into 6.",
        hints=("Which pieces?", "Sixths.", "3/6 + 2/6 = 5/6."),
        scaffold=(
            ScaffoldStep("How many sixths make a half?", number("3")),
            ScaffoldStep("How many sixths make a third?", number("2")),
        ),
        solution="1/2 = 3/6 and 1/3 = 2/6; together 5/6.",
    )
    return Question("half-plus-third", ("adding",), 2, (replace(variant, **changes),))


def which_bigger() -> Question:
    """A choice of three."""
    options = (
        ChoiceOption("1/2", right=True, why="Two pieces are bigger pieces than three."),
        ChoiceOption("1/3", right=False, misconception="bigger-bottom", why="Three is more…"),
        ChoiceOption("They are equal", right=False),
    )
    block = AnswerBlock(Choice(options))
    return Question("which-bigger", ("comparing",), 1, (Variant("Which is bigger?", block),))


def plain(name: str, value: str) -> Question:
    """A question with nothing but an answer."""
    return Question(name, ("comparing",), 1, (Variant(f"Say {value}.", number(value)),))


def topic(name: str, exposition: Sequence[Block], questions: Sequence[Question]) -> Topic:
    """A topic of these parts."""
    return Topic(name, name.title(), f"You can do {name}.", tuple(exposition), tuple(questions))


def course(
    policy: Policy | None = None, topics: Sequence[Topic] | None = None, **changes: object
) -> Syllabus:
    """Two topics: text, a question between, a worked example; then text and plain questions."""
    made = Syllabus(
        id="small",
        title="Small course",
        version="1",
        language="en",
        license="CC-BY-4.0",
        authors=("Ada Example",),
        description="For tests.",
        guidance="",
        number_format=NumberFormat(),
        policy=policy or Policy(),
        mastery=MasteryPolicy(),
        skills=(Skill("adding", "Add fractions"), Skill("comparing", "Compare fractions")),
        misconceptions=(ADDS_ACROSS, Misconception("bigger-bottom", "Bigger bottom, bigger")),
        glossary=(("numerator", "the number above the line"),),
        topics=tuple(topics) if topics is not None else (_adding(), _comparing()),
        content_hash="0" * 32,
    )
    return replace(made, **changes)


def _adding() -> Topic:
    worked = WorkedBlock(
        "What is 1/2 + 1/4?",
        (
            WorkedStep("Cut the half into two quarters.", "Only equal pieces can be counted."),
            WorkedStep("Count: three quarters.", ask="How many quarters are there?"),
        ),
    )
    exposition = (
        TextBlock("Pieces of one size can be counted.", again="Cut everything alike, then count."),
        AskBlock("which-bigger"),
        worked,
    )
    return topic("adding", exposition, (half_plus_third(), which_bigger()))


def _comparing() -> Topic:
    return topic("comparing", (TextBlock("More pieces, smaller pieces."),), (plain("seven", "7"),))
