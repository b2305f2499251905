"""A worker's own side, in this process."""

from __future__ import annotations

import io
import resource
import signal

import pytest

from tests.support.small_course import half_plus_third
from tutor_server.tools import worker_main
from tutor_server.tools.jobs import HEAD, Job, Reply, Stage, length, pack, read_reply
from tutor_server.tools.worker_main import Judge, judged, limit_memory, serve
from tutor_shared.answers.verdict import Verdict

BLOCK = half_plus_third().variants[0].block


def job(text: str, stage: Stage = "check") -> Job:
    return Job(stage, BLOCK, text, 60.0)


def worked(*jobs: Job, judge: Judge = judged) -> list[Reply]:
    """What is replied to these jobs, after the word that the worker is ready."""
    replies = io.BytesIO()
    try:
        serve(io.BytesIO(b"".join(map(pack, jobs))), replies, judge)
    finally:
        written = io.BytesIO(replies.getvalue())
    read = []
    while head := written.read(HEAD):
        read.append(read_reply(written.read(length(head))))
    assert read[0] == Reply()
    return read[1:]


def test_each_job_gets_the_checkers_own_verdict_or_label() -> None:
    right, wrong, label, none = worked(
        job("5/6"), job("2/5"), job("2/5", "label"), job("1/6", "label")
    )
    assert right.verdict is not None
    assert right.verdict.verdict == "correct"
    assert wrong.verdict is not None
    assert (wrong.verdict.verdict, wrong.verdict.misconception) == ("incorrect", None)
    assert label.verdict is not None
    assert label.verdict.misconception == "adds-across"
    assert none == Reply()


def test_a_judge_that_raises_fails_its_own_job_only() -> None:
    def judge(job: Job) -> Verdict:
        if job.text == "deep":
            raise RecursionError
        return Verdict("correct")

    failed, fine = worked(job("deep"), job("5/6"), judge=judge)
    assert failed == Reply(failed="RecursionError")
    assert fine == Reply(Verdict("correct"))


def test_t_16_a_worker_out_of_memory_ends_and_says_so_by_its_status() -> None:
    def judge(_job: Job) -> Verdict:
        raise MemoryError

    with pytest.raises(SystemExit) as ended:
        worked(job("5/6"), job("5/6"), judge=judge)
    assert ended.value.code == worker_main.OUT_OF_MEMORY


def test_an_alarm_is_armed_for_as_long_as_a_job_runs() -> None:
    seen: list[float] = []

    def judge(_job: Job) -> Verdict:
        seen.append(signal.getitimer(signal.ITIMER_REAL)[0])
        return Verdict("correct")

    worked(job("5/6"), judge=judge)
    assert 60.0 < seen[0] <= 60.0 + worker_main.ALARM_AFTER_S
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_input_that_ends_within_a_head_ends_the_work() -> None:
    replies = io.BytesIO()
    serve(io.BytesIO(b"\x00\x00"), replies, judged)
    assert replies.getvalue() == pack(Reply())


def test_memory_is_limited_to_what_is_asked_or_to_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits: dict[int, tuple[int, int]] = {}
    allowed = {resource.RLIMIT_AS: (5, resource.RLIM_INFINITY), resource.RLIMIT_DATA: (5, 700)}
    monkeypatch.setattr(resource, "getrlimit", allowed.__getitem__)
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    limit_memory(1_000)
    assert limits == {
        resource.RLIMIT_AS: (1_000, 1_000),
        resource.RLIMIT_DATA: (700, 700),
        resource.RLIMIT_CORE: (0, 0),
    }
