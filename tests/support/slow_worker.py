"""A worker process whose judge does what the answer says: slow, deadly, or well behaved.

Run as a program; `COMMAND` starts it in place of the real worker.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path
from typing import Final, NoReturn

from tutor_server.tools.jobs import Job
from tutor_server.tools.worker_main import main
from tutor_shared.answers.verdict import Verdict

COMMAND: Final = (sys.executable, "-P", str(Path(__file__)))


def judge(job: Job) -> Verdict | None:
    """Do what the answer says; the verdict's message tells what was seen."""
    match job.text:
        case "spin":
            _spin()
        case "regex":
            re.match(r"(a+)+$", "a" * 60 + "!")
        case "exit":
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            bytearray(4 << 30)
        case "raise":
            raise ZeroDivisionError(job.text)
        case "print":
            os.write(1, b"\x00\x00\x00\x05noise")
            print("more noise", flush=True)  # noqa: T201 - that is the point
        case "environment":
            return Verdict("correct", " ".join(sorted(os.environ)))
        case _:
            pass
    return Verdict("correct", str(os.getpid())) if job.stage == "check" else None


def _spin() -> NoReturn:
    while True:
        pass


if __name__ == "__main__":
    main(judge)
