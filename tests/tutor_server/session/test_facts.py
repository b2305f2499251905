"""Facts on disk."""

from __future__ import annotations

import msgspec
import pytest

from tutor_server.session import facts as f
from tutor_server.session.ports import SkillMastery

EVERY: tuple[f.Fact, ...] = (
    f.Began((SkillMastery("adding", 0.5),)),
    f.Moved("guide"),
    f.TopicEntered(1),
    f.PageShown(-1),
    f.Asked("half", 2, 1),
    f.AnswerTaken("attempt", "5/6", "reasoning", explicit=True),
    f.Judged("attempt", "incorrect", charged=True, misconception="adds-across"),
    f.Evidence("half", SkillMastery("adding", 0.9, mastered=True, right=3, first_attempts=3)),
    f.HintGiven(),
    f.Stuck(),
    f.StepOpened(1),
    f.StepsOver(),
    f.Said("unknown:0"),
    f.Closed("solution"),
    f.Solved(),
)


def test_every_fact_comes_back_from_the_journal_as_it_went_in() -> None:
    assert f.decode(f.encode(EVERY)) == EVERY


def test_a_row_without_facts_is_an_empty_list() -> None:
    assert f.encode(()) == b"[]"
    assert f.decode(b"[]") == ()


def test_a_stored_fact_keeps_its_name() -> None:
    assert f.encode((f.Closed("skipped"),)) == b'[{"fact":"closed","reason":"skipped"}]'


def test_a_private_column_of_another_kind_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        f.decode(b'[{"fact":"unheard"}]')
