"""What `GET /metrics` shows: every metric by its name, and where its number is kept.

Nothing is computed before it is asked for. A label's value is always a word of ours (a state, an
outcome, a code), never anything a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutor_server.exposition import Family, exposition, single
from tutor_server.otp.child import Counts
from tutor_server.otp.life import abandoned
from tutor_server.otp.mailbox import Mailbox
from tutor_server.session.quarantine import Quarantine
from tutor_server.tally import Tally
from tutor_server.transport.traffic import Traffic
from tutor_server.watchdog import Pulse


@dataclass(frozen=True)
class Metrics:
    """The places where a server's numbers are kept. `sessions` counts its sessions by state."""

    sessions: Callable[[], Counts]
    quarantine: Quarantine
    tally: Tally
    traffic: Traffic
    pulse: Pulse

    def page(self) -> str:
        """All metrics as they are now, in Prometheus' text format."""
        return exposition(self._families())

    def _families(self) -> Iterator[Family]:
        yield from self._lessons()
        yield from self._journal()
        yield from self._runtime()
        yield from self._wire()

    def _lessons(self) -> Iterator[Family]:
        counts, tally = self.sessions(), self.tally
        states = {
            "active": counts.active,
            "restarting": counts.restarting,
            "waiting": counts.waiting,
        }
        yield Family("tutor_sessions", "gauge", "Sessions loaded, by state.", states, "state")
        yield Family("tutor_turns_total", "counter", "Turns by outcome.", tally.turns, "outcome")
        yield Family(
            "tutor_tools_total", "counter", "Tool calls by outcome.", tally.tools, "outcome"
        )
        yield single("tutor_restarts_total", "counter", "Restarts of sessions.", tally.restarts)
        yield single(
            "tutor_quarantines_total",
            "counter",
            "Sessions stopped for crashing too often.",
            self.quarantine.stopped,
        )

    def _journal(self) -> Iterator[Family]:
        yield Family(
            "tutor_journal_batch_size", "histogram", "Turns in a transaction.", self.tally.groups
        )
        yield Family(
            "tutor_journal_commit_seconds",
            "histogram",
            "Seconds a transaction took.",
            self.tally.commits,
        )

    def _runtime(self) -> Iterator[Family]:
        yield single(
            "tutor_mailbox_depth_max", "gauge", "Most messages seen in a mailbox.", Mailbox.deepest
        )
        yield single(
            "tutor_processes_abandoned", "gauge", "Processes that would not end.", abandoned()
        )
        yield Family(
            "tutor_loop_lag_seconds", "histogram", "How late the loop turned.", self.pulse.lags
        )
        yield single(
            "tutor_loop_lag_max_seconds", "gauge", "The latest it ever turned.", self.pulse.worst_s
        )

    def _wire(self) -> Iterator[Family]:
        traffic = self.traffic
        yield single("tutor_connections", "gauge", "Open connections.", traffic.connections)
        frames = {"in": traffic.frames_in, "out": traffic.frames_out}
        yield Family("tutor_frames_total", "counter", "Frames by direction.", frames, "direction")
        yield Family("tutor_byes_total", "counter", "Farewells by code.", traffic.byes, "code")
