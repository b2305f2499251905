"""The tutor's own sentences, where the course has none. One place, so that they can be read aloud.

Written for someone who is tired: short, plain, never a reproach, always a way on.
"""

from __future__ import annotations

from typing import Final

#: After an unknown wrong answer, in this order; the same is not said twice on a question.
NOT_YET: Final = (
    "Let us take it in smaller steps.",
    "Look once more at what is asked, and what you already have.",
    "Try to say in words what the question wants before you work it out.",
    "This one is stubborn. A hint may be worth more than another try.",
    "Go through it line by line and look for the step you are least sure of.",
)
#: After the same known error again, when everything the author wrote was said.
SAME_SLIP: Final = (
    "It is the same slip again, which happens to many. Let us go round it in small steps.",
    "The same idea got in the way once more. Let us leave it aside and start from the question.",
    "That is the same result as before. Take a hint, or say that you don't know.",
)
STUCK: Final = (
    "That is a fine thing to say. Let us take it in smaller steps.",
    "All right. Here is a bit more.",
    "No harm. One more piece.",
)
RIGHT: Final = "That is right."
STEP_MISSED: Final = "Try this step once more, or go on to be told."
STEP_TOLD: Final = "It is {answer}."
STEP: Final = "**Step {step} of {steps}.** {ask}"
BACK_TO_QUESTION: Final = "Now the question again:\n\n{prompt}"
NOTHING_LEFT_BUT_TRY: Final = "Have another look at the question:\n\n{prompt}"
ANOTHER_LOOK: Final = "Here is another way to see it.\n\n{passage}"
LEFT_FOR_NOW: Final = "We leave this one and come back to it. Go on when you are ready."
SKIPPED: Final = "Skipped. Nothing is counted."
SOLUTION: Final = "This is how it goes.\n\n{solution}\n\nGo on when you are ready."
HINT: Final = "**Hint {rung} of {rungs}.** {text}"
COMPARE: Final = "Nobody checks this one: keep your answer in mind, and go on to compare."
SOLUTION_WITHOUT_WORDS: Final = "The answer is {answer}."
CLOSED_PRACTICE: Final = "Nothing is counted any more here; go on when you are ready."
CANCELLED: Final = "Stopped checking. Nothing is counted; answer again when you like."
CHECK_TIMEOUT: Final = "That took too long to check, so nothing is counted. Try writing it shorter."
CHECK_CRASHED: Final = (
    "This could not be checked just now, so nothing is counted. Please try again."
)
WRITE_IT_LIKE: Final = "You can write it like this: {example}"
DONT_KNOW: Final = "I don't know."
EXPLAIN: Final = "Please explain that again."
EXAMPLE: Final = "Please show me an example."
NOT_IN_COURSE: Final = (
    "I find nothing about that in this course, and I would rather not guess. {way_on}"
)
WAY_ON_READING: Final = "Try other words, or go on."
WAY_ON_ASKED: Final = "Try other words, take a hint, or say that you don't know."
NO_EXAMPLE: Final = "This course has no worked example for that. Here is what fits best instead."
FROM_GLOSSARY: Final = "From the glossary:"
FROM_TOPIC: Final = "From “{title}”:"
AGAIN: Final = "In other words:"


def summary(title: str, *, solved: int, asked: int, mastered: list[str], review: list[str]) -> str:
    """The last message of a lesson: what was learned and what to look at again."""
    lines = [f"**{title}: done.** You solved {solved} of {asked} questions."]
    if mastered:
        lines.append(f"You have mastered: {', '.join(mastered)}.")
    if review:
        lines.append(f"Worth another look: {', '.join(review)}.")
    return "\n\n".join(lines)
