"""The page of `/metrics`."""

from __future__ import annotations

from collections import Counter

from tutor_server.metrics import Metrics
from tutor_server.otp.child import Counts
from tutor_server.session.quarantine import MAX_CRASHES, Quarantine
from tutor_server.tally import Tally
from tutor_server.transport.traffic import Traffic
from tutor_server.watchdog import Pulse
from tutor_shared.clock import SystemClock

#: What a self-hoster may watch. A name that goes is a broken dashboard.
NAMES = """
    tutor_sessions tutor_turns_total tutor_tools_total tutor_restarts_total
    tutor_quarantines_total tutor_journal_batch_size tutor_journal_commit_seconds
    tutor_mailbox_depth_max tutor_processes_abandoned tutor_loop_lag_seconds
    tutor_loop_lag_max_seconds tutor_connections tutor_frames_total tutor_byes_total
""".split()


def metrics() -> Metrics:
    return Metrics(
        sessions=lambda: Counts(total=7, active=4, restarting=2, waiting=1),
        quarantine=Quarantine(SystemClock()),
        tally=Tally(),
        traffic=Traffic(),
        pulse=Pulse(),
    )


def test_every_metric_is_there_once_with_its_meaning() -> None:
    lines = metrics().page().splitlines()
    helps = [line.split(" ", 3) for line in lines if line.startswith("# HELP")]
    assert [name for _, _, name, _ in helps] == NAMES
    assert all(text.endswith(".") for *_, text in helps)


def test_no_sample_is_told_twice() -> None:
    samples = [line.split(" ")[0] for line in metrics().page().splitlines() if line[0] != "#"]
    assert max(Counter(samples).values()) == 1


def test_each_number_is_read_where_it_is_kept() -> None:
    it = metrics()
    it.tally.turns["stored"] = 12
    it.tally.tools["timeout"] = 2
    it.tally.restarted()
    it.tally.committed(5, 0.003)
    it.traffic.connections = 3
    it.traffic.frames_in = 8
    it.traffic.frames_out = 21
    it.traffic.byes["slow"] = 1
    for _ in range(MAX_CRASHES):
        it.quarantine.crashed("a session")
    assert {
        'tutor_sessions{state="active"} 4',
        'tutor_sessions{state="restarting"} 2',
        'tutor_sessions{state="waiting"} 1',
        'tutor_turns_total{outcome="stored"} 12',
        'tutor_tools_total{outcome="timeout"} 2',
        "tutor_restarts_total 1",
        "tutor_quarantines_total 1",
        "tutor_journal_batch_size_sum 5",
        'tutor_journal_commit_seconds_bucket{le="0.0025"} 0',
        'tutor_journal_commit_seconds_bucket{le="0.005"} 1',
        "tutor_connections 3",
        'tutor_frames_total{direction="in"} 8',
        'tutor_frames_total{direction="out"} 21',
        'tutor_byes_total{code="slow"} 1',
        'tutor_byes_total{code="flood"} 0',
        "tutor_processes_abandoned 0",
        "tutor_loop_lag_seconds_count 0",
    } <= set(it.page().splitlines())
