from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.databases import NOW, row
from tutor_server.session.ports import Batch, NewRow, SkillMastery
from tutor_server.store.numbering import Standing, number
from tutor_shared.errors import IdConflict, IdRepeated, StaleEpoch

MINE = "a-client-id-of-mine"
STANDINGS = {
    "s": Standing("ada", "fractions", epoch=2, last_seq=7),
    "t": Standing("bob", "fractions", epoch=1, last_seq=0),
}


def _batch(session: str, *rows: NewRow, epoch: int | None = None) -> Batch:
    standing = STANDINGS.get(session)
    mine = standing.epoch if standing else 1
    return Batch(session, mine if epoch is None else epoch, rows, "exposition", NOW)


def test_w_11_counting_goes_on_after_the_last_row() -> None:
    plan = number(
        [_batch("s", row(), row()), _batch("t", row()), _batch("s", row())], STANDINGS, {}
    )

    assert plan.outcomes == [8, 1, 10]
    assert [(event["session"], event["seq"]) for event in plan.events] == [
        ("s", 8),
        ("s", 9),
        ("t", 1),
        ("s", 10),
    ]
    assert plan.histories["s"]["new_last_seq"] == 10


def test_f_12_a_stale_a_future_and_an_unknown_session_are_refused() -> None:
    plan = number(
        [_batch("s", row(), epoch=1), _batch("s", row(), epoch=3), _batch("u", row())],
        STANDINGS,
        {},
    )

    assert [type(outcome) for outcome in plan.outcomes] == [StaleEpoch] * 3
    assert (plan.events, plan.histories, plan.masteries) == ([], {}, [])


def test_w_06_a_stored_id_is_repeated_with_its_seq() -> None:
    (outcome,) = number(
        [_batch("s", row(client_id=MINE))], STANDINGS, {("s", MINE): (3, b"hash")}
    ).outcomes

    assert isinstance(outcome, IdRepeated)
    assert outcome.seq == 3


def test_w_06_an_id_taken_earlier_in_the_group_is_repeated() -> None:
    first, second = number([_batch("s", row(client_id=MINE))] * 2, STANDINGS, {}).outcomes

    assert first == 8
    assert isinstance(second, IdRepeated)
    assert second.seq == 8


def test_w_07_another_body_under_a_stored_id_conflicts() -> None:
    plan = number([_batch("s", row(client_id=MINE))], STANDINGS, {("s", MINE): (3, b"other")})

    assert isinstance(plan.outcomes[0], IdConflict)
    assert plan.events == []


def test_w_08_an_id_of_another_session_is_free() -> None:
    plan = number([_batch("s", row(client_id=MINE))], STANDINGS, {("t", MINE): (3, b"hash")})

    assert plan.outcomes == [8]


def test_a_refused_batch_takes_no_number_and_no_id() -> None:
    refused = _batch("s", row(client_id=MINE), row(client_id=MINE))

    plan = number([refused, _batch("s", row(client_id=MINE))], STANDINGS, {})

    assert isinstance(plan.outcomes[0], IdConflict)
    assert plan.outcomes[1] == 8


def test_the_last_batch_of_a_session_tells_its_state_and_none_forgets_what_one_brought() -> None:
    first = Batch("s", 2, (row(),), "exposition", NOW, snapshot=b"1", ended=True, summary="Done.")
    last = Batch("s", 2, (row(),), "session_complete", NOW)

    history = number([first, last], STANDINGS, {}).histories["s"]

    assert history == {
        "of_session": "s",
        "new_state": "session_complete",
        "new_last_seq": 9,
        "new_ended": NOW,
        "new_summary": "Done.",
        "new_snapshot": b"1",
    }


def test_masteries_are_the_learners_own() -> None:
    skill = SkillMastery("adding", 0.5, first_attempts=1)
    plan = number([Batch("t", 1, (), "exposition", NOW, (skill,))], STANDINGS, {})

    assert plan.masteries == [
        {
            "user": "bob",
            "syllabus": "fractions",
            "skill": "adding",
            "mastery": 0.5,
            "mastered": False,
            "right": 0,
            "first_attempts": 1,
        }
    ]


@given(st.lists(st.tuples(st.sampled_from("stu"), st.integers(0, 3), st.integers(0, 4))))
def test_w_11_numbers_of_a_session_have_no_gap_whatever_is_refused_between(
    turns: list[tuple[str, int, int]],
) -> None:
    batches = [
        _batch(session, row(client_id=f"id{id}"), *[row()] * more) for session, more, id in turns
    ]

    plan = number(batches, STANDINGS, {})

    assert len(plan.outcomes) == len(batches)
    for session, standing in STANDINGS.items():
        seqs = [event["seq"] for event in plan.events if event["session"] == session]
        assert seqs == list(range(standing.last_seq + 1, standing.last_seq + 1 + len(seqs)))
