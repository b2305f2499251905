"""From one thing to the next: a page, a question, a topic, the end."""

from __future__ import annotations

from typing import assert_never

from tutor_server.pedagogy import phrases
from tutor_server.pedagogy.asking import pick_variant
from tutor_server.pedagogy.pages import Prose, heading, pages
from tutor_server.pedagogy.policy import Ask, EnterTopic, Finish, ShowPage, following
from tutor_server.session import facts as f
from tutor_server.session.machine import Event
from tutor_server.session.reducer.turn import Turn


def go_on(turn: Turn) -> None:
    """What follows the present page or question, which must be done."""
    state = turn.state
    coming = following(turn.course, state.topic, state.page, state.done)
    match coming:
        case ShowPage():
            _show_page(turn, coming.page)
        case Ask():
            _ask(turn, coming)
        case EnterTopic():
            enter_topic(turn, coming.topic, "next_topic")
        case Finish():
            _finish(turn)
        case _:
            assert_never(coming)


def enter_topic(turn: Turn, topic: int, event: Event) -> None:
    """Open a topic: its heading, with its first page where that is prose."""
    turn.note(f.TopicEntered(topic))
    first = next(iter(pages(turn.topic)), None)
    text = heading(turn.topic)
    if isinstance(first, Prose):
        text = f"{text}\n\n{first.text.strip()}"
    turn.note(f.PageShown(0 if isinstance(first, Prose) else -1))
    turn.move(event)
    turn.show_progress()
    turn.say("exposition", text)


def _show_page(turn: Turn, page: int) -> None:
    shown = pages(turn.topic)[page]
    assert isinstance(shown, Prose)
    turn.note(f.PageShown(page))
    if turn.state.state != "exposition":
        turn.move("next_topic")
    turn.say("exposition", shown.text.strip())


def _ask(turn: Turn, ask: Ask) -> None:
    question = turn.topic.question(ask.question)
    event: Event = "instruction_complete" if turn.state.state == "exposition" else "next_question"
    variant = pick_variant(turn.state.session, question)
    turn.note(f.Asked(question.id, variant, ask.page))
    turn.move(event)
    asking = turn.asking()
    media = "".join(f"\n\n*[{picture.alt.strip()}]*" for picture in asking.variant.media)
    turn.say("question", f"{asking.variant.prompt.strip()}{media}", options=asking.options)
    turn.move("question_sent")


def _finish(turn: Turn) -> None:
    state, course = turn.state, turn.course
    turn.move("finish")
    turn.show_progress()
    mastered = {known.skill for known in state.masteries if known.mastered}
    weak = [known.skill for known in state.masteries if known.mastery < course.mastery.prior]
    titles = {skill.id: skill.title for skill in course.skills}
    unsolved = [id for id in state.closed if id in state.done]
    turn.say(
        "summary",
        phrases.summary(
            course.title,
            solved=len(state.done) - len(unsolved),
            asked=len(state.done),
            mastered=[titles[skill] for skill in titles if skill in mastered],
            review=[titles[skill] for skill in weak if skill in titles],
        ),
    )
