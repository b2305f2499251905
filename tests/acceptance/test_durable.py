"""P-04, by the kernel's own account: an ack leaves only after its rows are synced to the disk."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.programs import PATIENCE_S, TUTOR, add_user, environment
from tests.support.wire_client import WireClient

ANSWERS = 40
CALLS = "pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg"

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None or sys.platform != "linux",
    reason="strace is not here, so the order of sync and send cannot be seen",
)


async def taught(data_dir: Path, token: str, trace: Path) -> list[str]:
    """A server under strace and a learner who asks; the ids that were acked, in order."""
    process = await asyncio.create_subprocess_exec(
        "strace", "-f", "-yy", "-s", "5000", "-e", f"trace={CALLS}", "-o", str(trace),
        *TUTOR, "serve", "--port", "0", "--data-dir", str(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_S):
            url = (await process.stdout.readline()).decode().split()[-1]
        client = await WireClient.hello(url, token)
        await client.join("fractions")
        await client.until("message", kind="exposition")
        acked = []
        for _ in range(ANSWERS):
            sent = await client.say("What is a denominator?", intent="question")
            assert (await client.reply_to(sent))["type"] == "ack"
            acked.append(sent)
        await client.close()
    finally:
        stop_children(process.pid)
        await process.wait()
    return acked


def stop_children(pid: int) -> None:
    """strace does not pass signals on; the server is its child."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGTERM)


async def test_p_04_every_ack_is_sent_after_its_rows_were_synced(tmp_path: Path) -> None:
    data_dir, trace = tmp_path / "data", tmp_path / "trace"
    data_dir.mkdir()
    acked = await taught(data_dir, add_user(data_dir), trace)
    stored: dict[str, bool] = {}
    sent: set[str] = set()
    for line in trace.read_text(errors="replace").splitlines():
        if "tutor.db-wal" in line and "pwrite64" in line:
            stored |= {one: False for one in acked if one in line}
        elif _synced_wal(line):
            stored = dict.fromkeys(stored, True)
        elif "TCP" in line:
            for one in re.findall(r'\\"ack\\",\\"id\\":\\"([\w-]+)', line):
                assert stored.get(one), f"the ack of {one} was sent before its rows were synced"
                sent.add(one)
    assert sent == set(acked)


def _synced_wal(line: str) -> bool:
    """A sync of the log that returned; one that is resumed on a later line counts there."""
    whole = "fdatasync(" in line or "fsync(" in line
    resumed = "fdatasync resumed" in line or "fsync resumed" in line
    return line.rstrip().endswith("= 0") and (resumed or (whole and "tutor.db-wal" in line))
